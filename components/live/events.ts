/**
 * What the server says to a screen over `GET /api/v1/live` (server-sent events): the event names, what each
 * carries, and what a screen may ask. The server of it is `app/_server`; the reader is `use-live.ts`.
 *
 * Order: `snapshot` first, then `recent` when asked, then the others as they happen, and a `tick` each second.
 * Every event has an id; EventSource sends the last one back on reconnection, and the server then either sends
 * what was missed (if it still has it in its bounded ring) or a new `snapshot`. A `snapshot` replaces everything.
 */
import type { BookStatus, CollectorStatus, DrillStatus, RoleStatus } from '../../lib/live/messages.ts';
import type { MetricName } from '../../lib/readings/catalogue/index.ts';
import type { IncidentPicture } from '../../lib/readings/incident-picture.ts';
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
  readonly incidents: readonly IncidentPicture[];
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
  /** One that was opened, or has changed. */
  incident: IncidentPicture;
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
  'incident',
  'tick',
];

/** Largest list in one event. */
export const maxBatch = 1000;
/** Metrics of which a screen draws the last hour: what it asks as `recent`, and what a web role that starts fills first. */
export const drawnMetrics = {
  overview: ['e1.channels_used_count'],
  network: ['link.in_ratio', 'link.out_ratio', 'link.loss_ratio', 'link.latency_seconds'],
  power: ['mains.voltage_volts', 'ups.input_voltage_volts'],
  telephony: ['e1.channels_used_count'],
  desk: ['link.in_ratio', 'link.out_ratio', 'link.overflow_state', 'link.use_ratio'],
} as const satisfies Readonly<Record<string, readonly MetricName[]>>;

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
