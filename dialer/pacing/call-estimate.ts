/**
 * What becomes of a call, second by second, as it was seen: how many were picked up and how many ended otherwise at each
 * age. From these counts follow the answer ratio and the chance that a call of a given age is picked up within a time.
 */

export interface CallEstimate {
  /** Place n: picked up between n and n + 1 seconds. */
  readonly pickedUp: readonly number[];
  readonly ended: readonly number[];
  /** Answers ever seen; the counts themselves fade. */
  readonly answers: number;
}

/** Older than any ring timer. */
export const maxRingSeconds = 64;
/** Calls after which a call weighs 1/e: some minutes of a site, so that the evening is not dialled as the morning was. */
const memoryCalls = 400;

const zeros = (): number[] => Array.from({ length: maxRingSeconds }, () => 0);
export const noCallsSeen: CallEstimate = { pickedUp: zeros(), ended: zeros(), answers: 0 };

const fade = 1 - 1 / memoryCalls;
export function seeCall(estimate: CallEstimate, seconds: number, pickedUp: boolean): CallEstimate {
  const at = Math.min(maxRingSeconds - 1, Math.max(0, Math.floor(seconds)));
  const more = (counts: readonly number[], add: boolean) =>
    counts.map((count, index) => count * fade + (add && index === at ? 1 : 0));
  return {
    pickedUp: more(estimate.pickedUp, pickedUp),
    ended: more(estimate.ended, !pickedUp),
    answers: estimate.answers + (pickedUp ? 1 : 0),
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);
export const answerRatio = (estimate: CallEstimate): number => {
  const answers = sum(estimate.pickedUp);
  const all = answers + sum(estimate.ended);
  return all > 0 ? answers / all : 0;
};

/** Running totals: place n holds what happened before second n. */
const totals = (counts: readonly number[]): readonly number[] => {
  const sums = [0];
  for (const count of counts) sums.push((sums.at(-1) ?? 0) + count);
  return sums;
};
/** Up to an age that may lie within a second. */
function upTo(sums: readonly number[], seconds: number): number {
  const age = Math.min(maxRingSeconds, Math.max(0, seconds));
  const whole = Math.floor(age);
  const before = sums[whole] ?? 0;
  return before + ((sums[whole + 1] ?? before) - before) * (age - whole);
}

/** Chance that a call still unanswered at `age` is picked up within `seconds` more. */
export type PickUpLaw = (age: number, seconds: number) => number;

/** Made once a decision, asked for every call and every instant ahead. */
export function pickUpLaw(estimate: CallEstimate): PickUpLaw {
  const picked = totals(estimate.pickedUp);
  const over = totals(estimate.pickedUp.map((count, index) => count + (estimate.ended[index] ?? 0)));
  const all = over[maxRingSeconds] ?? 0;
  return (age, seconds) => {
    const left = all - upTo(over, age);
    // Of calls this old none was ever seen: nothing says that it will be picked up.
    if (left <= 1e-9) return 0;
    return Math.min(1, Math.max(0, (upTo(picked, age + seconds) - upTo(picked, age)) / left));
  };
}

/** Share of the answers by each of these ages and after the one before: the weights of a new call's own pick-up. */
export function pickUpWeights(estimate: CallEstimate, grid: readonly number[]): readonly number[] {
  const sums = totals(estimate.pickedUp);
  const all = sums[maxRingSeconds] ?? 0;
  if (all <= 0) return grid.map(() => 1 / grid.length);
  return grid.map((age, index) => {
    const last = index === grid.length - 1;
    const to = last ? all : upTo(sums, age);
    return (to - upTo(sums, grid[index - 1] ?? 0)) / all;
  });
}
