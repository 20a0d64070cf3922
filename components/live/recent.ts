/** The last hour of the series that a screen draws: one bounded grid a series, moved on by the readings that come in. */
import type { Reading } from '../../lib/readings/reading.ts';
import { seriesId } from '../../lib/readings/reading.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { RecentSeries } from './events.ts';
import { recentSpanMs, recentStepMs } from './events.ts';

/** Slots of one hour, and how many series a screen may hold. */
export const recentSlots = recentSpanMs / recentStepMs;
export const maxRecentSeries = 400;

interface Grid {
  /** Slot number (instant ÷ step) of the newest value. */
  newest: number;
  /** Ring indexed by slot number modulo `recentSlots`; null is a gap. */
  readonly values: (number | null)[];
  /** Readings that make up the newest slot, for its mean. */
  sum: number;
  count: number;
}
export interface Recent {
  readonly metrics: ReadonlySet<string>;
  readonly grids: Map<string, Grid>;
}

export const makeRecent = (metrics: readonly string[]): Recent => ({
  metrics: new Set(metrics),
  grids: new Map(),
});

const slotOf = (at: Instant): number => Math.floor(at / recentStepMs);
const emptyGrid = (newest: number): Grid => ({
  newest,
  values: new Array<number | null>(recentSlots).fill(null),
  sum: 0,
  count: 0,
});

function moveOn(grid: Grid, slot: number): void {
  const empty = Math.min(slot - grid.newest, recentSlots);
  for (let i = 1; i <= empty; i++) grid.values[(grid.newest + i) % recentSlots] = null;
  grid.newest = slot;
  grid.sum = 0;
  grid.count = 0;
}

/** Adds a reading to its series if the screen draws it. "Not available" leaves a gap, never a zero. */
export function addReading(recent: Recent, id: string, reading: Reading): void {
  if (!recent.metrics.has(reading.metric)) return;
  const slot = slotOf(reading.at);
  let grid = recent.grids.get(id);
  if (!grid) {
    if (recent.grids.size >= maxRecentSeries) return;
    grid = emptyGrid(slot);
    recent.grids.set(id, grid);
  }
  if (slot < grid.newest) return;
  if (slot > grid.newest) moveOn(grid, slot);
  if (reading.value === null) return;
  grid.sum += reading.value;
  grid.count += 1;
  grid.values[slot % recentSlots] = grid.sum / grid.count;
}

/** Takes what the server remembers; what came in live since its last value is kept. */
export function replaceRecent(recent: Recent, all: readonly RecentSeries[]): void {
  for (const series of all) {
    const id = seriesId(series);
    const last = slotOf(series.startAt + (series.values.length - 1) * series.stepMs);
    const known = recent.grids.get(id);
    if (!known && recent.grids.size >= maxRecentSeries) continue;
    const grid = emptyGrid(Math.max(last, known?.newest ?? last));
    series.values.forEach((value, i) => {
      const slot = slotOf(series.startAt + i * series.stepMs);
      if (value !== null && grid.newest - slot < recentSlots && slot <= grid.newest)
        grid.values[slot % recentSlots] = value;
    });
    for (let slot = last + 1; known && slot <= known.newest; slot++)
      grid.values[slot % recentSlots] = known.values[slot % recentSlots] ?? null;
    recent.grids.set(id, grid);
  }
}

/** The hour that ends at `now`, oldest first, `recentSlots` long; all gaps for a series never heard of. */
export function hourOf(recent: Recent, id: string, now: Instant): readonly (number | null)[] {
  const grid = recent.grids.get(id);
  const end = slotOf(now);
  const hour: (number | null)[] = [];
  for (let slot = end - recentSlots + 1; slot <= end; slot++) {
    const held = grid && slot <= grid.newest && grid.newest - slot < recentSlots;
    hour.push(held ? (grid.values[slot % recentSlots] ?? null) : null);
  }
  return hour;
}
