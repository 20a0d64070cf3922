/**
 * A straight line through recent values, in constant memory: older values weigh less (a time constant of `windowMs`), and
 * a value far off the line begins it anew (a refill, a clean-up, a generator that starts). Least squares with forgetting.
 */

/** Plain JSON. Times are in windows before the last value, so that the sums stay small. */
export interface LineFit {
  readonly lastMs: number;
  readonly firstMs: number;
  readonly count: number;
  readonly weight: number;
  readonly t: number;
  readonly x: number;
  readonly tt: number;
  readonly tx: number;
  readonly xx: number;
  /** Values in a row that were off the line. */
  readonly off: number;
}

/** How the value moves per millisecond, with its uncertainty (twice the standard error), and where the line stands now. */
export interface Slope {
  readonly perMs: number;
  readonly plusMinus: number;
  readonly now: number;
  readonly spread: number;
}

/** Fewer values, or a shorter time than this part of the window, prove no slope. */
const fewestValues = 8;
const shortestSpan = 0.2;
/** One value this many spreads off the line is noise; as many in a row as `offInARow` are another story. */
const farSpreads = 6;
const offInARow = 2;
/** Off by this part of the value's own size at once: nobody drinks a tenth of a tank between two readings. */
const leap = 0.1;

const begun = (atMs: number, value: number): LineFit => ({
  lastMs: atMs,
  firstMs: atMs,
  count: 1,
  weight: 1,
  t: 0,
  x: value,
  tt: 0,
  tx: 0,
  xx: value * value,
  off: 0,
});

/** `scale`: the size of the quantity itself (1 for a ratio), against which a leap is measured. */
export function addToFit(
  fit: LineFit | null,
  atMs: number,
  value: number,
  windowMs: number,
  scale = 1,
): LineFit {
  if (fit === null || atMs - fit.lastMs > windowMs) return begun(atMs, value);
  if (atMs <= fit.lastMs) return fit;
  const slope = slopeOf(fit, windowMs, true);
  const expected = slope === null ? fit.x / fit.weight : slope.now + slope.perMs * (atMs - fit.lastMs);
  const offLine = Math.abs(value - expected);
  if (offLine > leap * scale) return begun(atMs, value);
  const far = slope !== null && fit.count >= fewestValues && offLine > farSpreads * slope.spread + 1e-9;
  if (far && fit.off + 1 >= offInARow) return begun(atMs, value);
  const step = (atMs - fit.lastMs) / windowMs;
  const keep = Math.exp(-step);
  const { weight, t, x, tt, tx, xx } = fit;
  return {
    lastMs: atMs,
    firstMs: fit.firstMs,
    count: fit.count + 1,
    weight: weight * keep + 1,
    t: (t - step * weight) * keep,
    x: x * keep + value,
    tt: (tt - 2 * step * t + step * step * weight) * keep,
    tx: (tx - step * x) * keep,
    xx: xx * keep + value * value,
    off: far ? fit.off + 1 : 0,
  };
}

/** Null while too little is known. `early`: as soon as three values stand, for judging the next one. */
export function slopeOf(fit: LineFit, windowMs: number, early = false): Slope | null {
  const { weight, count } = fit;
  if (count < (early ? 3 : fewestValues)) return null;
  if (!early && fit.lastMs - fit.firstMs < shortestSpan * windowMs) return null;
  const meanT = fit.t / weight;
  const meanX = fit.x / weight;
  const varT = fit.tt / weight - meanT * meanT;
  if (!(varT > 1e-12)) return null;
  const slope = (fit.tx / weight - meanT * meanX) / varT;
  const residual = Math.max(0, fit.xx / weight - meanX * meanX - slope * slope * varT);
  // As many values as the forgetting leaves.
  const effective = Math.max(3, Math.min(count, weight));
  const variance = (residual * effective) / (effective - 2);
  return {
    perMs: slope / windowMs,
    plusMinus: (2 * Math.sqrt(variance / (effective * varT))) / windowMs,
    now: meanX - slope * meanT,
    spread: Math.sqrt(variance),
  };
}

export interface Forecast {
  /** Milliseconds until the bound: at the fast end of the range, in the middle, at the slow end. */
  readonly earliestMs: number;
  readonly likelyMs: number;
  readonly latestMs: number;
}

/** The line must move by this many spreads within its window, or it is flat with noise on it. */
const clearlyMoves = 1;

/** When the line reaches `bound`. Null: flat, moving away, or not known well enough. Zero: it is there. */
export function forecastOf(
  fit: LineFit | null,
  windowMs: number,
  side: 'above' | 'below',
  bound: number,
): Forecast | null {
  const slope = fit === null ? null : slopeOf(fit, windowMs);
  if (slope === null) return null;
  const towards = side === 'above' ? 1 : -1;
  const left = (bound - slope.now) * towards;
  if (left <= 0) return { earliestMs: 0, likelyMs: 0, latestMs: 0 };
  const speed = slope.perMs * towards;
  if (!(speed > slope.plusMinus) || speed * windowMs < clearlyMoves * slope.spread) return null;
  return {
    earliestMs: left / (speed + slope.plusMinus),
    likelyMs: left / speed,
    latestMs: left / (speed - slope.plusMinus),
  };
}
