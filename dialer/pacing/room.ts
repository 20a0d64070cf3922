/** What lines, calls per second and contacts allow, whatever an algorithm would like. */
import type { Bound, PacingDecision, PacingMemory, PacingPicture, PacingReason } from './contract.ts';

export interface Room {
  readonly calls: number;
  readonly by: Bound;
}

export function roomOf({ freeLines, callsAllowed, contacts }: PacingPicture): Room {
  const bounds: readonly (readonly [number, Bound])[] = [
    [freeLines, 'lines'],
    [callsAllowed, 'calls-per-second'],
    [contacts, 'contacts'],
  ];
  const [calls, by] = bounds.reduce((least, one) => (one[0] < least[0] ? one : least));
  return { calls: Math.max(0, Math.floor(calls)), by };
}

/** `wanted` cut to the room; when the room is the reason, it says so. */
export function within(
  picture: PacingPicture,
  wanted: number,
  reason: PacingReason,
  memory: PacingMemory,
): PacingDecision {
  const room = roomOf(picture);
  if (wanted <= 0) return { dial: 0, reason, memory };
  if (wanted <= room.calls) return { dial: wanted, reason, memory };
  return { dial: room.calls, reason: { kind: 'bound', by: room.by }, memory };
}
