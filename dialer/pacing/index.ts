/** The pacing algorithms, by the campaign's mode: a new one is one file and one line. */
import type { Pace, PacingTable } from './contract.ts';
import { power } from './power.ts';
import { predictive } from './predictive.ts';
import { progressive } from './progressive.ts';
import { roomOf } from './room.ts';

/** Nobody waits for an agent: lines, calls per second and contacts are the only limits. */
const automated: Pace = (picture, _settings, memory) => {
  const { calls, by } = roomOf(picture);
  const reason =
    calls > 0 ? ({ kind: 'automated', lines: picture.freeLines } as const) : ({ kind: 'bound', by } as const);
  return { dial: calls, reason, memory };
};

/** Preview differs in what the agent sees before the call, not in how many calls there are. */
export const pacing: PacingTable = { preview: progressive, progressive, power, predictive, ivr: automated };
