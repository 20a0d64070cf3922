/**
 * A Vigie of real processes whose own battery ends: it must have told somebody before it stops, and stop in order; until then
 * somebody outside hears its heartbeat.
 */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instance, startInstance, temporary, writeBook } from '../house/instance.ts';
import { SmsGateway } from '../soak/sms-gateway.ts';

const book = (heartbeat: string): string => `organisation: Last message
heartbeat: { url: "${heartbeat}", every: 10s }
host: { ups: cotonou/ups-1, stop_at: 5m }
sites:
  cotonou:
    name: Cotonou
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    devices:
      ups-1:
        kind: ups
        mqtt:
          format: readings
          readings:
            - { topic: ups/source, metric: ups.output_source, states: { onLine: 1, onBattery: 2 }, max_age: 1h }
            - { topic: ups/left, metric: ups.runtime_seconds, max_age: 1h }
`;
const onCall = `schedules:
  noc: { timezone: Africa/Porto-Novo, layers: [{ people: [awa], every: 7d, from: 2026-01-05 }] }
policies:
  default:
    levels: [{ notify: [schedule:noc], wait: 10m }]
    life_safety: [schedule:noc]
`;
const people = `awa: { name: Awa Exemple, roles: [operator, on-call], ways: [{ channel: sms, address: "+33123456702" }] }
`;

describe('the battery of the machine of Vigie', () => {
  let vigie: Instance;
  let gateway: SmsGateway;
  let outside: Server;
  let beats = 0;
  beforeAll(async () => {
    gateway = await SmsGateway.start();
    outside = createServer((_, response) => {
      beats += 1;
      response.end();
    });
    outside.listen(0, '127.0.0.1');
    await once(outside, 'listening');
    const { port } = outside.address() as AddressInfo;
    const dir = writeBook(join(temporary('last-book'), 'book'), book(`http://127.0.0.1:${port}/ping`));
    const channel = { kind: 'sms', url: gateway.url, secret: 'word', reference: 'id', receipts: false };
    writeFileSync(join(dir, 'channels.yaml'), `sms: ${JSON.stringify(channel)}\n`);
    writeFileSync(join(dir, 'on-call.yaml'), onCall);
    writeFileSync(join(dir, 'people.yaml'), people);
    vigie = await startInstance(join(temporary('last'), 'data'), [
      ...['--config', dir, '--roles', 'collectors,alerting'],
    ]);
  }, 120_000);
  afterAll(async () => {
    gateway.close();
    outside.close();
    await vigie.clean();
  });

  it('is not told of while it lasts, and somebody outside hears the heartbeat', async () => {
    await expect.poll(() => beats, { timeout: 30_000, interval: 250 }).toBeGreaterThan(0);
    expect(gateway.handed).toEqual([]);
    expect(vigie.process.exitCode).toBeNull();
  }, 40_000);

  it('is told of before the end, and everything stops in order', async () => {
    const { devices } = vigie.runtime();
    const source = await mqtt.connectAsync(devices.url, {
      username: devices.user ?? '',
      password: devices.password ?? '',
      clientId: 'ups',
    });
    const ended = once(vigie.process, 'exit');
    await source.publishAsync('ups/left', '240', { qos: 1 });
    await source.publishAsync('ups/source', 'onBattery', { qos: 1 });
    await expect.poll(() => gateway.handed.length, { timeout: 30_000, interval: 100 }).toBeGreaterThan(0);
    expect(vigie.process.exitCode).toBeNull();
    const [code] = await ended;
    expect(code).toBe(0);
    expect(vigie.processes()).toEqual([]);
    await source.endAsync(true);
  }, 90_000);
});
