import { describe, expect, test } from 'vitest';
import { CollectingSink, snmpDevice } from '../../tests/snmp/inventory.ts';
import { backOffMs } from './device-health.ts';
import { DeviceMemory } from './device-memory.ts';
import { type PolledCadence, polledCadences } from './device-plan.ts';
import { DevicePoller } from './device-poller.ts';
import { FakeAgent } from './fake-agent.ts';
import { Gate } from './gate.ts';
import type { DueFast } from './poller-parts.ts';
import { loadProfiles } from './profile-files.ts';
import { AddressBook } from './resolve-address.ts';

const ifTable = '1.3.6.1.2.1.2.2.1';
const ifXTable = '1.3.6.1.2.1.31.1.1.1';
const { profiles } = loadProfiles();
const all = new Set<DueFast>(polledCadences);
const slow = new Set<PolledCadence>(polledCadences);

/** A switch of some ports in memory, with a clock that the test turns. */
function bench(ports: number) {
  const agent = new FakeAgent();
  const time = { ms: 1_000_000 };
  const clock = { now: () => 1_700_000_000_000 + time.ms, monotonic: () => time.ms };
  agent.set('1.3.6.1.2.1.1.1.0', 'a switch');
  agent.set('1.3.6.1.2.1.1.2.0', '1.3.6.1.4.1.99999', 'oid');
  agent.set('1.3.6.1.2.1.1.5.0', 'sw-1');
  const setPort = (index: number, name: string, octets: bigint): void => {
    agent.set(`${ifTable}.1.${index}`, index);
    agent.set(`${ifTable}.2.${index}`, name);
    agent.set(`${ifTable}.3.${index}`, 6);
    agent.set(`${ifTable}.7.${index}`, 1);
    agent.set(`${ifTable}.8.${index}`, 1);
    agent.set(`${ifXTable}.1.${index}`, name);
    agent.set(`${ifXTable}.6.${index}`, octets);
    agent.set(`${ifXTable}.10.${index}`, octets);
    agent.set(`${ifXTable}.15.${index}`, 1_000, 'gauge32');
  };
  const uptime = (seconds: number): void => agent.set('1.3.6.1.2.1.1.3.0', seconds * 100, 'timeticks');
  uptime(1_000);
  for (let i = 1; i <= ports; i += 1) setPort(i, `port ${i}`, 0n);
  const sink = new CollectingSink();
  const device = snmpDevice('sw-1', { version: '2c', community: 'public' });
  const poller = new DevicePoller(device, device.snmp, {
    transport: agent,
    profiles,
    sink,
    clock,
    memory: new DeviceMemory(null, () => {}),
    addresses: new AddressBook(clock),
    gates: { fast: new Gate(8), slow: new Gate(4) },
    log: () => {},
  });
  const poll = async (seconds: number): Promise<void> => {
    time.ms += seconds * 1_000;
    sink.taken.length = 0;
    await poller.poll(all);
    await poller.walk(slow);
    // The learning that a poll sets off runs beside it.
    do await new Promise((resolve) => setImmediate(resolve));
    while (!poller.idle);
  };
  const traffic = (name: string) =>
    sink.taken.find((one) => one.metric === 'interface.in_bits_per_second' && one.instance === name)?.value;
  return { agent, time, sink, poller, poll, traffic, setPort, uptime };
}

