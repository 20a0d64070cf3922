/** One launch from first store to last role, and back: the order in which things start and stop stands here. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { LaunchOptions } from '../lib/config/launch-options.ts';
import { migrate } from '../lib/config/postgres-migrate.ts';
import { type Runtime, runtimeFile, webAddress } from '../lib/config/runtime.ts';
import { openPostgresIdentity, setAdministratorToken } from '../lib/identity/postgres-identity-store.ts';
import type { Inventory } from '../lib/inventory/inventory.ts';
import { defaultTrapPort } from '../lib/inventory/parse-book.ts';
import { watchBook } from '../lib/inventory/watch.ts';
import type { LiveBus, RoleStatus } from '../lib/live/messages.ts';
import { connectLiveBus } from '../lib/live/mqtt-live-bus.ts';
import { systemClock } from '../lib/time/clock.ts';
import type { DataFolder } from './data-folder.ts';
import { collectorsUser, startDevicesBroker } from './engines/devices-broker.ts';
import { startLiveBroker } from './engines/live-broker.ts';
import { freePort, isUdpPortFree } from './free-port.ts';
import { type ChildRole, roleTrade } from './launch-roles.ts';
import { startStores } from './launch-stores.ts';
import { type House, Supervised } from './supervised.ts';

export interface Launch {
  readonly options: LaunchOptions;
  /** Null: the drill, which writes its own. */
  readonly book: Inventory | null;
  readonly data: DataFolder;
  readonly port: number;
  readonly log: Logger;
  readonly say: (text: string) => void;
  readonly stopping: AbortSignal;
  readonly stop: (why: string) => void;
}

const busUser = 'vigie';
type Undo = () => Promise<void> | void;

/** Resolves when everything has stopped again; rejects when something could not be started (and has been stopped). */
export async function launch(given: Launch): Promise<void> {
  const undo: Undo[] = [];
  const closing = new AbortController();
  try {
    await startAll(given, undo, closing.signal);
    await aborted(given.stopping);
    given.say('Vigie is stopping');
  } catch (error) {
    // Asked to stop in the middle of starting: whatever broke by that is no news.
    if (!given.stopping.aborted) throw error;
  } finally {
    closing.abort();
    for (const step of undo.toReversed()) await step();
    given.say('Vigie has stopped');
  }
}

async function startAll(given: Launch, undo: Undo[], closing: AbortSignal): Promise<void> {
  const { options, book, data, say, log, stopping } = given;
  const engines: Supervised[] = [];
  undo.push(() => stopTogether(engines));
  const statuses = new Map<string, RoleStatus>();
  let bus: LiveBus | null = null;
  const house: House = {
    logsDir: data.logsDir,
    pidsDir: join(data.dir, 'pids'),
    closing,
    adopt: (child) => engines.push(child),
    askedToStop: (role) => given.stop(`${role} asked for it`),
    say: (text) => {
      log.warn(text);
      say(`vigie: ${text}`);
    },
    status: (status) => {
      log.info(status, `${status.role} is ${status.state}`);
      statuses.set(status.role, status);
      bus?.publish('vigie/v1/roles/{}', status, status.role);
    },
  };
  const stores = await orAborted(stopping, startStores(book, data, house));
  for (const name of await migrate(stores.operations)) log.info(`migration ${name} applied`);
  const screens = options.roles.includes('web');
  // It opens screens alone, and there is one in a store: collectors that share it would take away that of the screens.
  if (screens) await setAdministratorToken(stores.operations, data.adminToken, Date.now());
  const broker = await startLiveBroker(await freePort(), busUser, data.secrets.bus);
  undo.push(() => broker.stop());
  const busAddress = {
    url: `mqtt://127.0.0.1:${broker.port}`,
    user: busUser,
    password: data.secrets.bus,
  };
  const live = await connectLiveBus(busAddress, log);
  undo.push(() => live.close());
  bus = live;
  for (const status of statuses.values()) live.publish('vigie/v1/roles/{}', status, status.role);
  const devices = await startDevices(given, undo);
  const trapPort = await chooseTrapPort(book);
  const runtime: Runtime = {
    dataDir: data.dir,
    bookDir: options.config ?? join(data.dir, 'drill', 'book'),
    drill: book === null ? options.drill : null,
    site: options.site,
    web: { host: options.host, port: given.port, reach: options.reach },
    bus: busAddress,
    operations: stores.operations,
    readings: stores.readings,
    devices: devices.address,
    linkKey: data.linkKey,
    trapPort,
  };
  data.write('runtime.json', `${JSON.stringify(runtime, null, 2)}\n`, 0o600);
  const ports = { web: given.port, ...stores.ports, bus: broker.port, ...devices.ports, traps: trapPort };
  data.write('ports.json', `${JSON.stringify(ports, null, 2)}\n`, 0o644);
  await startRoles(given, house, undo);
  await sayReady(screens ? webAddress(runtime.web) : null, stores.operations, say);
}

