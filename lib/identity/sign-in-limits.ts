/**
 * How often a password may be tried. A pair of person and address waits longer after each wrong one; many addresses
 * against one person, or many persons from one address, are limited too, but never for a pair that has signed in
 * before: whoever guesses shuts out only the unknown. One-time links are not counted: they cannot be guessed.
 */
import type { Instant } from '../time/clock.ts';

export interface Tries {
  /** Wrong ones of this pair since its last right one. */
  readonly pairWrong: number;
  readonly pairLastAt: Instant | null;
  /** This pair has signed in before, in the last ninety days. */
  readonly known: boolean;
  /** Wrong ones within `windowMs`, of this person from other addresses and of others from this address. */
  readonly personWrong: number;
  readonly addressWrong: number;
}

export const windowMs = 15 * 60_000;
export const knownForMs = 90 * 24 * 3_600_000;
export const freeTries = 5;
export const longestWaitMs = 15 * 60_000;
export const personLimit = 50;
export const addressLimit = 100;

/** 0: may try now; else how long to wait. */
export function waitFor(tries: Tries, now: Instant): number {
  const over = tries.pairWrong - freeTries;
  const pairWaitMs = over < 0 ? 0 : Math.min(longestWaitMs, 2 ** Math.min(over, 20) * 1_000);
  // A clock set back must not make anybody wait for longer than the wait itself.
  const elapsedMs =
    tries.pairLastAt === null ? Number.POSITIVE_INFINITY : Math.max(0, now - tries.pairLastAt);
  const pair = Math.max(0, pairWaitMs - elapsedMs);
  if (pair > 0 || tries.known) return pair;
  return tries.personWrong >= personLimit || tries.addressWrong >= addressLimit ? windowMs : 0;
}
