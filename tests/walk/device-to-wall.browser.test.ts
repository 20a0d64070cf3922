/**
 * The data walk on real parts: snmpd (v2c, v3 SHA-256/AES), mosquitto, fping, influxd and a browser. It guards against the fault
 * that each part passes alone and the value still never reaches the wall.
 */
import { connect } from 'mqtt';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Instance, startInstance, temporary, writeBook } from '../house/instance.ts';
import { type Mosquitto, startMosquitto } from '../house/mosquitto.ts';
import { describeReal, requireBinary } from '../real/require.ts';
import { type RealSnmpd, startSnmpd, v3Users } from '../snmp/real-snmpd.ts';

const needs = ['snmpd', 'mosquitto', 'influxd', 'fping', 'chromium'].map(requireBinary);
const [, mosquitto, , , chromiumBinary] = needs;

const v3 = v3Users.sha256Aes;
const bookOf = (snmp: number, broker: Mosquitto['address']): string => `
organisation: Walk
mqtt: { url: "${broker.url}", user: ${broker.user}, password: "${broker.password}" }
sites:
  cotonou:
    name: Cotonou
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    devices:
      srv-2c: { kind: server, address: "127.0.0.1:${snmp}", snmp: { version: 2c, community: public }, every: 1s, ping: { address: 127.0.0.7, every: 2s, count: 2 } }
      srv-3: { kind: server, address: "127.0.0.1:${snmp}", every: 1s, snmp: { version: 3, user: ${v3.user}, auth: { protocol: ${v3.auth.protocol}, key: ${v3.auth.key} }, privacy: { protocol: ${v3.privacy.protocol}, key: ${v3.privacy.key} } } }
      room-1:
        kind: environment
        mqtt:
          readings:
            - { topic: bj/room-1, path: $.t, metric: environment.temperature_celsius, max_age: 2m }
`;

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describeReal('from a device to the wall', needs, () => {
  let snmpd: RealSnmpd;
  let broker: Mosquitto;
  let vigie: Instance;
  let browser: Browser;
  let wall: Page;
  let token = '';
  const ask = async (path: string): Promise<{ items: Record<string, unknown>[] }> => {
    const { port } = vigie.runtime().web;
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    return answer.json() as Promise<{ items: Record<string, unknown>[] }>;
  };
  const eventually = async (
    what: string,
    holds: () => Promise<boolean>,
    withinMs = 30_000,
  ): Promise<void> => {
    const until = Date.now() + withinMs;
    while (!(await holds())) {
      if (Date.now() > until) throw new Error(`not within ${withinMs} ms: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const publish = async (payload: string): Promise<void> => {
    const client = connect(broker.address.url, {
      username: broker.address.user,
      password: broker.address.password,
    });
    await new Promise((resolve) => client.once('connect', resolve));
    await client.publishAsync('bj/room-1', payload, { qos: 1 });
    await client.endAsync();
  };

  beforeAll(async () => {
    snmpd = await startSnmpd();
    broker = await startMosquitto(mosquitto?.command ?? 'mosquitto', false);
    const dir = writeBook(`${temporary('walk-book')}/book`, bookOf(snmpd.port, broker.address));
    vigie = await startInstance(`${temporary('walk')}/data`, ['--config', dir, '--port', '0']);
    const { readFileSync } = await import('node:fs');
    token = readFileSync(`${vigie.data}/admin-token`, 'utf8').trim();
    browser = await chromium.launch({ executablePath: chromiumBinary?.command ?? 'chromium', args: flags });
    const context = await browser.newContext({
      viewport: { width: 1920, height: 1080 },
      extraHTTPHeaders: { authorization: `Bearer ${token}` },
    });
    wall = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await vigie?.clean();
    await broker?.clean();
    await snmpd?.stop();
  });

  it('stores in influxdb what snmpd says over v2c and over v3 with privacy', async () => {
    expect(vigie.runtime().readings.kind).toBe('influx');
    for (const device of ['srv-2c', 'srv-3']) {
      await eventually(`memory of ${device}`, async () => {
        const { items } = await ask(
          `/readings/latest?site=cotonou&device=${device}&metric=memory.total_bytes`,
        );
        return items.some((item) => Number(item.value) > 1e8 && item.freshness === 'fresh');
      });
    }
    await eventually('history from the store', async () => {
      const { items } = await ask('/readings?site=cotonou&device=srv-3&metric=memory.used_bytes');
      return items.length > 0;
    });
  });

  it('pings with fping', async () => {
    await eventually('latency of 127.0.0.7', async () => {
      const { items } = await ask('/readings/latest?site=cotonou&device=srv-2c&metric=ping.latency_seconds');
      return items.some((item) => Number(item.value) > 0);
    });
  });

  it('shows on the wall what a device has just published through mosquitto, without a reload', async () => {
    await publish('{"t": 23.4}');
    await eventually('23,4 read', async () => {
      const { items } = await ask(
        '/readings/latest?site=cotonou&device=room-1&metric=environment.temperature_celsius',
      );
      return items.some((item) => item.value === 23.4);
    });
    const { port } = vigie.runtime().web;
    await wall.goto(`http://127.0.0.1:${port}/wall/overview?lang=fr`);
    await wall.getByText('Cotonou').first().waitFor();
    expect(await wall.getByText(/41,5/).count()).toBe(0);
    await publish('{"t": 41.5}');
    await wall.getByText(/41,5/).first().waitFor({ timeout: 5_000 });
  });
});
