/** Opens the web role's house: site book, live bus, stores, identity; feeds the live picture; closes all of it cleanly. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { IncidentStore } from '../../lib/alarm/incident-store.ts';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { openRegisters } from '../../lib/alarm/postgres-registers.ts';
import { SiteReports } from '../../lib/alarm/postgres-site-reports.ts';
import { watchAlarmBook } from '../../lib/alarm/watch.ts';
import type { Runtime } from '../../lib/config/runtime.ts';
import type { Person } from '../../lib/identity/people.ts';
import { connectLiveBus } from '../../lib/live/mqtt-live-bus.ts';
import type { RoleContext, RunningRole } from '../../lib/live/role.ts';
import { openReadingStore } from '../../lib/readings/open-reading-store.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { type House, openHouse, theHouse } from './house.ts';
import type { Identity } from './identity.ts';
import { openIdentity } from './identity-door.ts';
import { listenToBus } from './live/from-bus.ts';
import { fillRecent, loadSnapshot } from './live/from-store.ts';
import { followIncidents, IncidentFeed } from './live/incidents-from-store.ts';
import { PictureMemory } from './live/picture-memory.ts';
import { flushEveryMs, LiveStream } from './live/stream.ts';
import { openNotifyDoor } from './notify-door.ts';

const buildId = (): Promise<string> =>
  readFile(join(process.cwd(), '.next', 'BUILD_ID'), 'utf8').then(
    (text) => text.trim(),
    () => 'development',
  );

/** The first reading of the book must do; a later one that is refused leaves the book before it in force. */
async function openBook(
  runtime: Runtime,
  log: Logger,
  picture: PictureMemory,
  people: (all: readonly Person[]) => void,
) {
  const watch = await watchAlarmBook({
    dir: runtime.bookDir,
    env: process.env,
    now: systemClock.now,
    onChange: (inventory, alarmBook) => {
      picture.book(inventory, systemClock.now());
      people(alarmBook.people);
    },
    onReport: (report) => {
      if (!report.ok) log.warn({ problems: report.problems }, 'the book is refused; the one before stays');
    },
  });
  if (!watch.ok) throw new Error(`The book is refused:\n${watch.problems.join('\n')}`);
  return watch.book;
}

/** Whoever the store cannot be told of now keeps the rights of before; the next change, or the next start, tells it. */
const syncPeople = (identity: Identity, people: readonly Person[], log: Logger): Promise<void> =>
  identity.people
    .sync(people)
    .catch((error: unknown) => log.error({ err: error }, 'the people of the book could not be stored'));

const feedOf = (incidents: IncidentStore, picture: PictureMemory, stream: LiveStream): IncidentFeed =>
  new IncidentFeed(incidents, systemClock, (one) => {
    if (picture.incidents.put(one)) stream.maker.incident(one);
  });

const openStores = (runtime: Runtime) => ({
  store: openReadingStore(runtime.readings),
  incidents: openIncidentStore(runtime.operations, runtime.site ?? 'centre'),
  reports: new SiteReports(runtime.operations),
  notify: openNotifyDoor(runtime),
  registers: openRegisters(runtime.operations),
});

export async function startWeb({ runtime, log }: RoleContext): Promise<RunningRole> {
  // A development server loads this anew after each change: the house before it is closed first.
  await theHouse()?.stop();
  const clock = systemClock;
  const picture = new PictureMemory();
  const build = await buildId();
  const identity = openIdentity(runtime, clock);
  const sync = (people: readonly Person[]) => syncPeople(identity, people, log);
  const watch = await openBook(runtime, log, picture, (people) => void sync(people));
  await sync(watch.alarmBook.people);
  picture.book(watch.inventory, clock.now());
  const stores = openStores(runtime);
  const bus = await connectLiveBus(runtime.bus, log);
  const stream = new LiveStream(
    {
      build,
      now: clock.now,
      snapshot: (filter) => picture.snapshot(filter, build, clock.now()),
      recent: (filter) => picture.recentOf(filter, clock.now()),
    },
    clock.now().toString(36),
  );
  const deaf = listenToBus(bus, picture, stream.maker);
  const unfollow = followIncidents(feedOf(stores.incidents, picture, stream), log);
  const flush = setInterval(() => stream.flush(), flushEveryMs);
  await loadSnapshot(stores.store, picture, log);
  void fillRecent(stores.store, picture, clock, log);
  const house: House = {
    runtime,
    log,
    clock,
    bus,
    ...stores,
    identity,
    alarmBook: () => watch.alarmBook,
    picture,
    stream,
    build,
    startedAt: clock.now(),
    stop: async () => {
      openHouse(undefined);
      clearInterval(flush);
      deaf();
      unfollow();
      stream.close();
      watch.stop();
      await closeAll(log, [
        () => bus.close(),
        () => identity.close(),
        ...Object.values(stores).map((store) => () => store.close()),
      ]);
    },
  };
  openHouse(house);
  return house;
}

/** One that fails to close does not keep the others open. */
async function closeAll(log: Logger, all: readonly (() => Promise<void>)[]): Promise<void> {
  for (const outcome of await Promise.allSettled(all.map((close) => close())))
    if (outcome.status === 'rejected') log.warn({ err: outcome.reason }, 'closing');
}
