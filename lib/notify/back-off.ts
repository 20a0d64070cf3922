/** How long to wait before the next try: doubling, bounded, with jitter so that many do not come back at once. */

/** `random` in 0..1 spreads over the upper half: never sooner than half the step, never later than the whole. */
export function backOffMs(failures: number, firstMs: number, mostMs: number, random: number): number {
  const step = Math.min(mostMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
  return Math.round(step * (0.5 + random / 2));
}
