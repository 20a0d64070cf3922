/** The port to the reading store: where readings are kept, whatever keeps them. Every promise settles within a deadline. */
import type { Instant } from '../time/clock.ts';
import { metricOf } from './catalogue/index.ts';
import type { Reading, SeriesKey, SeriesLabel } from './reading.ts';

export type { Retention } from '../inventory/inventory.ts';

/** Narrower with each part given. */
export interface SeriesFilter {
  readonly site?: string;
  readonly device?: string;
  readonly metric?: string;
  readonly instance?: string;
}

export type WriteOutcome =
  /** All is kept but `refused` readings, which the store will never take; they are set aside with the reason. */
  | { readonly ok: true; readonly refused: number }
  /** Retryable: write the same readings again later, with the same instants; writing twice changes nothing. */
  | { readonly ok: false; readonly retryable: boolean; readonly reason: string };

export interface HistoryQuery extends SeriesKey {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** Width of a point; left out, or too narrow for the span: the narrowest that gives at most `maxHistoryPoints`. */
  readonly stepMs?: number;
}
export const maxHistoryPoints = 1_500;
/** Series whose past is answered at once: each may bring as many points. */
export const maxHistorySeries = 20;

export interface HistoryPoint {
  /** Begin of the point's span; spans are aligned on the epoch. */
  readonly at: Instant;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly count: number;
}
/** A state is never a mean: half way between "up" and "down" is no state. */
export function shownValue(metric: string, { max, mean }: HistoryPoint): number {
  const kind = metricOf(metric)?.kind;
  return kind === 'state' || kind === 'contact' ? max : mean;
}

/** Spans without a value have no point. */
export interface History {
  readonly stepMs: number;
  readonly points: readonly HistoryPoint[];
}

/** A point of a roll-up as it is kept and carried over. */
export interface RollUp extends SeriesKey {
  readonly at: Instant;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly count: number;
}
export const rollUpLevels = { fiveMinutes: 300_000, hour: 3_600_000 } as const;
export type RollUpLevel = keyof typeof rollUpLevels;

export interface StoreStatus {
  readonly kind: 'influx' | 'embedded';
  readonly ok: boolean;
  readonly reason: string | null;
  /** Null where the store does not tell. */
  readonly bytes: number | null;
  readonly oldestAt: Instant | null;
  readonly series: number | null;
}

export interface ReadingStore {
  readonly kind: 'influx' | 'embedded';
  /** Makes what must be there before the first write: database, tables, retention. May be called again. */
  prepare(): Promise<void>;
  write(readings: readonly Reading[]): Promise<WriteOutcome>;
  /** The last reading of each series, if it is at most a day old. */
  latest(filter: SeriesFilter): Promise<Reading[]>;
  history(query: HistoryQuery): Promise<History>;
  saveLabels(labels: readonly SeriesLabel[]): Promise<void>;
  /** What was said of each series; the series themselves are known by `latest`. */
  labels(filter: SeriesFilter): Promise<SeriesLabel[]>;
  status(): Promise<StoreStatus>;
  /** Roll-ups of what came in (late readings too) and retention. To be called each minute by one process. */
  maintain(now: Instant): Promise<void>;
  /** For `readings move`: what is kept from `from` to `to`, exclusive, in any order. */
  readingsBetween(from: Instant, to: Instant): Promise<Reading[]>;
  rollUpsBetween(level: RollUpLevel, from: Instant, to: Instant): Promise<RollUp[]>;
  writeRollUps(level: RollUpLevel, rollUps: readonly RollUp[]): Promise<void>;
  close(): Promise<void>;
}
