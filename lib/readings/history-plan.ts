/** Which grain answers a question about the past: raw readings, five-minute or hourly roll-ups, and in which parts. */
import type { Instant } from '../time/clock.ts';
import { type HistoryPoint, maxHistoryPoints, type Retention, rollUpLevels } from './reading-store.ts';

export type Grain = 'raw' | 'fiveMinutes' | 'hour';

export interface HistoryPart {
  readonly grain: Grain;
  readonly from: Instant;
  readonly to: Instant;
}
export interface HistoryPlan {
  readonly stepMs: number;
  readonly parts: readonly HistoryPart[];
}

/** Widths that a person reads on an axis; wider ones are whole days. */
const steps = [
  1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
  3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000,
] as const;
const dayMs = 86_400_000;
/** The roll-ups of the last minutes may not be made yet: that end is read raw. */
export const rollUpLagMs = 900_000;

function stepFor(span: number, wanted: number): number {
  // Aligned spans may begin before `from`: one point is kept for it.
  const narrowest = Math.max(wanted, span / (maxHistoryPoints - 1));
  const step = steps.find((width) => width >= narrowest);
  return step ?? Math.ceil(narrowest / dayMs) * dayMs;
}

/** A step as asked is kept if it fits: 7 minutes stay 7 minutes where raw readings answer. */
export function planHistory(
  query: { readonly from: Instant; readonly to: Instant; readonly stepMs?: number },
  now: Instant,
  retention: Retention,
): HistoryPlan {
  const span = Math.max(0, query.to - query.from);
  const grainAt = (from: Instant, step: number): Grain => {
    if (from < now - retention.fiveMinutesDays * dayMs) return 'hour';
    if (step % rollUpLevels.hour === 0) return 'hour';
    if (step % rollUpLevels.fiveMinutes === 0) return 'fiveMinutes';
    return from < now - retention.rawDays * dayMs ? 'fiveMinutes' : 'raw';
  };
  const fits = query.stepMs !== undefined && query.stepMs >= 1_000 && span / query.stepMs < maxHistoryPoints;
  let stepMs = fits && query.stepMs !== undefined ? query.stepMs : stepFor(span, query.stepMs ?? 1_000);
  const grain = grainAt(query.from, stepMs);
  if (grain !== 'raw') stepMs = Math.ceil(stepMs / rollUpLevels[grain]) * rollUpLevels[grain];
  return { stepMs, parts: parts(grain, query.from, query.to, now) };
}

function parts(grain: Grain, from: Instant, to: Instant, now: Instant): HistoryPart[] {
  if (to <= from) return [];
  if (grain === 'raw') return [{ grain, from, to }];
  const fiveMinutesEnd = floor(now - rollUpLagMs, rollUpLevels.fiveMinutes);
  const hourEnd = floor(fiveMinutesEnd, rollUpLevels.hour);
  // A roll-up counts when its span begins inside: the first one may begin before `from`.
  const begin = floor(from, rollUpLevels[grain]);
  const bounds: [Grain, Instant, Instant][] =
    grain === 'hour'
      ? [
          ['hour', begin, hourEnd],
          ['fiveMinutes', hourEnd, fiveMinutesEnd],
          ['raw', fiveMinutesEnd, to],
        ]
      : [
          ['fiveMinutes', begin, fiveMinutesEnd],
          ['raw', fiveMinutesEnd, to],
        ];
  return bounds
    .map(([of, start, end]) => ({ grain: of, from: Math.max(start, begin), to: Math.min(end, to) }))
    .filter((part) => part.to > part.from);
}

export const floor = (at: Instant, step: number): Instant => Math.floor(at / step) * step;

/** What one grain says of one span: may be part of a wider point. */
export interface Summary {
  readonly at: Instant;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly count: number;
}

/** Points of `stepMs` from summaries of narrower or equal spans, in order of time. */
export function mergeSummaries(summaries: Iterable<Summary>, stepMs: number): HistoryPoint[] {
  const points = new Map<Instant, { min: number; max: number; sum: number; count: number }>();
  for (const { at, min, max, sum, count } of summaries) {
    const begin = floor(at, stepMs);
    const point = points.get(begin);
    if (point === undefined) points.set(begin, { min, max, sum, count });
    else {
      point.min = Math.min(point.min, min);
      point.max = Math.max(point.max, max);
      point.sum += sum;
      point.count += count;
    }
  }
  return [...points]
    .filter(([, { count }]) => count > 0)
    .sort(([one], [other]) => one - other)
    .map(([at, { min, max, sum, count }]) => ({ at, min, max, mean: sum / count, count }));
}