/** `address` null: this launcher has no screens. */
async function sayReady(
  address: string | null,
  operations: string,
  say: (text: string) => void,
): Promise<void> {
  say(`Vigie is ready: ${address ?? 'without screens'}`);
  if (address !== null) say(`Sign in (once, within 10 minutes): ${address}${await signInPath(operations)}`);
}

/** The drill first, since it writes the site book; then whoever reads the book. */
async function startRoles(
  { options, book, data, stopping }: Launch,
  house: House,
  undo: Undo[],
): Promise<void> {
  const children: Supervised[] = [];
  undo.push(() => stopTogether(children));
  const rolesHouse = { ...house, adopt: (child: Supervised) => children.push(child) };
  const start = (name: ChildRole) =>
    orAborted(stopping, new Supervised(roleTrade(name, runtimeFile(data.dir)), rolesHouse).start());
  if (book === null) {
    mkdirSync(join(data.dir, 'drill', 'book'), { recursive: true, mode: 0o700 });
    await start('drill');
  }
  await Promise.all(options.roles.map(start));
}

async function startDevices({ book, options, data, log }: Launch, undo: Undo[]) {
  if (book?.mqtt) return { address: book.mqtt, ports: {} };
  const broker = await startDevicesBroker(await freePort(), data.secrets.devices, book);
  undo.push(() => broker.stop());
  if (options.config !== null && book?.broker) {
    const watched = await watchBook({
      dir: options.config,
      env: process.env,
      now: Date.now,
      onChange: (changed) => broker.apply(changed),
      onReport: ({ ok }) =>
        ok || log.warn('the changed site book is wrong: the passwords of the old one stay'),
    });
    if (watched.ok) undo.push(() => watched.book.stop());
  }
  return {
    address: {
      url: `mqtt://127.0.0.1:${broker.port}`,
      user: collectorsUser,
      password: data.secrets.devices,
    },
    ports: { devices: broker.port },
  };
}

/** The book's port stays even when it is taken (the collectors warn); the drill, which need not be found by devices, moves. */
async function chooseTrapPort(book: Inventory | null): Promise<number> {
  if (book !== null) return book.trapPort;
  return (await isUdpPortFree(defaultTrapPort)) ? defaultTrapPort : await freePort();
}

async function signInPath(operations: string): Promise<string> {
  const identity = openPostgresIdentity(operations, systemClock);
  try {
    return `/sign-in?code=${await identity.makeCode('administrator', 'launcher')}`;
  } finally {
    await identity.close();
  }
}

const stopTogether = async (children: readonly Supervised[]): Promise<void> => {
  await Promise.all(children.map((child) => child.stop()));
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** The outcome of `work`, or a rejection as soon as a stop is asked for. */
function orAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  work.catch(() => {});
  const stop = aborted(signal).then((): never => {
    throw new Error('asked to stop');
  });
  return Promise.race([work, stop]);
}
