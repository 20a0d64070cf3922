/** Seeded noise as a pure function of time: the same drill at the same instant measures the same, however it got there. */

/** A number in 0..1 from two integers; good enough to look like chance, and the same on every machine. */
export function chance(seed: number, step: number): number {
  let h =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^
    Math.imul(step | 0, 0xc2b2ae35) ^
    Math.floor(step / 0x1_0000_0000);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** Smooth noise in -1..1 that wanders over about `periodMs`. */
export function wander(seed: number, at: number, periodMs: number): number {
  const place = at / periodMs;
  const step = Math.floor(place);
  const part = place - step;
  const ease = part * part * (3 - 2 * part);
  const from = chance(seed, step);
  return 2 * (from + (chance(seed, step + 1) - from) * ease) - 1;
}
