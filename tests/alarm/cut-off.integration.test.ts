/**
 * A site that watches itself and its centre, two Vigies of real processes with a line between them that the test cuts: a fire must
 * reach the site's telephones with the centre gone, and be at the centre once, and told by nobody a second time, when it is back.
 */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webAddress } from '../../lib/config/runtime.ts';
import { openPostgresIdentity } from '../../lib/identity/postgres-identity-store.ts';
import { contactStates } from '../../lib/readings/states.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { type Instance, startInstance, temporary, writeBook } from '../house/instance.ts';
import { SmsGateway } from '../soak/sms-gateway.ts';

const soon = { timeout: 40_000, interval: 250 };

/** The line to the centre. */
class Line {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  cut = false;

  constructor(port: () => number) {
    this.#server = createServer((socket) => {
      if (this.cut) {
        socket.destroy();
        return;
      }
      const far = connect(port(), '127.0.0.1');
      for (const one of [socket, far]) {
        this.#sockets.add(one);
        one.on('error', () => {});
        one.on('close', () => this.#sockets.delete(one));
      }
      socket.pipe(far).pipe(socket);
    });
  }
  async open(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }
  hangUp(): void {
    this.cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }
  close(): void {
    this.hangUp();
    this.#server.close();
  }
}

const sites = (linePort: number): string => `organisation: Cut off
centre: { url: "http://127.0.0.1:${linePort}", token: "\${SITE_TOKEN}" }
sites:
  cotonou:
    name: Cotonou
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    alerting: site
    contacts: { guard: "+33123456701" }
    devices:
      room-1: { kind: environment, mqtt: { format: readings, readings: [{ topic: room-1/fire, metric: contact.fire, states: { rest: ${contactStates.rest}, active: ${contactStates.active} }, max_age: 1h }] } }
`;
const onCall = `schedules:
  noc: { timezone: Africa/Porto-Novo, layers: [{ people: [awa], every: 7d, from: 2026-01-05 }] }
policies:
  default:
    levels: [{ notify: [schedule:noc], wait: 10m }]
    life_safety: [contact:guard, schedule:noc]
`;
const people = `awa: { name: Awa Exemple, roles: [operator, on-call], ways: [{ channel: sms, address: "+33123456702" }] }
`;

describe('a site cut off from its centre', () => {
  const running: Instance[] = [];
  let centre: Instance;
  let line: Line;
  let source: MqttClient;
  const gateways: { site: SmsGateway; centre: SmsGateway }[] = [];
  const gateway = () => {
    const [found] = gateways;
    if (found === undefined) throw new Error('not started');
    return found;
  };

  const bookOf = (name: string, linePort: number, sms: SmsGateway): string => {
    const dir = writeBook(join(temporary(name), 'book'), sites(linePort));
    const files = {
      'channels.yaml': `sms: ${JSON.stringify({ kind: 'sms', url: sms.url, secret: 'word', reference: 'id', receipts: false })}\n`,
      'on-call.yaml': onCall,
      'people.yaml': people,
    };
    for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
    return dir;
  };

  beforeAll(async () => {
    gateways.push({ site: await SmsGateway.start(), centre: await SmsGateway.start() });
    line = new Line(() => centre.runtime().web.port);
    const linePort = await line.open();
    const env = { SITE_TOKEN: 'not-yet' };
    centre = await startInstance(
      join(temporary('centre'), 'data'),
      [
        '--config',
        bookOf('centre-book', linePort, gateway().centre),
        '--roles',
        'web,alerting',
        '--port',
        '0',
      ],
      { env },
    );
    running.push(centre);
    const identity = openPostgresIdentity(centre.runtime().operations, systemClock);
    const token = await identity.makeToken('device', 'cotonou', 'test', {
      scope: { sites: ['cotonou'], customer: null },
    });
    await identity.close();
    const site = await startInstance(
      join(temporary('site'), 'data'),
      [
        '--config',
        bookOf('site-book', linePort, gateway().site),
        '--roles',
        'collectors,alerting',
        '--site',
        'cotonou',
      ],
      { env: { SITE_TOKEN: token } },
    );
    running.push(site);
    const { devices } = site.runtime();
    source = await mqtt.connectAsync(devices.url, {
      username: devices.user ?? '',
      password: devices.password ?? '',
      clientId: 'room',
    });
    await source.publishAsync('room-1/fire', 'rest', { qos: 1 });
  }, 240_000);
  afterAll(async () => {
    await source?.endAsync(true);
    line?.close();
    for (const { site, centre: other } of gateways) {
      site.close();
      other.close();
    }
    for (const instance of running) await instance.clean();
  });

  async function ask<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${webAddress(centre.runtime().web)}/api/v1${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${readFileSync(join(centre.data, 'admin-token'), 'utf8').trim()}`,
        'content-type': 'application/json',
      },
    });
    expect(response.status, await response.clone().text()).toBeLessThan(300);
    return (await response.json()) as T;
  }
  const fires = async () => {
    const { items } = await ask<{ items: { id: string; rule: string; state: string; site: string }[] }>(
      '/incidents',
    );
    return items.filter(({ rule }) => rule === 'safety.fire');
  };
  const told = () =>
    gateway()
      .site.handed.filter(({ kind }) => kind === 'opened')
      .map(({ to }) => to);

  it('calls everyone on its list by its own ways', async () => {
    line.hangUp();
    await source.publishAsync('room-1/fire', 'active', { qos: 1 });
    await expect.poll(() => told().toSorted(), soon).toEqual(['+33123456701', '+33123456702']);
    expect(await fires()).toEqual([]);
  }, 60_000);

  it('is seen at the centre once when the line is back, and called for by nobody a second time', async () => {
    line.cut = false;
    await expect.poll(fires, soon).toMatchObject([{ site: 'cotonou', state: 'open' }]);
    const [fire] = await fires();
    expect(fire?.id).toBe(gateway().site.handed[0]?.incident);
    expect(gateway().centre.handed).toEqual([]);
    expect(told()).toHaveLength(2);
  }, 60_000);

  it('takes what is decided at the centre, and says so back', async () => {
    const [fire] = await fires();
    await ask(`/incidents/${fire?.id}/acknowledge`, { note: 'vu du centre' });
    await expect.poll(async () => (await fires())[0]?.state, soon).toBe('acknowledged');
  }, 60_000);

  it('tells the end itself, and the centre has it too', async () => {
    await source.publishAsync('room-1/fire', 'rest', { qos: 1 });
    await expect.poll(async () => (await fires())[0]?.state, { ...soon, timeout: 100_000 }).toBe('resolved');
    await expect
      .poll(() => gateway().site.handed.filter(({ kind }) => kind === 'resolved').length, soon)
      .toBe(2);
    expect(gateway().centre.handed).toEqual([]);
    expect(await fires()).toHaveLength(1);
  }, 150_000);
});
