/** The live bus as events of alerting: readings and ledger as they come; collectors, roles and walls as lines of a ledger. */
import { bookReadings, collectorReadings, roleReadings } from '../alerting/own-readings.ts';
import type { AlertingEvent } from '../alerting/transition.ts';
import type { BookStatus, LiveBus, RoleStatus } from '../live/messages.ts';
import type { LedgerEntry } from '../readings/ledger.ts';
import type { Reading } from '../readings/reading.ts';
import type { Clock } from '../time/clock.ts';

/** The site under which Vigie speaks of its own parts. */
export const vigieSite = 'vigie';
/** A site that watches itself has reported to the centre. */
export const siteCheck = 'site';
const beatEveryMs = 1_000;

export const alive = (
  site: string,
  device: string,
  check: string,
  at: number,
): AlertingEvent & { readonly kind: 'ledger' } => ({
  kind: 'ledger',
  entry: {
    site,
    device,
    check,
    everyMs: beatEveryMs,
    triedAt: at,
    answeredAt: at,
    valueAt: at,
    failures: 0,
    reason: null,
  } satisfies LedgerEntry,
});

const asEvent = (reading: Reading): AlertingEvent => ({ kind: 'reading', reading });

export interface BusEvents {
  /** What is known of Vigie's own parts now, those that live among them: to be taken once a second. */
  beats(): readonly AlertingEvent[];
  stop(): void;
}

/** `serves`: whether this process watches a site. */
export function listenToBus(
  bus: LiveBus,
  clock: Clock,
  serves: (site: string) => boolean,
  take: (events: readonly AlertingEvent[]) => void,
): BusEvents {
  const roles = new Map<string, RoleStatus>();
  let book: BookStatus | null = null;
  const stops = [
    bus.subscribe('vigie/v1/readings/{}', (batch) =>
      take(batch.filter(({ site }) => serves(site) || site === vigieSite).map(asEvent)),
    ),
    bus.subscribe('vigie/v1/ledger/{}', (batch) =>
      take(
        batch
          .filter(({ site, check }) => serves(site) || check === siteCheck)
          .map((entry) => ({ kind: 'ledger', entry })),
      ),
    ),
    bus.subscribe('vigie/v1/collectors/{}', (status) => {
      const { site, at } = status;
      // A retained line of a life before is as old as it says.
      const beat = alive(
        site === '*' ? vigieSite : site,
        'collectors',
        'collector',
        Math.min(at, clock.now()),
      );
      take([beat, ...collectorReadings(status).map(asEvent)]);
    }),
    bus.subscribe('vigie/v1/book', (status) => {
      book = status;
    }),
    bus.subscribe('vigie/v1/roles/{}', (status) => void roles.set(status.role, status)),
    bus.subscribe('vigie/v1/walls/{}', ({ kept, screen, at }) => {
      if (kept !== null) take([alive(vigieSite, `${kept}/${screen}`, 'wall', at)]);
    }),
  ];
  return {
    beats: () => {
      const at = clock.now();
      const running = [...roles.values()].filter(({ state }) => state === 'running');
      const own = [...roles.values()].flatMap((status) => roleReadings(status, at));
      return [
        ...running.map(({ role }) => alive(vigieSite, role, 'role', at)),
        ...[...own, ...(book === null ? [] : bookReadings(book, at))].map(asEvent),
      ];
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
