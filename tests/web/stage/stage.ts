/**
 * A stage for the web role: a live bus, a reading store and five simulated sites whose readings are published as
 * collectors would; the web role on it is the real one. Used by the browser tests, and by hand: `node stage.ts DIR PORT`.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { pino } from 'pino';
import { migrate } from '../../../lib/config/postgres-migrate.ts';
import type { Runtime } from '../../../lib/config/runtime.ts';
import { setAdministratorToken } from '../../../lib/identity/postgres-identity-store.ts';
import { secretBytes, secretOf } from '../../../lib/identity/secret.ts';
import type { LiveBus } from '../../../lib/live/messages.ts';
import { connectLiveBus } from '../../../lib/live/mqtt-live-bus.ts';
import { openReadingStore } from '../../../lib/readings/open-reading-store.ts';
import { stageBook, stageSites } from './stage-book.ts';
import { stageLabels, stageLedger, stageReadings } from './stage-readings.ts';

export interface Stage {
  readonly runtime: Runtime;
  readonly runtimeFile: string;
  readonly token: string;
  readonly bus: LiveBus;
  stop(): Promise<void>;
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });

function publishAll(bus: LiveBus, began: number): void {
  const now = Date.now();
  for (const site of stageSites) {
    bus.publish(
      'vigie/v1/readings/{}',
      stageReadings(now, began).filter((one) => one.site === site.id),
      site.id,
    );
    bus.publish(
      'vigie/v1/ledger/{}',
      stageLedger(now, began).filter((one) => one.site === site.id),
      site.id,
    );
  }
  bus.publish(
    'vigie/v1/collectors/{}',
    {
      site: '*',
      at: now,
      backlog: { readings: 214, oldestAt: now - 800, bytes: 40_000 },
      acknowledged: 1_204_331,
      stored: 1_204_117,
      store: { kind: 'influx', ok: true, reason: null },
      buffer: { ok: true, reason: null },
      drops: [{ cause: 'snmp: reply of another request', count: 3 }],
      queue: 12,
    },
    '*',
  );
}

function publishStates(bus: LiveBus): void {
  const now = Date.now();
  for (const [index, role] of ['web', 'collectors', 'drill'].entries())
    bus.publish(
      'vigie/v1/roles/{}',
      { role, pid: 4000 + index, state: 'running', startedAt: now - 8_000_000, restarts: 0 },
      role,
    );
  bus.publish('vigie/v1/book', { at: now - 8_000_000, ok: true, problems: [], warnings: [] });
  bus.publish('vigie/v1/drill/status', {
    at: now,
    scenarios: [
      'mains-failure',
      'primary-link-cut',
      'link-saturated',
      'hvac-failure',
      'fire',
      'e1-alarm',
      'collector-killed',
    ],
    active: [{ scenario: 'link-saturated', site: 'abidjan', since: now - 1_380_000 }],
    answers: [],
  });
}

/** The last two hours at 10 s, and two weeks at five minutes. */
async function writePast(runtime: Runtime, began: number): Promise<void> {
  const store = openReadingStore(runtime.readings);
  await store.prepare();
  const fine = Array.from({ length: 240 }, (_, index) => began - index * 30_000);
  const coarse = Array.from({ length: 14 * 24 * 4 }, (_, index) => began - 7_200_000 - index * 900_000);
  for (const at of [...coarse, ...fine].toSorted((a, b) => a - b))
    await store.write(stageReadings(at, began));
  await store.maintain(Date.now());
  await store.close();
}

export async function openStage(
  dir: string,
  stores: Pick<Runtime, 'readings' | 'operations'>,
  port: number,
): Promise<Stage> {
  await mkdir(join(dir, 'book'), { recursive: true });
  await writeFile(join(dir, 'book', 'sites.yaml'), stageBook);
  const token = secretOf('api', randomBytes(secretBytes));
  await migrate(stores.operations);
  await setAdministratorToken(stores.operations, token, Date.now());
  await writeFile(join(dir, 'admin-token'), `${token}\n`, { mode: 0o600 });
  const broker = await Aedes.createBroker();
  const server = createServer((socket) => void broker.handle(socket));
  const busPort = await listen(server);
  const runtime: Runtime = {
    dataDir: dir,
    bookDir: join(dir, 'book'),
    drill: 'per-site',
    site: null,
    web: { host: '127.0.0.1', port },
    bus: { url: `mqtt://127.0.0.1:${busPort}`, user: 'stage', password: 'stage' },
    operations: stores.operations,
    readings: stores.readings,
    devices: { url: 'mqtt://127.0.0.1:1' },
    trapPort: 0,
    linkKey: 'test',
  };
  const runtimeFile = join(dir, 'runtime.json');
  await writeFile(runtimeFile, JSON.stringify(runtime));
  const began = Date.now();
  await writePast(runtime, began);
  const bus = await connectLiveBus(runtime.bus, pino({ level: 'silent' }));
  bus.publish('vigie/v1/labels/{}', stageLabels(), 'all');
  publishStates(bus);
  const store = openReadingStore(runtime.readings);
  const timer = setInterval(() => publishAll(bus, began), 2_000);
  const writing = setInterval(() => void store.write(stageReadings(Date.now(), began)), 10_000);
  publishAll(bus, began);
  return {
    runtime,
    runtimeFile,
    token,
    bus,
    stop: async () => {
      clearInterval(timer);
      clearInterval(writing);
      await store.close();
      await bus.close();
      await new Promise<void>((resolve) => broker.close(() => server.close(() => resolve())));
    },
  };
}
