/** The live bus keeps its contract on each broker: typed, retained where it must be, bounded, and back after every loss. */
import { connect } from 'mqtt';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startLiveBroker } from '../../bin/engines/live-broker.ts';
import { freePort } from '../../bin/free-port.ts';
import type { LiveBus, RoleStatus } from '../../lib/live/messages.ts';
import { type BusAddress, connectLiveBus } from '../../lib/live/mqtt-live-bus.ts';
import type { Reading } from '../../lib/readings/reading.ts';
import { describeReal, requireBinary } from '../real/require.ts';
import { until } from './instance.ts';
import { type Mosquitto, startMosquitto } from './mosquitto.ts';

const log = pino({ level: 'silent' });
const reading: Reading = {
  site: 'cotonou',
  device: 'ups-1',
  metric: 'ups.runtime_seconds',
  instance: '',
  value: 1_260,
  text: null,
  state: 'good',
  since: 1,
  at: 2,
  everyMs: 5_000,
};
const role: RoleStatus = { role: 'web', pid: 12, state: 'running', startedAt: 1, restarts: 0 };

interface TestBroker {
  readonly address: BusAddress;
  kill(): Promise<void>;
  start(): Promise<void>;
  clean(): Promise<void>;
}

async function startAedes(): Promise<TestBroker> {
  const port = await freePort();
  let broker = await startLiveBroker(port, 'vigie', 'a password, for tests');
  return {
    address: { url: `mqtt://127.0.0.1:${port}`, user: 'vigie', password: 'a password, for tests' },
    kill: () => broker.stop(),
    start: async () => {
      broker = await startLiveBroker(port, 'vigie', 'a password, for tests');
    },
    clean: () => broker.stop(),
  };
}

function contract(start: () => Promise<TestBroker>): void {
  let broker: TestBroker;
  const open: LiveBus[] = [];
  const join = async () => {
    const bus = await connectLiveBus(broker.address, log);
    open.push(bus);
    return bus;
  };
  beforeAll(async () => {
    broker = await start();
  });
  afterEach(async () => {
    for (const bus of open.splice(0)) await bus.close();
  });
  afterAll(() => broker.clean());

  it('brings a message with the level that its sender chose', async () => {
    const [sender, reader] = [await join(), await join()];
    const heard: { batch: readonly Reading[]; level: string }[] = [];
    reader.subscribe('vigie/v1/readings/{}', (batch, level) => heard.push({ batch, level }));
    await until('a reading comes', () => {
      sender.publish('vigie/v1/readings/{}', [reading], 'cotonou');
      return heard.length > 0;
    });
    expect(heard[0]).toEqual({ batch: [reading], level: 'cotonou' });
  });

  it('still gives a late subscriber the last status of a role', async () => {
    const sender = await join();
    sender.publish('vigie/v1/roles/{}', role, 'web');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const heard: RoleStatus[] = [];
    (await join()).subscribe('vigie/v1/roles/{}', (status) => heard.push(status));
    await until('the retained status comes', () => heard.length > 0);
    expect(heard[0]).toEqual(role);
  });

  it('lets nothing through that does not fit its type, and counts it', async () => {
    const reader = await join();
    const heard: unknown[] = [];
    reader.subscribe('vigie/v1/readings/{}', (batch) => heard.push(batch));
    reader.subscribe('vigie/v1/book', (book) => heard.push(book));
    const { url, user, password, ca } = broker.address;
    const raw = connect(url, { username: user, password, ...(ca ? { ca } : {}) });
    await new Promise<void>((resolve) => raw.once('connect', () => resolve()));
    const wrong = ['', '{', '{}', '[1]', JSON.stringify([{ ...reading, value: '12' }]), '[[[[', '\u0000'];
    await until('all are counted', () => {
      for (const payload of wrong) raw.publish('vigie/v1/readings/cotonou', payload);
      return (reader.drops.get('malformed vigie/v1/readings/{}') ?? 0) >= wrong.length;
    });
    await raw.endAsync();
    expect(heard).toEqual([]);
  });

  it('comes back by itself after its broker was killed, and then sends what waited', async () => {
    const [sender, reader] = [await join(), await join()];
    const heard: string[] = [];
    reader.subscribe('vigie/v1/poll/{}', ({ device }) => heard.push(device));
    await broker.kill();
    await until('both have noticed', () => !sender.connected && !reader.connected);
    sender.publish('vigie/v1/roles/{}', { ...role, role: 'waited' }, 'waited');
    await broker.start();
    await until('both are back', () => sender.connected && reader.connected, 15_000);
    await until('a message comes again', () => {
      sender.publish('vigie/v1/poll/{}', { site: 'cotonou', device: 'again' }, 'cotonou');
      return heard.includes('again');
    });
    const kept: string[] = [];
    (await join()).subscribe('vigie/v1/roles/{}', (status) => kept.push(status.role));
    await until('the status said meanwhile is there', () => kept.includes('waited'));
  });

  it('holds a bounded number of messages while there is no broker, and counts the others', async () => {
    const sender = await join();
    await broker.kill();
    await until('it has noticed', () => !sender.connected);
    for (let n = 0; n < 1_500; n++) sender.publish('vigie/v1/readings/{}', [reading], 'cotonou');
    expect(sender.drops.get('no connection')).toBe(500);
    await broker.start();
    await until('it is back', () => sender.connected, 15_000);
  });

  it('is closed to whoever has no password', async () => {
    for (const password of ['', 'another']) {
      const stranger = connect(broker.address.url, {
        username: 'vigie',
        password,
        reconnectPeriod: 0,
        ...(broker.address.ca ? { ca: broker.address.ca } : {}),
      });
      const outcome = await new Promise<string>((resolve) => {
        stranger.once('connect', () => resolve('let in'));
        stranger.once('error', () => resolve('refused'));
        stranger.once('close', () => resolve('refused'));
      });
      stranger.end(true);
      expect(outcome).toBe('refused');
    }
  });
}

describe('the live bus on the embedded broker', () => contract(startAedes));

const mosquitto = requireBinary('mosquitto');
const openssl = requireBinary('openssl');
describeReal('the live bus on mosquitto with a password file', [mosquitto], () =>
  contract((): Promise<Mosquitto> => startMosquitto(mosquitto.command, false)),
);
describeReal('the live bus on mosquitto with a password file and TLS', [mosquitto, openssl], () => {
  contract((): Promise<Mosquitto> => startMosquitto(mosquitto.command, true));

  it('does not speak to a broker whose certificate nobody vouches for', async () => {
    const broker = await startMosquitto(mosquitto.command, true);
    const { ca: _, ...stranger } = broker.address;
    const bus = await connectLiveBus(stranger, log);
    expect(bus.connected).toBe(false);
    await bus.close();
    await broker.clean();
  });
});
