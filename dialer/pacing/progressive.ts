/** One call for each free agent that no other call counts on: nobody is abandoned but by an agent who leaves. */
import type { Guard, Pace, PacingDecision, PacingMemory, PacingPicture } from './contract.ts';
import { within } from './room.ts';

export function oneEach(picture: PacingPicture, memory: PacingMemory, guard: Guard | null): PacingDecision {
  const { freeAgents: free, waiting, inFlightSeconds } = picture;
  if (free <= 0) return { dial: 0, reason: { kind: 'no-agent' }, memory };
  const calls = waiting + inFlightSeconds.length;
  if (calls >= free) return { dial: 0, reason: { kind: 'covered', free, calls }, memory };
  return within(picture, free - calls, { kind: 'one-each', free, guard }, memory);
}

export const progressive: Pace = (picture, _settings, memory) => oneEach(picture, memory, null);
