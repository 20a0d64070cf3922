/** The embedded devices' broker: a hacked plug must not be able to say "fire over", nor to read what others say. */
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { collectorsUser, type DevicesBroker, startDevicesBroker } from '../../bin/engines/devices-broker.ts';
import { freePort } from '../../bin/free-port.ts';
import { parseBook } from '../../lib/inventory/parse-book.ts';
import { until } from './instance.ts';

const open: MqttClient[] = [];
const site = (listen: string) => `organisation: Test
broker: { listen: "${listen}", passwords: { cotonou/room-1: "\${ROOM}" } }
sites:
  cotonou:
    name: Cotonou
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    devices:
      room-1: { kind: environment, mqtt: { format: tasmota, topic: bj/room-1 } }
      fire-1: { kind: fire, mqtt: { format: tasmota, topic: bj/fire-1 } }
`;
const inventoryOf = (listen: string) => {
  const book = parseBook([{ name: 'sites.yaml', text: site(listen) }], { ROOM: 'room secret' });
  if (!book.ok) throw new Error(book.problems.map(({ text }) => text).join('\n'));
  return book.inventory;
};

/** Null when it was not let in. */
async function join(
  port: number,
  username?: string,
  password?: string,
  session: IClientOptions = {},
): Promise<MqttClient | null> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    reconnectPeriod: 0,
    ...session,
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
  });
  open.push(client);
  client.on('error', () => {});
  return new Promise((resolve) => {
    client.once('connect', () => resolve(client));
    client.once('close', () => resolve(null));
  });
}

describe('the embedded devices’ broker, told to listen', () => {
  let broker: DevicesBroker;
  let local = 0;
  let beyond = 0;
  const heard: string[] = [];
  beforeAll(async () => {
    [local, beyond] = [await freePort(), await freePort()];
    broker = await startDevicesBroker(local, 'collectors secret', inventoryOf(`127.0.0.1:${beyond}`));
    const collectors = await join(local, collectorsUser, 'collectors secret');
    collectors?.on('message', (topic) => heard.push(topic));
    await collectors?.subscribeAsync('#');
  });
  afterEach(() => {
    for (const client of open.splice(1)) client.end(true);
  });
  afterAll(async () => {
    open[0]?.end(true);
    await broker.stop();
  });

  it('lets a device in by its own password only', async () => {
    expect(await join(beyond)).toBeNull();
    expect(await join(beyond, 'cotonou/room-1', 'wrong')).toBeNull();
    expect(await join(beyond, 'cotonou/fire-1', 'room secret')).toBeNull();
    expect(await join(beyond, collectorsUser, 'room secret')).toBeNull();
    expect(await join(beyond, 'cotonou/room-1', 'room secret')).not.toBeNull();
  });

  it('keeps the session of the collectors, and what waits in it, from a device and from anyone on this machine', async () => {
    const theirs = { clientId: 'vigie-centre', clean: false };
    const collectors = await join(local, collectorsUser, 'collectors secret', theirs);
    await collectors?.subscribeAsync('local/alarm', { qos: 1 });
    expect(await join(beyond, 'cotonou/room-1', 'room secret', theirs)).toBeNull();
    expect(await join(local, undefined, undefined, theirs)).toBeNull();
    expect(collectors?.connected).toBe(true);
    await collectors?.endAsync();
    expect(await join(beyond, 'cotonou/room-1', 'room secret', theirs)).toBeNull();
    expect(await join(local, collectorsUser, 'collectors secret', theirs)).not.toBeNull();
  });

  it('confines it to its own topics: another’s is not passed on, and the device is cut', async () => {
    const plug = await join(beyond, 'cotonou/room-1', 'room secret');
    plug?.publish('tele/bj/room-1/SENSOR', 'mine');
    await until('its own comes through', () => heard.includes('tele/bj/room-1/SENSOR'));
    plug?.publish('tele/bj/fire-1/SENSOR', '{"fire":"over"}');
    await until('the device is cut', () => plug?.connected === false);
    expect(heard).not.toContain('tele/bj/fire-1/SENSOR');
  });

  it('lets no device read what others say', async () => {
    const plug = await join(beyond, 'cotonou/room-1', 'room secret');
    const granted = await plug?.subscribeAsync('#').catch(() => []);
    expect(granted?.every(({ qos }) => qos === 128) ?? true).toBe(true);
  });

  it('keeps a last will within its device’s topics', async () => {
    const plug = mqtt.connect(`mqtt://127.0.0.1:${beyond}`, {
      username: 'cotonou/room-1',
      password: 'room secret',
      reconnectPeriod: 0,
      will: { topic: 'tele/bj/fire-1/LWT', payload: Buffer.from('Offline'), qos: 1, retain: true },
    });
    open.push(plug);
    await new Promise((resolve) => plug.once('connect', resolve));
    plug.stream.destroy();
    const other = await join(local);
    other?.publish('local/marker', 'x');
    await until('a later message has come', () => heard.includes('local/marker'));
    expect(heard).not.toContain('tele/bj/fire-1/LWT');
  });

  it('takes up changed passwords without a new start', async () => {
    const book = parseBook([{ name: 'sites.yaml', text: site(`127.0.0.1:${beyond}`) }], { ROOM: 'another' });
    if (book.ok) broker.apply(book.inventory);
    expect(await join(beyond, 'cotonou/room-1', 'room secret')).toBeNull();
    expect(await join(beyond, 'cotonou/room-1', 'another')).not.toBeNull();
  });
});
