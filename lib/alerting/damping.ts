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

export function raisedAgain(before: Damping | undefined, ms: number): Damping {
  const points = (before === undefined ? 0 : pointsAt(before, ms)) + 1;
  const unstable = before?.unstable === true ? points >= calmPoints : points > unstablePoints;
  return { points, atMs: ms, unstable, raises: (points > 1.05 ? (before?.raises ?? 0) : 0) + 1 };
}

/** When it will be calm, if nothing more is raised. */
export const calmAtMs = (damping: Damping): number =>
  damping.atMs + halfLifeMs * Math.log2(Math.max(1, damping.points / calmPoints));

export const isUnstable = (damping: Damping | undefined, ms: number): boolean =>
  damping?.unstable === true && pointsAt(damping, ms) >= calmPoints;
