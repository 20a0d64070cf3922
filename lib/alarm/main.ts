/** The alerting role: readings and silence → incidents → people told. Opens its ports, holds no rule. */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { causalGraph } from '../alerting/causal-graph.ts';
import { droppedReading, partReading } from '../alerting/own-readings.ts';
import { repairReadings } from '../alerting/repair.ts';
import { kindsOf, ruleSet } from '../alerting/rule-set.ts';
import { type Runtime, webAddress } from '../config/runtime.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { LiveBus } from '../live/messages.ts';
import { connectLiveBus } from '../live/mqtt-live-bus.ts';
import { type RoleContext, type RunningRole, runRole } from '../live/role.ts';
import { acknowledgeLink, linkLivesMs } from '../notify/acknowledge-link.ts';
import { openReadingStore } from '../readings/open-reading-store.ts';
import type { Reading } from '../readings/reading.ts';
import { systemClock } from '../time/clock.ts';
import type { AlarmBook } from './alarm-book.ts';
import { AlarmLoop, type AlarmPorts } from './alarm-loop.ts';
import type { Surroundings } from './alarm-state.ts';
import { listenToBus } from './bus-events.ts';
import { checkReadings, standingOf } from './checks.ts';
import type { HandOverBook } from './hand-over.ts';
import { OwnWatchers } from './own-watchers.ts';
import { WayOut } from './postgres-delivery.ts';
import { openIncidentStore } from './postgres-incident-store.ts';
import { openRegisters } from './postgres-registers.ts';
import { incidentPicture, type StoredIncident } from './stored-incident.ts';
import { watchAlarmBook } from './watch.ts';
import { nothingWritten, silencing, type Written, whatIsWritten, withStandIns } from './written.ts';

const tickMs = 1_000;
const writtenReadEveryMs = 5_000;
const spansMadeEveryMs = 3_600_000;
const storeTriedEveryMs = 1_000;
/** Channels that take the telephone number of a site's contact. */
const telephoneKinds = ['voice', 'sms', 'modem'];

/** The book in force and what people have written: all that a decision depends on. */
interface House {
  readonly inventory: Inventory;
  readonly alarmBook: AlarmBook;
  readonly written: Written;
}

function surroundingsOf({ inventory, alarmBook, written }: House, runtime: Runtime): Surroundings {
  const graph = causalGraph(inventory);
  return {
    rules: ruleSet(alarmBook.rules, kindsOf(inventory)),
    graph,
    maintenanceOf: silencing(written, graph, systemClock.now()),
    exercise: runtime.drill !== null,
  };
}

function handOverBook({ inventory, alarmBook, written }: House, runtime: Runtime): HandOverBook {
  const { onCall, people, channels } = alarmBook;
  const key = Buffer.from(runtime.linkKey, 'base64url');
  const publicUrl = webAddress(runtime.web);
  return {
    onCall: withStandIns(onCall, written),
    people,
    channels,
    contacts: new Map(inventory.sites.map(({ id, contacts }) => [id, contacts])),
    telephoneChannels: [...channels.values()]
      .filter(({ kind }) => telephoneKinds.includes(kind))
      .map(({ id }) => id),
    sites: inventory.sites,
    localeOf: (person) => people.find(({ id }) => id === person)?.locale ?? inventory.locale,
    linkOf: (incident, person) =>
      acknowledgeLink(publicUrl, key, { incident, person, expiresAt: systemClock.now() + linkLivesMs }),
  };
}

/** The operational store is started before the roles, but may be away for a moment. */
async function untilItAnswers<T>(work: () => Promise<T>, log: Logger): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      log.warn({ err: error }, 'the operational store does not answer; tried again');
      await new Promise((resolve) => setTimeout(resolve, storeTriedEveryMs));
    }
  }
}

/** What changed while nobody looked is in the reading store; the bus brings only what comes now. */
async function whatWasRead(
  runtime: Runtime,
  alarms: AlarmLoop,
  serves: (site: string) => boolean,
  log: Logger,
): Promise<void> {
  const store = openReadingStore(runtime.readings);
  try {
    const latest = await store.latest({});
    alarms.take(latest.filter(({ site }) => serves(site)).map((reading) => ({ kind: 'reading', reading })));
  } catch (error) {
    log.warn({ err: error }, 'the reading store does not answer: beginning with what the bus brings');
  } finally {
    await store.close();
  }
}

/** The book and what is written, as they stand now; `changed` is told of each change. */
async function openHouse({ runtime, log }: RoleContext, bus: LiveBus, changed: () => void) {
  const watch = await watchAlarmBook({
    dir: runtime.bookDir,
    env: process.env,
    now: systemClock.now,
    onChange: () => changed(),
    onReport: (report) => bus.publish('vigie/v1/alarm-book', report),
  });
  if (!watch.ok) throw new Error(`The book is refused:\n${watch.problems.join('\n')}`);
  const { book } = watch;
  const registers = openRegisters(runtime.operations);
  let written = nothingWritten;
  let said = '';
  let spansMadeAt = 0;
  const readAgain = async (): Promise<void> => {
    written = await whatIsWritten(registers, systemClock.now());
    const now = JSON.stringify(written);
    const at = systemClock.now();
    // Rules and graph are made anew for a change, and for the spans of recurring work, which are made a day ahead.
    if (now === said && Math.abs(at - spansMadeAt) < spansMadeEveryMs) return;
    said = now;
    spansMadeAt = at;
    changed();
  };
  await untilItAnswers(readAgain, log);
  const timer = setInterval(() => {
    readAgain().catch((error: unknown) =>
      log.warn({ err: error }, 'planned work could not be read; the one known stays'),
    );
  }, writtenReadEveryMs);
  return {
    now: (): House => ({ inventory: book.inventory, alarmBook: book.alarmBook, written }),
    close: async () => {
      clearInterval(timer);
      book.stop();
      await registers.close();
    },
  };
}

