/**
 * A reading: one value of one metric of one thing at one instant. Everything that a collector learns
 * becomes one of these, and everything that a screen, rule or report says comes from them.
 */
import type { Instant } from '../time/clock.ts';

/** What is said of a value, worst last. `unknown`: measured as not available, or no longer believed. */
export type State = 'good' | 'warning' | 'critical' | 'unknown';

/** fresh · stale (over 2 periods) · expired (over 5) · unreachable (because of a parent). */
export type Freshness = 'fresh' | 'stale' | 'expired' | 'unreachable';

/** Names a series. `instance` tells the several things of one device apart (an interface, a probe); '' if there is one. */
export interface SeriesKey {
  readonly site: string;
  readonly device: string;
  /** A name of the metric catalogue, such as `ups.runtime_seconds`. */
  readonly metric: string;
  readonly instance: string;
}

/** What a collector hands to `ingest`. */
export interface RawReading extends SeriesKey {
  /** In the catalogue's base unit; for states the device's own number. null: the device says "not available". Never NaN. */
  readonly value: number | null;
  /** The device's own word for a state; null for plain numbers. */
  readonly text: string | null;
  /** What the profile says of a state. Left out: judged by the catalogue's normal band. */
  readonly state?: State;
  /** When the device was read, by the collector's clock. */
  readonly at: Instant;
  /** The period at which this series is read; freshness is counted in it. */
  readonly everyMs: number;
}

/** A reading as stored, published and shown. */
export interface Reading extends SeriesKey {
  readonly value: number | null;
  readonly text: string | null;
  readonly state: State;
  /** Since when the series has been in `state`. */
  readonly since: Instant;
  readonly at: Instant;
  readonly everyMs: number;
}

/** What does not change from reading to reading: said once by a collector, and every ten minutes. */
export interface SeriesLabel extends SeriesKey {
  /** What the device itself calls the thing: "wan1", "Salle serveurs", "Phase 2". */
  readonly description: string;
  /** Where it was read: an OID, a topic, an address. */
  readonly source: string;
}

/** One string for a series; parts never hold the separator (the site book and the collectors' doors see to it). */
export const seriesId = (key: SeriesKey): string => `${key.site}/${key.device}/${key.metric}/${key.instance}`;
