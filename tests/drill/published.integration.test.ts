/** What the drill's devices publish, through a real broker, taken by the product's own payload forms. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeviceFeed } from '../../collectors/mqtt/device-feed.ts';
import { topicMatches } from '../../collectors/mqtt/format.ts';
import { noFaults } from '../../drill/model/spec.ts';
import { sitesOf } from '../../drill/operator.ts';
import type { RawReading } from '../../lib/readings/reading.ts';
import { DrillStage, stageAccess, tuesday } from './drill-stage.ts';

const specs = sitesOf('per-site').filter(({ id }) => id === 'conakry' || id === 'cotonou');
const server = createServer();
let broker: Awaited<ReturnType<typeof Aedes.createBroker>>;
let stage: DrillStage;
let listener: MqttClient;
const feeds: DeviceFeed[] = [];
const latest = new Map<string, RawReading>();
const problems: string[] = [];
const calls: string[] = [];

beforeAll(async () => {
  broker = await Aedes.createBroker();
  server.on('connection', (socket) => broker.handle(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  listener = await connectAsync(url);
  listener.on('message', (topic, payload, packet) => {
    if (topic.includes('/jobs/')) calls.push(topic);
    for (const feed of feeds) {
      if (!feed.topics.some((filter) => topicMatches(filter, topic))) continue;
      const heard = feed.take({ topic, payload, retained: packet.retain, at: tuesday });
      if (heard.problem) problems.push(`${feed.device.id} ${topic}: ${heard.problem}`);
      for (const reading of heard.readings) {
        latest.set(`${reading.site} ${reading.device} ${reading.metric} ${reading.instance}`, reading);
      }
    }
  });
  stage = await DrillStage.start(specs, { ...stageAccess, broker: { url } });
  for (const site of stage.inventory().sites)
    for (const device of site.devices)
      if (device.mqtt) feeds.push(new DeviceFeed(device, device.mqtt, tuesday));
  await listener.subscribeAsync('#');
});
afterAll(async () => {
  await stage.stop();
  await listener.endAsync(true);
  await new Promise<void>((resolve) => broker.close(resolve));
  server.close();
});

const measured = (key: string): number | null | undefined => latest.get(key)?.value;

test('every device that publishes is understood, and what it says is the model’s', async () => {
  expect(feeds.map(({ device }) => `${device.site} ${device.id}`)).toContain('conakry genset-1');
  // A change of the power makes the devices speak at once, without waiting for their beat.
  stage.site('conakry').setFaults({ ...noFaults, mainsLost: true });
  stage.pass(15_000);
  await expect
    .poll(() => latest.get('conakry genset-1 generator.state ')?.text, { timeout: 10_000 })
    .toBe('on-load');
  const { power } = stage.site('conakry').view.state();
  expect(measured('conakry genset-1 generator.fuel_level_ratio ')).toBeCloseTo(power.fuelLitres / 200, 2);
  expect(measured('conakry genset-1 generator.output_power_watts ')).toBeCloseTo(power.siteWatts, -2);
  expect(measured('conakry genset-1 mains.voltage_volts ')).toBe(0);
  expect(latest.get('conakry genset-1 mains.state ')).toMatchObject({ text: 'absent', state: 'critical' });
  expect(measured('conakry meter-1 sensor.power_watts em:0')).toBeCloseTo(power.siteWatts, -2);
  expect(measured('conakry tank-1 sensor.level_ratio ')).toBeCloseTo(power.fuelLitres / 200, 2);
  expect(problems).toEqual([]);
}, 20_000);

test('rooms and doors speak at their own pace, in the forms of their makers', async () => {
  stage.site('cotonou').sayAll();
  await expect.poll(() => latest.has('cotonou door-1 contact.door contact'), { timeout: 10_000 }).toBe(true);
  expect(latest.get('cotonou door-1 contact.door contact')).toMatchObject({ text: 'rest', state: 'good' });
  expect(measured('cotonou room-1 environment.temperature_celsius SHT3X')).toBeCloseTo(
    stage.site('cotonou').view.state().climate.floorCelsius,
    0,
  );
  expect(problems).toEqual([]);
});

test('jobs call in when asked to, one call a job', async () => {
  stage.site('cotonou').callInJobs();
  await expect
    .poll(() => calls.toSorted(), { timeout: 10_000 })
    .toEqual(['cotonou/jobs/nightly', 'cotonou/jobs/signatures']);
});