const announceOn = (bus: LiveBus) => (stored: StoredIncident) =>
  bus.publish('vigie/v1/incidents/{}', incidentPicture(stored), stored.incident.site);

const portsOf = (bus: LiveBus, out: WayOut): Omit<AlarmPorts, 'store' | 'log'> => ({
  deliver: (event) => out.take(event),
  called: (incident) => out.called(incident),
  clock: systemClock,
  newId: randomUUID,
  announce: announceOn(bus),
  ask: (device) => bus.publish('vigie/v1/poll/{}', device, device.site),
});

export async function startAlerting(context: RoleContext): Promise<RunningRole> {
  const { runtime, log } = context;
  const bus = await connectLiveBus(runtime.bus, log);
  let loop: AlarmLoop | null = null;
  let wayOut: WayOut | null = null;
  const house = await openHouse(context, bus, () => {
    if (loop === null) return;
    book = handOverBook(house.now(), runtime);
    loop.change(surroundingsOf(house.now(), runtime), book);
    wayOut?.follow(book);
  });
  let book = handOverBook(house.now(), runtime);
  const incidents = openIncidentStore(runtime.operations, runtime.site ?? 'centre');
  const announce = announceOn(bus);
  const acted = (stored: StoredIncident): void => {
    announce(stored);
    void loop?.heard();
  };
  const out = await untilItAnswers(
    () =>
      WayOut.open(runtime.operations, {
        incidents,
        known: (id) => loop?.incident(id) ?? null,
        acted,
        book: () => book,
        exercise: runtime.drill !== null,
        clock: systemClock,
        log,
      }),
    log,
  );
  wayOut = out;
  const ports = { ...portsOf(bus, out), store: incidents, log };
  const alarms = await untilItAnswers(
    () => AlarmLoop.start(ports, surroundingsOf(house.now(), runtime), book),
    log,
  );
  loop = alarms;
  const watchers = new OwnWatchers({ runtime, incidents, acted, clock: systemClock, log });
  const stopListening = await listen(context, bus, alarms, out, {
    serves: (site) => servedBy(runtime.site, house.now().inventory, site),
    derived: () => [
      ...derivedReadings(house.now(), alarms, out, systemClock.now()),
      ...watchers.readings(house.now().inventory),
    ],
    heard: (readings) => watchers.take(house.now().inventory, readings),
    look: (ticked) => watchers.look(house.now().inventory, ticked),
  });
  return {
    stop: async () => {
      await stopListening();
      await alarms.stop();
      await out.close();
      await Promise.allSettled([watchers.close(), incidents.close(), house.close()]);
      await bus.close();
    },
  };
}

/** What nobody measures, but follows from what is known: how late repairs and checks are, which channels are dead. */
function derivedReadings(
  { inventory, alarmBook, written }: House,
  { open, dropped }: AlarmLoop,
  out: WayOut,
  now: number,
): readonly Reading[] {
  const zones = new Map(inventory.sites.map(({ id, timezone }) => [id, timezone]));
  const standings = alarmBook.checks.map((check) =>
    standingOf(check, written.checks, zones.get(check.site) ?? 'UTC', now),
  );
  const links = inventory.sites.flatMap((site) => site.links);
  const channels = out
    .channelStates()
    .map(({ channel, works }) => partReading('vigie.channel_state', 'alerting', channel, works, now));
  return [
    ...repairReadings(open, links, now),
    ...checkReadings(standings, open, now),
    ...channels,
    droppedReading('alerting', dropped, now),
  ];
}

/** A site that watches itself is not watched a second time from the centre. */
function servedBy(own: string | null, { sites }: Inventory, site: string): boolean {
  return own === null ? sites.find(({ id }) => id === site)?.alerting !== 'site' : own === site;
}

interface Listening {
  readonly serves: (site: string) => boolean;
  readonly derived: () => readonly Reading[];
  readonly heard: (readings: readonly Reading[]) => void;
  /** After each tick; whether it went well. */
  readonly look: (ticked: boolean) => void;
}

/** From now on the bus and the clock speak to the loop. */
async function listen(
  { runtime, log }: RoleContext,
  bus: LiveBus,
  alarms: AlarmLoop,
  out: WayOut,
  { serves, derived, heard, look }: Listening,
) {
  const events = listenToBus(bus, systemClock, serves, (some) => alarms.take(some));
  const stops = [
    bus.subscribe('vigie/v1/incidents/{}', ({ id, version }) => {
      if (version > (alarms.incident(id)?.incident.version ?? version)) void alarms.heard();
    }),
    bus.subscribe('vigie/v1/readings/{}', heard),
    bus.subscribe('vigie/v1/notify/callback', () => void out.takeCallbacks()),
    bus.subscribe('vigie/v1/notify/test', (asked) => void out.test(asked)),
  ];
  await whatWasRead(runtime, alarms, serves, log);
  let ticking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    alarms.take([...events.beats(), ...derived().map((reading) => ({ kind: 'reading' as const, reading }))]);
    ticking = Promise.all([alarms.tick(), out.takeCallbacks()]).then(
      () => look(true),
      (error: unknown) => {
        log.error({ err: error }, 'a turn of alerting has failed');
        look(false);
      },
    );
  }, tickMs);
  return async () => {
    clearInterval(timer);
    for (const stop of stops) stop();
    events.stop();
    await ticking;
  };
}

if (import.meta.main) await runRole('alerting', startAlerting);
