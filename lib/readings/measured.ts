/** A value as a screen may show it: with its freshness, and without the number once that is no longer believed. */
import type { DeviceId, SiteId } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import { parentDown } from './device-state.ts';
import { freshnessOf } from './freshness.ts';
import type { Picture } from './picture.ts';
import { ledgerOf, readingOf, readingsOf } from './picture.ts';
import type { Freshness, Reading, State } from './reading.ts';

export { parentDown };

export interface Measured {
  /** Null when never read, not available or expired ("—"). Kept while stale, with its age. */
  readonly value: number | null;
  readonly text: string | null;
  readonly state: State;
  readonly freshness: Freshness;
  /** When it was read; null: never. */
  readonly at: Instant | null;
  readonly since: Instant | null;
  readonly instance: string;
  /** The reading behind it, for what it once was. */
  readonly reading: Reading | null;
}

export const notMeasured: Measured = {
  value: null,
  text: null,
  state: 'unknown',
  freshness: 'expired',
  at: null,
  since: null,
  instance: '',
  reading: null,
};

export function measure(picture: Picture, reading: Reading | undefined): Measured {
  if (reading === undefined) return notMeasured;
  const { site, device } = reading;
  const freshness = freshnessOf(
    reading,
    ledgerOf(picture, site, device),
    picture.now,
    parentDown(picture, site, device),
  );
  const believed = freshness === 'fresh' || freshness === 'stale';
  return {
    value: believed ? reading.value : null,
    text: believed ? reading.text : null,
    state: freshness === 'fresh' ? reading.state : 'unknown',
    freshness,
    at: reading.at,
    since: reading.since,
    instance: reading.instance,
    reading,
  };
}

export const measured = (
  picture: Picture,
  site: SiteId,
  device: DeviceId | null,
  metric: string,
  instance = '',
): Measured =>
  device === null ? notMeasured : measure(picture, readingOf(picture, site, device, metric, instance));

/** Every instance of a metric of a device. */
export const measuredAll = (
  picture: Picture,
  site: SiteId,
  device: DeviceId | null,
  metric: string,
): readonly Measured[] =>
  device === null
    ? []
    : readingsOf(picture, site, device)
        .filter((reading) => reading.metric === metric)
        .map((reading) => measure(picture, reading));

/** The one with the lowest, or highest, value; those without a value only if there is no other. */
export const extreme = (all: readonly Measured[], side: 'lowest' | 'highest'): Measured =>
  all.reduce<Measured>((best, one) => {
    if (one.value === null) return best.reading === null ? one : best;
    if (best.value === null) return one;
    return (side === 'lowest') === one.value < best.value ? one : best;
  }, notMeasured);
