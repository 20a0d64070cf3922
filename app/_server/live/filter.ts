/** Which series a reader of the live stream wants. Pure. */
import type { SeriesKey } from '../../../lib/readings/reading.ts';
import { type Sight, sees } from '../../../lib/readings/sight.ts';

export interface LiveFilter {
  /** What the reader may see at all; the rest is what they ask for. */
  readonly sight: Sight;
  readonly sites: readonly string[] | null;
  readonly device: string | null;
  /** Beginnings of metric names: `link.` or `link.in_ratio`. */
  readonly metrics: readonly string[] | null;
  readonly recent: readonly string[];
  /** Lists in one event (screens), or one event a reading (other readers). */
  readonly batch: boolean;
}

/** Equal filters share one serialisation. */
export const filterKey = (filter: LiveFilter): string => JSON.stringify(filter);

export const wantsSite = (filter: LiveFilter, site: string): boolean =>
  sees(filter.sight, site) && (filter.sites === null || filter.sites.includes(site));

/** A collectors process of every site ("*") concerns every reader. */
export const wantsCollectors = (filter: LiveFilter, site: string): boolean =>
  site === '*' || wantsSite(filter, site);

export const wantsDevice = (filter: LiveFilter, of: { site: string; device: string }): boolean =>
  wantsSite(filter, of.site) && (filter.device === null || filter.device === of.device);

export const wantsSeries = (filter: LiveFilter, key: SeriesKey): boolean =>
  wantsDevice(filter, key) &&
  (filter.metrics === null || filter.metrics.some((start) => key.metric.startsWith(start)));
