/** Flap damping: every raise costs a point, points halve in time; over a bound the thing is unstable and speaks once. */

/** Plain JSON. */
export interface Damping {
  readonly points: number;
  readonly atMs: number;
  readonly unstable: boolean;
  readonly raises: number;
}
export const halfLifeMs = 600_000;
/** More points than this: unstable. Fewer than `calmPoints`: calm again. */
export const unstablePoints = 3;
export const calmPoints = 1;

const pointsAt = ({ points, atMs }: Damping, ms: number): number =>
  points * 0.5 ** (Math.max(0, ms - atMs) / halfLifeMs);

/** So few points are none: the thing is as new. */
const negligiblePoints = 0.05;

export function raisedAgain(before: Damping | undefined, ms: number): Damping {
  const left = before === undefined ? 0 : pointsAt(before, ms);
  const points = left + 1;
  const unstable = isUnstable(before, ms) || points > unstablePoints;
  return { points, atMs: ms, unstable, raises: (left > negligiblePoints ? (before?.raises ?? 0) : 0) + 1 };
}

/** When it will be calm, if nothing more is raised. */
export const calmAtMs = (damping: Damping): number =>
  damping.atMs + halfLifeMs * Math.log2(Math.max(1, damping.points / calmPoints));

/** When nothing of it counts any more, if nothing more is raised. */
export const forgottenAtMs = ({ points, atMs }: Damping): number =>
  atMs + Math.ceil(halfLifeMs * Math.log2(points / negligiblePoints));

export const isUnstable = (damping: Damping | undefined, ms: number): boolean =>
  damping?.unstable === true && pointsAt(damping, ms) >= calmPoints;
