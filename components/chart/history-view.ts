/** The past of one reading as a chart draws it: points, holes, comparison and events on one axis. Pure. */
import type { Instant } from '../../lib/time/clock.ts';

/** One series as `format=columns` of GET /api/v1/readings answers. */
export interface ColumnSeries {
  readonly site: string;
  readonly device: string;
  readonly metric: string;
  readonly instance: string;
  readonly unit: string;
  readonly stepMs: number;
  readonly at: readonly number[];
  readonly value: readonly number[];
  readonly min: readonly number[];
  readonly max: readonly number[];
}
export interface ChartPoint {
  readonly at: Instant;
  readonly value: number | null;
  /** Lowest and highest of the span; null in a hole. */
  readonly range: readonly [number, number] | null;
  readonly before: number | null;
}
export interface ChartEvent {
  readonly at: Instant;
  readonly metric: string;
  readonly instance: string;
  readonly value: number;
}

export const weekMs = 604_800_000;
/** Spans without a point that are still one line: a series read each minute drawn by half minutes has holes by nature. */
const maxHoleSteps = 3;

/** Points of one series, with a null point in each hole, and last week's value (moved on by a week) beside. */
export function chartPoints(
  series: ColumnSeries | undefined,
  before: ColumnSeries | undefined,
): readonly ChartPoint[] {
  if (!series) return [];
  const older = new Map<number, number>();
  const step = series.stepMs;
  before?.at.forEach((at, index) => {
    const value = before.value[index];
    if (value !== undefined) older.set(Math.floor((at + weekMs) / step), value);
  });
  const points: ChartPoint[] = [];
  let last: Instant | null = null;
  series.at.forEach((at, index) => {
    if (last !== null && at - last > maxHoleSteps * step)
      points.push({ at: last + step, value: null, range: null, before: null });
    const value = series.value[index];
    if (value === undefined) return;
    points.push({
      at,
      value,
      range: [series.min[index] ?? value, series.max[index] ?? value],
      before: older.get(Math.floor(at / step)) ?? null,
    });
    last = at;
  });
  return points;
}

/** More than this on one chart is noise. */
export const maxEvents = 12;

/** When a state changed: only between two spans that follow each other, a silence proves no change. */
export function eventsOf(states: readonly ColumnSeries[]): readonly ChartEvent[] {
  const events: ChartEvent[] = [];
  for (const { at, max, metric, instance, stepMs } of states)
    for (let index = 1; index < at.length; index += 1) {
      const [here, now, there, then] = [at[index], max[index], at[index - 1], max[index - 1]];
      if (here === undefined || now === undefined || there === undefined || then === undefined) continue;
      if (now !== then && here - there <= maxHoleSteps * stepMs)
        events.push({ at: here, metric, instance, value: now });
    }
  return events.toSorted((a, b) => b.at - a.at).slice(0, maxEvents);
}

/** Room above and below, and never a scale that makes noise of a constant look like news. */
export function domainOf(points: readonly ChartPoint[], unit: string): readonly [number, number] {
  if (
    unit === 'ratio' &&
    points.every((point) => (point.range?.[1] ?? 0) <= 1 && (point.range?.[0] ?? 0) >= 0)
  ) {
    const high = Math.max(0, ...points.map((point) => Math.max(point.range?.[1] ?? 0, point.before ?? 0)));
    return [0, high <= 0.1 ? Math.max(0.01, high * 1.2) : 1];
  }
  const all = points.flatMap((point) => [
    ...(point.range ?? []),
    ...(point.before === null ? [] : [point.before]),
  ]);
  if (all.length === 0) return [0, 1];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const room = Math.max((high - low) * 0.1, Math.abs(high) * 0.02, 1e-9);
  return [low >= 0 && low - room < 0 ? 0 : low - room, high + room];
}
