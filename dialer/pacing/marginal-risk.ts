/** The risk of one call more: that, when it is picked up, everyone who is free by then is already taken. */

import { type PickUpLaw, pickUpLaw, pickUpWeights } from './call-estimate.ts';
import type { PacingPicture } from './contract.ts';
import { freeChance } from './handle-estimate.ts';

/** Seconds at which a new call may be picked up; its own law gives each its weight. */
export const grid = [4, 7, 10, 13, 16, 20, 25, 30] as const;

/** Law of a sum of independent yes or no: place k holds the chance of exactly k. Exact, one event after another. */
export function oneMore(law: readonly number[], chance: number): number[] {
  const next = Array.from({ length: law.length + 1 }, () => 0);
  law.forEach((value, k) => {
    next[k] = (next[k] ?? 0) + value * (1 - chance);
    next[k + 1] = value * chance;
  });
  return next;
}
const lawOf = (chances: readonly number[]): number[] => chances.reduce<number[]>(oneMore, [1]);

export interface RiskAhead {
  /** For each instant of the grid: how many calls in flight are picked up by then, how many agents come free. */
  readonly answers: readonly (readonly number[])[];
  readonly freed: readonly (readonly number[])[];
  readonly weights: readonly number[];
  readonly pickUp: PickUpLaw;
}

export function lookAhead(picture: PacingPicture, patienceSeconds: number): RiskAhead {
  const { calls, handle, inFlightSeconds, busyAgents } = picture;
  const pickUp = pickUpLaw(calls);
  const staying = busyAgents.filter(({ leaving }) => !leaving);
  return {
    answers: grid.map((seconds) => lawOf(inFlightSeconds.map((age) => pickUp(age, seconds)))),
    freed: grid.map((seconds) =>
      lawOf(staying.map(({ busySeconds }) => freeChance(handle, busySeconds, seconds + patienceSeconds))),
    ),
    weights: pickUpWeights(calls, grid),
    pickUp,
  };
}

export const withCall = (ahead: RiskAhead): RiskAhead => ({
  ...ahead,
  answers: ahead.answers.map((law, index) => oneMore(law, ahead.pickUp(0, grid[index] ?? 0))),
});

/** Chance of `free + freed` agents being all taken by `waiting + answers` calls. */
function allTaken(answers: readonly number[], freed: readonly number[], spare: number): number {
  // atLeast[k]: chance of k answers or more.
  const atLeast = [...answers];
  for (let k = atLeast.length - 2; k >= 0; k -= 1) atLeast[k] = (atLeast[k] ?? 0) + (atLeast[k + 1] ?? 0);
  return freed.reduce((risk, chance, more) => {
    const needed = spare + more;
    return risk + chance * (needed <= 0 ? 1 : (atLeast[needed] ?? 0));
  }, 0);
}

/** Predicted chance that a call dialled now is abandoned, if it is picked up. */
export function marginalRisk(ahead: RiskAhead, { freeAgents, waiting }: PacingPicture): number {
  const spare = freeAgents - waiting;
  const risk = ahead.weights.reduce(
    (total, weight, index) =>
      total + weight * allTaken(ahead.answers[index] ?? [1], ahead.freed[index] ?? [1], spare),
    0,
  );
  return Math.min(1, Math.max(0, risk));
}
