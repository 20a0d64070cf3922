/** When a primary link overflowed, found in the history of its state: an episode is a run of "overflow". Pure. */
import type { HistoryPoint } from '../../lib/readings/reading-store.ts';
import { overflowStates } from '../../lib/readings/states.ts';
import type { Instant } from '../../lib/time/clock.ts';

export interface Episode {
  readonly from: Instant;
  /** Null: it still lasts. */
  readonly to: Instant | null;
}

/** A hole longer than this ends an episode: nobody knows what happened in it. */
export const maxHolePoints = 3;

const overflowing = (point: HistoryPoint): boolean =>
  point.max === overflowStates.overflow ||
  (point.min <= overflowStates.overflow && point.max > overflowStates.overflow);

export function episodesOf(
  points: readonly HistoryPoint[],
  stepMs: number,
  until: Instant,
): readonly Episode[] {
  const episodes: { from: Instant; to: Instant; open: boolean }[] = [];
  for (const point of points) {
    const last = episodes.at(-1);
    if (!overflowing(point)) {
      if (last?.open) last.open = false;
      continue;
    }
    if (last?.open && point.at - last.to <= maxHolePoints * stepMs) last.to = point.at + stepMs;
    else {
      if (last) last.open = false;
      episodes.push({ from: point.at, to: point.at + stepMs, open: true });
    }
  }
  return episodes.map(({ from, to, open }) => ({
    from,
    to: open && until - to <= maxHolePoints * stepMs ? null : to,
  }));
}

/** The exact ends of one coarse episode, from readings around it. */
export function sharpen(episode: Episode, fine: readonly HistoryPoint[]): Episode {
  const inside = fine.filter(overflowing);
  const first = inside[0];
  const last = inside.at(-1);
  if (!first || !last) return episode;
  return { from: first.at, to: episode.to === null ? null : last.at };
}

export const peak = (points: readonly HistoryPoint[]): number | null =>
  points.length === 0 ? null : Math.max(...points.map((point) => point.max));
