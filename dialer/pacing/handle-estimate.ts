/**
 * How long agents are on a call (talk and wrap-up): a log-normal law from the mean and spread of what was seen. It is
 * conditional on the time already spent: without that, every old call looks nearly over.
 */

export interface HandleEstimate {
  readonly count: number;
  /** Of the logarithms of seconds. */
  readonly mean: number;
  /** Sum of squares of deviations, faded like the count. */
  readonly squares: number;
}
/** Before anything is seen: three minutes, widely spread, and worth few calls. */
export const noHandleSeen: HandleEstimate = { count: 5, mean: Math.log(150), squares: 2 };

/** Calls after which one weighs little. */
const memoryCalls = 500;

/** Welford's update with a count that stops growing. */
export function seeHandle(estimate: HandleEstimate, seconds: number): HandleEstimate {
  const value = Math.log(Math.max(1, seconds));
  const fade = estimate.count >= memoryCalls ? memoryCalls / (memoryCalls + 1) : 1;
  const count = estimate.count * fade + 1;
  const from = value - estimate.mean;
  const mean = estimate.mean + from / count;
  return { count, mean, squares: estimate.squares * fade + from * (value - mean) };
}

/** Abramowitz and Stegun 7.1.26: within 1.5e-7. */
function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const half = 0.5 * poly * Math.exp(-z * z);
  return x >= 0 ? 1 - half : half;
}

const cdf = ({ mean, squares, count }: HandleEstimate, seconds: number): number => {
  const deviation = Math.sqrt(Math.max(0.01, squares / count));
  return seconds <= 0 ? 0 : normalCdf((Math.log(seconds) - mean) / deviation);
};

/** Chance that an agent busy for `busySeconds` is free within `seconds` more. */
export function freeChance(estimate: HandleEstimate, busySeconds: number, seconds: number): number {
  const left = 1 - cdf(estimate, busySeconds);
  // Far in the tail nothing can be said of one call: it may last.
  if (left < 1e-6) return 0;
  return Math.min(1, Math.max(0, 1 - (1 - cdf(estimate, busySeconds + seconds)) / left));
}
