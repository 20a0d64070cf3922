/** The last hour of the series that a screen draws: a bounded number of rings, moved on by the readings that come in. */
import { HourRing, recentSlots, slotOf } from '../../lib/readings/hour-ring.ts';
import type { Reading } from '../../lib/readings/reading.ts';
import { seriesId } from '../../lib/readings/reading.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { RecentSeries } from './events.ts';

/** How many series a screen may hold. */
export const maxRecentSeries = 400;

export interface Recent {
  readonly metrics: ReadonlySet<string>;
  readonly rings: Map<string, HourRing>;
}

export const makeRecent = (metrics: readonly string[]): Recent => ({
  metrics: new Set(metrics),
  rings: new Map(),
});

/** Adds a reading to its series if the screen draws it. "Not available" leaves a gap, never a zero. */
export function addReading({ metrics, rings }: Recent, id: string, reading: Reading): void {
  if (!metrics.has(reading.metric) || reading.value === null) return;
  let ring = rings.get(id);
  if (!ring) {
    if (rings.size >= maxRecentSeries) return;
    ring = new HourRing(slotOf(reading.at));
    rings.set(id, ring);
  }
  ring.add(reading);
}

/** Takes what the server remembers; what came in live since its last value is kept. */
export function replaceRecent({ rings }: Recent, all: readonly RecentSeries[]): void {
  for (const series of all) {
    const id = seriesId(series);
    const known = rings.get(id);
    if (!known && rings.size >= maxRecentSeries) continue;
    const last = slotOf(series.startAt + (series.values.length - 1) * series.stepMs);
    const ring = new HourRing(Math.max(last, known?.newest ?? last));
    series.values.forEach((value, i) => {
      if (value !== null) ring.remember(slotOf(series.startAt + i * series.stepMs), value);
    });
    for (let slot = last + 1; known && slot <= known.newest; slot++) {
      const value = known.valueAt(slot);
      if (value !== null) ring.remember(slot, value);
    }
    rings.set(id, ring);
  }
}

/** The hour that ends at `now`, oldest first, `recentSlots` long; all gaps for a series never heard of. */
export function hourOf({ rings }: Recent, id: string, now: Instant): readonly (number | null)[] {
  const ring = rings.get(id);
  const first = slotOf(now) - recentSlots + 1;
  return Array.from({ length: recentSlots }, (_, i) => ring?.valueAt(first + i) ?? null);
}