describe('a device that is polled', () => {
  test('is learned first, then gives the traffic of its interfaces under their names', async () => {
    const { poll, traffic, setPort, uptime } = bench(4);
    await poll(0);
    await poll(10);
    setPort(2, 'port 2', 1_250_000n);
    uptime(1_010);
    await poll(10);
    expect(traffic('port 2')).toBe(1_000_000);
  });

  test('that restarted gives a gap, not the whole counter as one rate', async () => {
    const { poll, traffic, setPort, uptime } = bench(2);
    await poll(0);
    await poll(10);
    setPort(1, 'port 1', 900_000_000n);
    uptime(3);
    await poll(10);
    expect(traffic('port 1')).toBeUndefined();
    setPort(1, 'port 1', 900_125_000n);
    uptime(13);
    await poll(10);
    setPort(1, 'port 1', 900_250_000n);
    uptime(23);
    await poll(10);
    expect(traffic('port 1')).toBe(100_000);
  });

  test('whose interface numbers moved over a restart never gives one port the traffic of another', async () => {
    const { poll, traffic, setPort, uptime } = bench(2);
    await poll(0);
    await poll(10);
    setPort(1, 'port 2', 5_000_000n);
    setPort(2, 'port 1', 7_000_000n);
    uptime(2);
    await poll(10);
    for (const [step, seconds] of [12, 22].entries()) {
      setPort(1, 'port 2', 5_000_000n + 125_000n * BigInt(step + 1));
      setPort(2, 'port 1', 7_000_000n);
      uptime(seconds);
      await poll(10);
      if (traffic('port 1') !== undefined) expect(traffic('port 1')).toBe(0);
    }
    expect([traffic('port 1'), traffic('port 2')]).toEqual([0, 100_000]);
  });

  test('that falls silent is said in the ledger with the reason, then left alone ever longer', async () => {
    const { agent, poll, sink } = bench(2);
    await poll(0);
    agent.silent = true;
    for (let i = 0; i < 4; i += 1) await poll(10);
    expect(sink.entries.at(-1)).toMatchObject({ check: 'snmp', reason: 'no answer' });
    expect(sink.entries.at(-1)?.failures).toBeGreaterThanOrEqual(3);
    const { length } = agent.gets;
    await poll(1);
    expect(agent.gets.length).toBe(length);
    agent.silent = false;
    await poll(30);
    expect(sink.entries.at(-1)).toMatchObject({ failures: 0, reason: null });
    expect(sink.taken.length).toBeGreaterThan(0);
  });

  test('whose walk ends after a faster look at its uptime has not restarted', async () => {
    const { agent, poller, poll, sink, time, uptime } = bench(60);
    await poll(0);
    await poll(10);
    const held = { release: (): void => {} };
    const hanging = new Promise<void>((resolve) => {
      held.release = resolve;
    });
    agent.beforeNext = () => hanging;
    time.ms += 10_000;
    uptime(1_010);
    const walking = poller.walk(slow);
    for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve));
    const polled = poller.poll(all);
    time.ms += 5_000;
    uptime(1_015);
    sink.taken.length = 0;
    held.release();
    await Promise.all([walking, polled]);
    await poll(10);
    uptime(1_035);
    await poll(10);
    expect(sink.drops.filter((one) => one.includes('restart'))).toEqual([]);
    expect(sink.taken.some((one) => one.metric === 'interface.in_bits_per_second')).toBe(true);
  });

  test('after a restart nothing of its tables is believed until it is learned again', async () => {
    const { agent, poller, poll, sink, time, uptime, setPort } = bench(2);
    await poll(0);
    await poll(10);
    uptime(1);
    setPort(1, 'port 2', 0n);
    setPort(2, 'port 1', 0n);
    agent.set(`${ifTable}.8.2`, 2);
    let release = (): void => {};
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    agent.beforeNext = () => hanging;
    for (let i = 0; i < 3; i += 1) {
      time.ms += 5_000;
      sink.taken.length = 0;
      const polled = poller.poll(all);
      await Promise.race([polled, new Promise((resolve) => setTimeout(resolve, 20))]);
      expect(sink.taken.filter((one) => one.metric.startsWith('interface.'))).toEqual([]);
    }
    release();
    do await new Promise((resolve) => setImmediate(resolve));
    while (!poller.idle);
    uptime(30);
    await poll(10);
    const state = (name: string) =>
      sink.taken.find((one) => one.metric === 'interface.oper_state' && one.instance === name)?.value;
    expect([state('port 1'), state('port 2')]).toEqual([2, 1]);
  });

  test('is never asked two things at once', async () => {
    const { agent, poller, poll, time } = bench(60);
    await poll(0);
    for (let i = 0; i < 5; i += 1) {
      time.ms += 10_000;
      await Promise.all([poller.poll(all), poller.walk(slow), poller.poll(all, true), poller.poll(all)]);
    }
    expect(agent.mostInFlight).toBe(1);
  });

  test('with a table that hangs still gives its states on time', async () => {
    const { agent, poller, poll, sink, time } = bench(60);
    await poll(0);
    await poll(10);
    let release = (): void => {};
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    agent.beforeNext = () => (agent.nexts > 0 ? hanging : Promise.resolve());
    time.ms += 10_000;
    const walking = poller.walk(slow);
    await new Promise((resolve) => setImmediate(resolve));
    const polled = poller.poll(all);
    release();
    await Promise.all([walking, polled]);
    expect(sink.entries.filter((one) => one.check === 'snmp').at(-1)).toMatchObject({ failures: 0 });
  });

  test('with 10,000 interfaces is bounded, and the cut is counted', { timeout: 30_000 }, async () => {
    const { agent, poller, poll, sink } = bench(2);
    for (const column of [1, 2, 7, 8])
      for (let i = 3; i <= 10_000; i += 1) agent.set(`${ifTable}.${column}.${i}`, i);
    agent.set(`${ifTable}.2.10000`, 'last');
    await poll(0);
    expect(sink.drops).toContain('table cut: rows (sw-1)');
    expect(poller.plan?.points).toBeLessThanOrEqual(20_000);
    expect(poller.plan?.points).toBeGreaterThan(1_000);
  });
});

test('the dead are asked ever more rarely, but often enough to be called tried', () => {
  expect([0, 2, 3, 4, 5].map((failures) => backOffMs(failures, 5_000))).toEqual([
    0, 0, 5_000, 10_000, 20_000,
  ]);
  for (let failures = 0; failures < 2_000; failures += 7)
    expect(backOffMs(failures, 60_000)).toBeLessThanOrEqual(25_000);
});
