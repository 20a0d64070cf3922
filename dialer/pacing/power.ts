/** A fixed number of calls for each free agent, never for a busy one, and one each when the cap is reached. */
import { breaker, capReached } from './abandon-budget.ts';
import type { Pace } from './contract.ts';
import { oneEach } from './progressive.ts';
import { within } from './room.ts';

export const power: Pace = (picture, settings, before) => {
  const memory = breaker(picture, settings, before);
  if (memory.cautiousUntil !== null) return oneEach(picture, memory, 'breaker');
  if (capReached(picture.abandon, settings.abandonCapRatio)) return oneEach(picture, memory, 'cap-reached');
  const { freeAgents: free, waiting, inFlightSeconds } = picture;
  if (free <= 0) return { dial: 0, reason: { kind: 'no-agent' }, memory };
  const calls = waiting + inFlightSeconds.length;
  const wanted = Math.round(settings.level * free) - calls;
  if (wanted <= 0) return { dial: 0, reason: { kind: 'covered', free, calls }, memory };
  return within(picture, wanted, { kind: 'level', level: settings.level, free }, memory);
};
