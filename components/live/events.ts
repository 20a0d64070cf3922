/**
 * What the server says to a screen over `GET /api/v1/live` (server-sent events): the event names, what each
 * carries, and what a screen may ask. The server of it is `app/_server`; the reader is `use-live.ts`.
 *
 * Order: `snapshot` first, then `recent` when asked, then the others as they happen, and a `tick` each second.
 * Every event has an id; EventSource sends the last one back on reconnection, and the server then either sends
 * what was missed (if it still has it in its bounded ring) or a new `snapshot`. A `snapshot` replaces everything.
 */
import type { BookStatus, CollectorStatus, DrillStatus, RoleStatus } from '../../lib/live/messages.ts';
import type { LedgerEntry } from '../../lib/readings/ledger.ts';
import type { SitePicture } from '../../lib/readings/picture.ts';
import type { Reading, SeriesKey, SeriesLabel } from '../../lib/readings/reading.ts';
import type { Instant } from '../../lib/time/clock.ts';

/** Everything that is known now, as JSON (the `Picture` of lib/readings/picture.ts with arrays for maps). */
export interface LiveSnapshot {
  readonly now: Instant;
  /** Identity of the build that serves the page: another one means "reload yourself". */
  readonly build: string;
  readonly organisation: string;
  readonly locale: 'fr' | 'en';
  /** West to east, secrets removed. */
  readonly sites: readonly SitePicture[];
  readonly readings: readonly Reading[];
  readonly ledger: readonly LedgerEntry[];
  readonly labels: readonly SeriesLabel[];
  readonly roles: readonly RoleStatus[];
  readonly collectors: readonly CollectorStatus[];
  readonly book: BookStatus | null;
  readonly drill: DrillStatus | null;
}

/** The last hour of one series on an even grid: `values[i]` is at `startAt + i * stepMs`; null is a gap, never 0. */
export interface RecentSeries extends SeriesKey {
  readonly startAt: Instant;
  readonly stepMs: number;
  readonly values: readonly (number | null)[];
}

export interface LiveTick {
  readonly now: Instant;
  readonly build: string;
}

/**
 * Event name → what its `data` holds. Lists are batches: at most `maxBatch` entries an event. Screens ask for
 * batches (`batch=1`); other readers get one `reading` event a reading, as the HTTP contract says.
 */
export interface LiveEvents {
  snapshot: LiveSnapshot;
  recent: readonly RecentSeries[];
  readings: readonly Reading[];
  ledger: readonly LedgerEntry[];
  labels: readonly SeriesLabel[];
  /** One role or collectors process that has changed. */
  roles: RoleStatus;
  collectors: CollectorStatus;
  book: BookStatus;
  drill: DrillStatus;
  tick: LiveTick;
}
export type LiveEventName = keyof LiveEvents;
export const liveEventNames: readonly LiveEventName[] = [
  'snapshot',
  'recent',
  'readings',
  'ledger',
  'labels',
  'roles',
  'collectors',
  'book',
  'drill',
  'tick',
];

/** Largest list in one event. */
export const maxBatch = 1000;
/** Length and grain of what `recent` answers: one hour, 120 points. */
export const recentSpanMs = 3_600_000;
export const recentStepMs = 30_000;

/** What a screen may ask; all optional. */
export interface LiveQuery {
  /** Only this site, or this device of it. */
  readonly site?: string;
  readonly device?: string;
  /** Metrics of which the last hour is wanted, of every series that matches: `recent=link.in_ratio,link.out_ratio`. */
  readonly recent?: readonly string[];
}

export function liveUrl(query: LiveQuery): string {
  const parameters = new URLSearchParams({ batch: '1' });
  if (query.site) parameters.set('site', query.site);
  if (query.device) parameters.set('device', query.device);
  if (query.recent?.length) parameters.set('recent', query.recent.join(','));
  return `/api/v1/live?${parameters.toString()}`;
}

/** Body of `POST /api/v1/walls/beat`, each 15 s: a missing wall is news. */
export interface WallBeatBody {
  readonly wall: string;
  readonly screen: string;
  readonly lang: string;
  readonly build: string;
  readonly heapBytes: number | null;
  /** Age of the last message when the wall beats: a wall that draws but hears nothing is not well. */
  readonly silentMs: number;
}
export const wallBeatEveryMs = 15_000;
