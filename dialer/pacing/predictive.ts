/** Dials as long as the next call's own risk of meeting no agent stays under what the abandon budget allows. */
import { breaker, capReached, enoughAnswers, riskLimit } from './abandon-budget.ts';
import type { Guard, Pace, PacingMemory, PacingPicture, PacingSettings } from './contract.ts';
import { lookAhead, marginalRisk, withCall } from './marginal-risk.ts';
import { oneEach } from './progressive.ts';
import { roomOf, within } from './room.ts';

/** Below this a single long call is a quarter of the pool: nothing averages out. */
const fewAgents = 4;
/** Calls dialled in one decision; the next comes within a second. */
const maxStep = 40;

function guardOf(
  { freeAgents, busyAgents, calls, abandon }: PacingPicture,
  { abandonCapRatio }: PacingSettings,
  { cautiousUntil }: PacingMemory,
): Guard | null {
  const staying = freeAgents + busyAgents.filter(({ leaving }) => !leaving).length;
  if (staying < fewAgents) return 'few-agents';
  if (calls.answers < enoughAnswers) return 'little-history';
  if (cautiousUntil !== null) return 'breaker';
  return capReached(abandon, abandonCapRatio) ? 'cap-reached' : null;
}

export const predictive: Pace = (picture, settings, before) => {
  const memory = breaker(picture, settings, before);
  const guard = guardOf(picture, settings, memory);
  if (guard) return oneEach(picture, memory, guard);
  const limit = riskLimit(picture.abandon, settings.abandonCapRatio);
  const most = Math.min(maxStep, roomOf(picture).calls + 1);
  let ahead = lookAhead(picture, settings.patienceSeconds);
  let dial = 0;
  let risk = marginalRisk(ahead, picture);
  let taken = risk;
  while (risk <= limit && dial < most) {
    dial += 1;
    taken = risk;
    ahead = withCall(ahead);
    risk = marginalRisk(ahead, picture);
  }
  const free = picture.freeAgents;
  return within(picture, dial, { kind: 'risk', risk: dial > 0 ? taken : risk, limit, free }, memory);
};
