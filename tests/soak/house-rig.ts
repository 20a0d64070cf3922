/**
 * The collectors role as the launcher runs it, with a Mosquitto for the devices, a live bus and a reading store, each
 * of which can be killed at any moment; and a source whose every value has a number of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { pino } from 'pino';
import { startLiveBroker } from '../../bin/engines/live-broker.ts';
import { freePort } from '../../bin/free-port.ts';
import { roleFlags } from '../../bin/launch-roles.ts';
import type { Runtime } from '../../lib/config/runtime.ts';
import type { CollectorStatus } from '../../lib/live/messages.ts';
import { connectLiveBus } from '../../lib/live/mqtt-live-bus.ts';
import { openReadingStore } from '../../lib/readings/open-reading-store.ts';
import type { Engine } from '../stores/engines.ts';

const mosquittoPath = [
  '/usr/sbin/mosquitto',
  '/usr/local/sbin/mosquitto',
  '/opt/homebrew/sbin/mosquitto',
].find((path) => existsSync(path));
export const mosquittoMissing: string | null =
  mosquittoPath === undefined ? 'mosquitto is not installed' : null;

const devices = 20;
const topicOf = (number: number) => `soak/device-${number % devices}/value`;

const book = (port: number) => `organisation: Soak
locale: fr
mqtt: { url: "mqtt://127.0.0.1:${port}" }
sites:
  soak:
    name: Soak
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    service: { mon-sat: "08:00-19:00", holidays: BJ }
    devices:
${Array.from(
  { length: devices },
  (_, index) => `      device-${index}:
        kind: meter
        mqtt: { format: readings, readings: [ { topic: "${topicOf(index)}", path: $.n, metric: sensor.energy_watt_hours, max_age: 1h } ] }`,
).join('\n')}
`;

export interface HouseRig {
  /** Publishes `perSecond` numbered values until told to stop. */
  load(perSecond: number): () => Promise<void>;
  /** Numbers that the devices' broker has taken (its PUBACK). */
  readonly taken: ReadonlySet<number>;
  /** Numbers seen on the live bus: they are published only after their fsync. */
  readonly acknowledged: ReadonlySet<number>;
  readonly status: () => CollectorStatus | null;
  /** Times that the collectors said that the store is away. */
  readonly storeLost: () => number;
  /** Store processes that a kill -9 has ended. */
  readonly storeKilled: () => number;
  /** Of the collectors process. */
  pid(): number;
  kill(what: 'collectors' | 'store' | 'mosquitto'): void;
  /** Until nothing waits any more: neither in the broker nor in the buffer. */
  quiet(withinMs: number): Promise<void>;
  stored(): Promise<ReadonlySet<number>>;
  close(): Promise<void>;
}

