/** The last hour of every series: what walls draw before they ask. */
import type { RecentSeries } from '../../../components/live/events.ts';
import {
  HourRing,
  recentSlots,
  recentSpanMs,
  recentStepMs,
  slotOf,
} from '../../../lib/readings/hour-ring.ts';
import { type Reading, type SeriesKey, seriesId } from '../../../lib/readings/reading.ts';
import type { Instant } from '../../../lib/time/clock.ts';

/** Series beyond this are not drawn from memory (they are still stored and shown): about 30 MB. */
export const maxRecentSeries = 50_000;

interface Kept {
  readonly key: SeriesKey;
  readonly ring: HourRing;
}

export class RecentRings {
  readonly #kept = new Map<string, Kept>();

  add(reading: Pick<Reading, 'site' | 'device' | 'metric' | 'instance' | 'value' | 'at' | 'everyMs'>): void {
    if (reading.value === null) return;
    const id = seriesId(reading);
    let kept = this.#kept.get(id);
    if (!kept) {
      if (this.#kept.size >= maxRecentSeries) return;
      const { site, device, metric, instance } = reading;
      kept = { key: { site, device, metric, instance }, ring: new HourRing(slotOf(reading.at)) };
      this.#kept.set(id, kept);
    }
    kept.ring.add(reading);
  }

  /** The hour that ends now, of each series for which `wanted` holds. */
  read(wanted: (key: SeriesKey) => boolean, now: Instant): RecentSeries[] {
    const first = slotOf(now) - recentSlots + 1;
    const answer: RecentSeries[] = [];
    for (const { key, ring } of this.#kept.values()) {
      if (!wanted(key)) continue;
      const values = Array.from({ length: recentSlots }, (_, index) => {
        const value = ring.valueAt(first + index);
        // Six digits are what a ring holds.
        return value === null ? null : Number(value.toPrecision(6));
      });
      answer.push({ ...key, startAt: first * recentStepMs, stepMs: recentStepMs, values });
    }
    return answer;
  }

  /** Series of which nothing came for an hour, or whose device has left the book. */
  forget(keep: (key: SeriesKey) => boolean, now: Instant): void {
    for (const [id, { key, ring }] of this.#kept)
      if (ring.lastAt < now - recentSpanMs || !keep(key)) this.#kept.delete(id);
  }

  get size(): number {
    return this.#kept.size;
  }
}
