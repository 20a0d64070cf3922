/** The farm for the bench, on the real wire: what is ordered is there, and each value says when it was made. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { Farm, type FarmOrder } from '../../drill/farm.ts';
import { parseBook } from '../../lib/inventory/parse-book.ts';

let broker: Awaited<ReturnType<typeof Aedes.createBroker>>;
const server = createServer();
let url = '';
beforeAll(async () => {
  broker = await Aedes.createBroker();
  server.on('connection', (socket) => broker.handle(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise<void>((resolve) => broker.close(resolve));
  server.close();
});

const order = (more: Partial<FarmOrder>): FarmOrder => ({
  snmpDevices: 3,
  mqttDevices: 0,
  readingsPerDevice: 10,
  everyMs: 1_000,
  clock: () => performance.now(),
  ...more,
});

test('its book declares every device that was ordered', async () => {
  const farm = await Farm.start(order({ mqttDevices: 4, broker: { url } }));
  const parsed = parseBook([{ name: 'sites.yaml', text: stringify(farm.book()) }], {}, () => 'farm');
  await farm.stop();
  expect(parsed).toMatchObject({ ok: true, warnings: [] });
  if (!parsed.ok) return;
  const [site] = parsed.inventory.sites;
  expect(site?.devices.length).toBe(7);
  expect(site?.devices.find(({ id }) => id === 'snmp-1')?.everyMs).toBe(1_000);
  expect(site?.devices.find(({ id }) => id === 'mqtt-1')?.mqtt?.readings.length).toBe(10);
});

test('its MQTT devices publish at the rate ordered, each value the instant of its making', async () => {
  const listener = await connectAsync(url);
  const ages: number[] = [];
  listener.on('message', (_, payload) => {
    const state = JSON.parse(payload.toString()) as Record<string, number>;
    expect(Object.keys(state).length).toBe(10);
    ages.push(performance.now() - (state.r0 ?? 0));
  });
  await listener.subscribeAsync('farm/#');
  const farm = await Farm.start(order({ snmpDevices: 0, mqttDevices: 5, everyMs: 100, broker: { url } }));
  await expect.poll(() => ages.length, { timeout: 5_000 }).toBeGreaterThan(50);
  await farm.stop();
  await listener.endAsync();
  expect(Math.max(...ages)).toBeLessThan(1_000);
  expect(Math.min(...ages)).toBeGreaterThan(-2);
  expect(farm.published.acknowledged).toBeGreaterThan(40);
});

test('more than the machine can hold is refused at once', async () => {
  await expect(Farm.start(order({ snmpDevices: 100_000 }))).rejects.toThrow('at most');
  await expect(Farm.start(order({ mqttDevices: 1 }))).rejects.toThrow('broker');
});
