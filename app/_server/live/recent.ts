/** The last hour of every series on an even grid, in a few hundred bytes a series: what walls draw before they ask. */
import { type RecentSeries, recentSpanMs, recentStepMs } from '../../../components/live/events.ts';
import { metricOf } from '../../../lib/readings/catalogue/index.ts';
import { type Reading, type SeriesKey, seriesId } from '../../../lib/readings/reading.ts';
import type { Instant } from '../../../lib/time/clock.ts';

/** Series beyond this are not drawn from memory (they are still stored and shown): about 30 MB. */
export const maxRecentSeries = 50_000;
const points = recentSpanMs / recentStepMs;

interface Ring {
  readonly key: SeriesKey;
  readonly values: Float32Array;
  /** Number of the newest slot since the epoch, and what its mean is made of. */
  slot: number;
  sum: number;
  count: number;
  lastAt: Instant;
}

export class RecentRings {
  readonly #rings = new Map<string, Ring>();

  add(reading: Pick<Reading, 'site' | 'device' | 'metric' | 'instance' | 'value' | 'at' | 'everyMs'>): void {
    if (reading.value === null) return;
    const id = seriesId(reading);
    const slot = Math.floor(reading.at / recentStepMs);
    let ring = this.#rings.get(id);
    if (!ring) {
      if (this.#rings.size >= maxRecentSeries) return;
      ring = emptyRing(reading, slot);
      this.#rings.set(id, ring);
    }
    if (slot > ring.slot) advance(ring, slot, reading.at, reading.everyMs);
    if (slot < ring.slot) {
      fillOld(ring, slot, reading.value);
      return;
    }
    const mean = metricOf(reading.metric)?.kind === 'gauge';
    ring.sum = mean ? ring.sum + reading.value : reading.value;
    ring.count = mean ? ring.count + 1 : 1;
    ring.values[slot % points] = ring.sum / ring.count;
    ring.lastAt = Math.max(ring.lastAt, reading.at);
  }

  /** The hour that ends now, of each series for which `wanted` holds. */
  read(wanted: (key: SeriesKey) => boolean, now: Instant): RecentSeries[] {
    const last = Math.floor(now / recentStepMs);
    const first = last - points + 1;
    const answer: RecentSeries[] = [];
    for (const ring of this.#rings.values()) {
      if (!wanted(ring.key)) continue;
      const values = Array.from({ length: points }, (_, index) => valueAt(ring, first + index));
      answer.push({ ...ring.key, startAt: first * recentStepMs, stepMs: recentStepMs, values });
    }
    return answer;
  }

  /** Series of which nothing came for an hour, or whose device has left the book. */
  forget(keep: (key: SeriesKey) => boolean, now: Instant): void {
    for (const [id, ring] of this.#rings)
      if (ring.lastAt < now - recentSpanMs || !keep(ring.key)) this.#rings.delete(id);
  }

  get size(): number {
    return this.#rings.size;
  }
}

const emptyRing = (key: SeriesKey, slot: number): Ring => ({
  key: { site: key.site, device: key.device, metric: key.metric, instance: key.instance },
  values: new Float32Array(points).fill(Number.NaN),
  slot,
  sum: 0,
  count: 0,
  lastAt: 0,
});

/** A series read each minute leaves no hole each other slot: its last value stands for up to two and a half periods. */
function advance(ring: Ring, slot: number, at: Instant, everyMs: number): void {
  const held = ring.values[ring.slot % points] ?? Number.NaN;
  const filled = at - ring.lastAt <= everyMs * 2.5;
  const from = Math.max(ring.slot + 1, slot - points + 1);
  for (let each = from; each <= slot; each += 1) ring.values[each % points] = filled ? held : Number.NaN;
  ring.slot = slot;
  ring.sum = 0;
  ring.count = 0;
}

/** From the store's past, or late: only into a hole. */
function fillOld(ring: Ring, slot: number, value: number): void {
  if (slot > ring.slot - points && Number.isNaN(ring.values[slot % points]))
    ring.values[slot % points] = value;
}

function valueAt(ring: Ring, slot: number): number | null {
  if (slot > ring.slot || slot <= ring.slot - points) return null;
  const value = ring.values[slot % points] ?? Number.NaN;
  return Number.isNaN(value) ? null : Number(value.toPrecision(6));
}
