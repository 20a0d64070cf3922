/**
 * Both links of a site on one time axis: in above, out below, the contracted rate as full height; what passes the
 * mark is drawn apart, and the lane of states stands between. Pure: series in, paths out.
 */
import type { Instant } from '../../lib/time/clock.ts';

export interface Sample {
  readonly at: Instant;
  readonly value: number | null;
}
export interface MirrorSize {
  readonly width: number;
  /** Height of one direction. */
  readonly half: number;
}
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

const round = (value: number): number => Math.round(value * 10) / 10;

export const xOf = (at: Instant, span: Span, width: number): number =>
  round(((at - span.from) / (span.to - span.from)) * width);

/** Runs without a gap: a hole longer than `maxHoleMs` cuts the line, it is never drawn across. */
export function runsOf(samples: readonly Sample[], maxHoleMs: number): readonly (readonly Sample[])[] {
  const runs: Sample[][] = [];
  let last: Instant | null = null;
  for (const sample of samples) {
    if (sample.value === null) continue;
    const run = runs.at(-1);
    if (run && last !== null && sample.at - last <= maxHoleMs) run.push(sample);
    else runs.push([sample]);
    last = sample.at;
  }
  return runs;
}

/** Area of one direction from the axis (y = half) up or down; ratios beyond 1 are cut at the edge. */
export function areaPath(
  samples: readonly Sample[],
  span: Span,
  size: MirrorSize,
  direction: 'up' | 'down',
  maxHoleMs: number,
): string {
  const y = (ratio: number): number => {
    const height = Math.max(0, Math.min(1, ratio)) * size.half;
    return round(direction === 'up' ? size.half - height : size.half + height);
  };
  return runsOf(samples, maxHoleMs)
    .map((run) => {
      const first = run[0];
      const last = run.at(-1);
      if (!first || !last) return '';
      const line = run.map((one) => `L${xOf(one.at, span, size.width)} ${y(one.value ?? 0)}`).join('');
      return `M${xOf(first.at, span, size.width)} ${size.half}${line}L${xOf(last.at, span, size.width)} ${size.half}Z`;
    })
    .join('');
}

export interface LaneSegment {
  readonly from: Instant;
  readonly to: Instant;
  readonly state: number;
}

/** Equal states that touch are one segment; where nothing was measured there is none. */
export function laneOf(samples: readonly Sample[], span: Span, maxHoleMs: number): readonly LaneSegment[] {
  const segments: { from: Instant; to: Instant; state: number }[] = [];
  for (const { at, value } of samples) {
    if (value === null || at < span.from - maxHoleMs || at > span.to) continue;
    const last = segments.at(-1);
    if (last && last.state === value && at - last.to <= maxHoleMs) last.to = at;
    else {
      if (last && at - last.to <= maxHoleMs) last.to = at;
      segments.push({ from: Math.max(at, span.from), to: at, state: value });
    }
  }
  return segments;
}

/** Instants for the axis: five marks, the last one now. */
export const ticksOf = (span: Span, count = 5): readonly Instant[] =>
  Array.from({ length: count }, (_, index) => span.from + ((span.to - span.from) * index) / (count - 1));