/** A child that is started again whenever it falls, until closed. */
function keepAlive(start: () => ChildProcess): { pid(): number; kill(): void; close(): Promise<void> } {
  let wanted = true;
  let child = start();
  const watch = () =>
    child.once('close', () => {
      if (!wanted) return;
      setTimeout(() => {
        if (!wanted) return;
        child = start();
        watch();
      }, 300);
    });
  watch();
  return {
    pid: () => child.pid ?? 0,
    kill: () => void child.kill('SIGKILL'),
    async close() {
      wanted = false;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function startMosquitto(dir: string, port: number) {
  mkdirSync(join(dir, 'mosquitto'), { recursive: true });
  const config = join(dir, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'max_inflight_messages 1000',
    'max_queued_messages 100000',
    'persistence true',
    `persistence_location ${join(dir, 'mosquitto')}/`,
    'user root',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  return keepAlive(() => spawn(String(mosquittoPath), ['-c', config], { stdio: 'ignore' }));
}

export async function openHouseRig(engine: Engine): Promise<HouseRig> {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-soak-'));
  const brokerPort = await freePort();
  const mosquitto = startMosquitto(dir, brokerPort);
  const secret = randomBytes(12).toString('hex');
  const live = await startLiveBroker(0, 'vigie', secret);
  mkdirSync(join(dir, 'book'));
  writeFileSync(join(dir, 'book', 'sites.yaml'), book(brokerPort));
  const runtime: Runtime = {
    dataDir: dir,
    bookDir: join(dir, 'book'),
    drill: null,
    site: null,
    web: { host: '127.0.0.1', port: 0 },
    bus: { url: `mqtt://127.0.0.1:${live.port}`, user: 'vigie', password: secret },
    operations: '',
    readings: engine.access,
    devices: { url: `mqtt://127.0.0.1:${brokerPort}` },
    trapPort: 0,
    linkKey: 'test',
  };
  writeFileSync(join(dir, 'runtime.json'), JSON.stringify(runtime), { mode: 0o600 });
  const bus = await connectLiveBus(runtime.bus, pino({ level: 'silent' }));
  const acknowledged = new Set<number>();
  let status: CollectorStatus | null = null;
  bus.subscribe('vigie/v1/readings/{}', (readings, site) => {
    if (site !== 'soak') return;
    for (const { value } of readings) if (value !== null) acknowledged.add(value);
  });
  let storeLost = 0;
  let storeKilled = 0;
  bus.subscribe('vigie/v1/collectors/{}', (one) => {
    if (!one.store.ok && status?.store.ok === true) storeLost += 1;
    status = one;
  });
  const collectors = keepAlive(() =>
    spawn(
      process.execPath,
      [...roleFlags.collectors, join(import.meta.dirname, '../../collectors/main.ts')],
      {
        env: { ...process.env, VIGIE_RUNTIME: join(dir, 'runtime.json'), VIGIE_LOG: 'warn' },
        stdio: 'ignore',
      },
    ),
  );
  const source = await connectSource(brokerPort);
  const taken = new Set<number>();
  let next = 1;
  return {
    taken,
    acknowledged,
    status: () => status,
    storeLost: () => storeLost,
    storeKilled: () => storeKilled,
    load: (perSecond) => publishSteadily(source, perSecond, () => next++, taken),
    pid: () => collectors.pid(),
    kill(what) {
      if (what === 'store') storeKilled += engine.killHard();
      else (what === 'collectors' ? collectors : mosquitto).kill();
    },
    async quiet(withinMs) {
      const until = performance.now() + withinMs;
      let still = 0;
      let before = -1;
      while (still < 4) {
        if (performance.now() > until) throw new Error(`still waiting: ${JSON.stringify(status)}`);
        await sleep(1_000);
        const now = status as CollectorStatus | null;
        const done = now !== null && now.backlog.readings === 0 && now.queue === 0 && now.store.ok;
        still = done && acknowledged.size === before ? still + 1 : 0;
        before = acknowledged.size;
      }
    },
    stored: () => numbersIn(engine.access),
    async close() {
      await source.endAsync(true);
      await collectors.close();
      await mosquitto.close();
      await bus.close();
      await live.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function connectSource(port: number): Promise<MqttClient> {
  for (let turn = 0; turn < 50; turn += 1) {
    try {
      return await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 200 }, false);
    } catch {
      await sleep(100);
    }
  }
  throw new Error('mosquitto did not answer within 5 s');
}

function publishSteadily(
  source: MqttClient,
  perSecond: number,
  next: () => number,
  taken: Set<number>,
): () => Promise<void> {
  const everyMs = 20;
  const flying = new Set<Promise<void>>();
  let owed = 0;
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    // By the time that has passed, for a busy machine's timers come late; while the broker is away nothing is sent:
    // what it never took is nobody's promise.
    if (source.connected) owed += (perSecond * (now - lookedAt)) / 1_000;
    lookedAt = now;
    if (!source.connected) return;
    for (; owed >= 1; owed -= 1) {
      const number = next();
      const sent = source
        .publishAsync(topicOf(number), JSON.stringify({ n: number }), { qos: 1 })
        .then(() => void taken.add(number))
        .catch(() => undefined)
        .finally(() => flying.delete(sent));
      flying.add(sent);
    }
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await Promise.race([Promise.all(flying), sleep(10_000)]);
  };
}

/** Every value of the source that the store holds. */
async function numbersIn(access: Runtime['readings']): Promise<ReadonlySet<number>> {
  const store = openReadingStore(access);
  try {
    const now = Date.now();
    const numbers = new Set<number>();
    for (let from = now - 3 * 3_600_000; from < now + 60_000; from += 600_000) {
      for (const { site, value } of await store.readingsBetween(from, from + 600_000)) {
        if (site === 'soak' && value !== null) numbers.add(value);
      }
    }
    return numbers;
  } finally {
    await store.close();
  }
}
