/** What became of an attempt, in the words that outsiders rely on, and what that means for its contact. */
import type { NetworkOutcome } from './network-outcome.ts';

/** Said by an agent (or by the keys that a person pressed). */
export const spokenDispositions = [
  'completed',
  'partial',
  'refused',
  'callback',
  'wrong-person',
  'do-not-call',
  'machine',
  'other-language',
] as const;
/** Told by the network, or by us when nobody was there to speak. */
export const unspokenDispositions = [
  'no-answer',
  'busy',
  'unreachable',
  'rejected',
  'invalid-number',
  'abandoned',
  'congestion',
  'network-failure',
] as const;
export const dispositions = [...spokenDispositions, ...unspokenDispositions] as const;
export type SpokenDisposition = (typeof spokenDispositions)[number];
export type Disposition = (typeof dispositions)[number];

/** Of a call that nobody picked up. `not-placed` is no attempt at all: null. */
const ofOutcome: Readonly<Record<Exclude<NetworkOutcome, 'picked-up'>, Disposition | null>> = {
  busy: 'busy',
  'no-answer': 'no-answer',
  unreachable: 'unreachable',
  rejected: 'rejected',
  'invalid-number': 'invalid-number',
  'out-of-order': 'unreachable',
  congestion: 'congestion',
  'network-failure': 'network-failure',
  'not-placed': null,
};
export const dispositionOf = (outcome: Exclude<NetworkOutcome, 'picked-up'>): Disposition | null =>
  ofOutcome[outcome];

/** The network's fault is never the contact's: neither of these two counts as an attempt. */
export const consumesAttempt = (disposition: Disposition | null): boolean =>
  disposition !== null && disposition !== 'congestion' && disposition !== 'network-failure';
