/** How much risk the next call may take, given what the window of the rule has already seen; and when to stop trusting. */
import type { AbandonCount, PacingMemory, PacingPicture, PacingSettings } from './contract.ts';

/** Aim below the cap: what is counted at the end must hold it. */
const aim = 0.93;
const firstRisk = 0.85;
const gain = 2;
const leastRisk = 0.004;
const mostRisk = 0.2;
/** Answers under which a ratio says nothing. */
export const enoughAnswers = 50;
/** Abandoned calls within a minute that open the breaker, when they are also three times the cap. */
const breakerAbandons = 3;
const cautiousMs = 5 * 60_000;

/** Credit is what the cap allowed so far and nobody used; risk grows and shrinks with it. */
export function riskLimit({ answers, abandons }: AbandonCount, capRatio: number): number {
  const credit = aim * capRatio * answers - abandons;
  const limit = firstRisk * capRatio * Math.exp((gain * credit) / (0.03 * answers + 3));
  return Math.min(mostRisk, Math.max(leastRisk, limit));
}

/** The window has used its cap: from here on one call for each free agent, which abandons nobody. */
export const capReached = ({ answers, abandons }: AbandonCount, capRatio: number): boolean =>
  answers >= enoughAnswers && abandons >= capRatio * answers;

export function breaker(
  { at, abandon }: PacingPicture,
  { abandonCapRatio }: PacingSettings,
  memory: PacingMemory,
): PacingMemory {
  const { lastMinuteAbandons, lastMinuteAnswers } = abandon;
  const trips =
    lastMinuteAbandons >= breakerAbandons && lastMinuteAbandons > 3 * abandonCapRatio * lastMinuteAnswers;
  if (trips) return { cautiousUntil: at + cautiousMs };
  return memory.cautiousUntil !== null && memory.cautiousUntil <= at ? { cautiousUntil: null } : memory;
}
