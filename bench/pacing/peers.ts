/** Peers of the pacing bench: the κ rule, and the Erlang-B limit of a dialer that does not look at its agents. */
import type { Pace } from '../../dialer/pacing/contract.ts';

/** κ calls for each free agent, with no cap and no guard: what its users tune by hand. */
export const kappa =
  (level: number): Pace =>
  ({ freeAgents, waiting, inFlightSeconds, freeLines, callsAllowed, contacts }, _settings, memory) => {
    const wanted = Math.round(level * freeAgents) - inFlightSeconds.length - waiting;
    const dial = Math.max(0, Math.min(wanted, freeLines, callsAllowed, contacts));
    return { dial, reason: { kind: 'level', level, free: freeAgents }, memory };
  };

/** Share of calls that find every one of `agents` taken, offered `erlangs`. */
export function erlangB(agents: number, erlangs: number): number {
  let blocked = 1;
  for (let n = 1; n <= agents; n += 1) blocked = (erlangs * blocked) / (n + erlangs * blocked);
  return blocked;
}

/** Highest occupancy of a blind dialer that holds the cap (answers Poisson, nobody waits). */
export function blindOccupancy(agents: number, capRatio: number): number {
  let [low, high] = [0, agents * 4];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (erlangB(agents, middle) > capRatio) high = middle;
    else low = middle;
  }
  return (low * (1 - erlangB(agents, low))) / agents;
}
