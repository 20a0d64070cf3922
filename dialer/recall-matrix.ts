/** Recall, disposition by disposition: after how long, how often, and when enough is enough. The defaults of the house. */
import type { Disposition } from '../lib/telephony/disposition.ts';
import type { NetworkOutcome } from '../lib/telephony/network-outcome.ts';

const minute = 60_000;
const hour = 60 * minute;

export interface RecallRule {
  /** After the first, the second … such end; the last stands for all that follow. Empty: no recall. */
  readonly delaysMs: readonly number[];
  /** Such ends after which the contact is final; null: only the campaign's own limit counts. */
  readonly max: number | null;
  /** Next call in the part of the day that was tried least. */
  readonly spread: boolean;
  /** Another trunk than the one that failed. */
  readonly otherTrunk: boolean;
  /** The contact's next number, once this end is confirmed this often (on two trunks). 0: stay on the number. */
  readonly nextNumberAfter: number;
}
/** An out-of-order line has a rhythm of its own, though outsiders read `unreachable`. */
export type RecallKey = Disposition | 'out-of-order' | 'not-placed';
export type RecallMatrix = Readonly<Record<RecallKey, RecallRule>>;

const rule = (delaysMs: readonly number[], rest: Partial<RecallRule> = {}): RecallRule => ({
  delaysMs,
  max: null,
  spread: false,
  otherTrunk: false,
  nextNumberAfter: 0,
  ...rest,
});
const final = rule([], { max: 1 });

export const defaultMatrix: RecallMatrix = {
  busy: rule([15 * minute, 15 * minute, 15 * minute, 2 * hour]),
  'no-answer': rule([hour], { max: 6, spread: true }),
  unreachable: rule([4 * hour], { max: 6 }),
  // The third refusal to pick up is a refusal.
  rejected: rule([24 * hour], { max: 3 }),
  'invalid-number': rule([30 * minute], { otherTrunk: true, nextNumberAfter: 2 }),
  'out-of-order': rule([24 * hour], { max: 3 }),
  congestion: rule([30_000, minute, 2 * minute], { otherTrunk: true }),
  // Once at once on another trunk; a network that is down is not helped by being asked every minute.
  'network-failure': rule([30_000, 15 * minute, hour], { otherTrunk: true }),
  'not-placed': rule([0]),
  // A rest of 72 hours after a call that nobody spoke in.
  abandoned: rule([72 * hour]),
  machine: rule([4 * hour], { max: 3, spread: true }),
  partial: rule([24 * hour], { max: 2 }),
  // The promised instant stands in the contact; this is for a promise without one.
  callback: rule([4 * hour]),
  // Its language is corrected: it is due for those who speak it.
  'other-language': rule([0], { max: 2 }),
  completed: final,
  refused: final,
  'wrong-person': rule([minute], { nextNumberAfter: 1 }),
  'do-not-call': final,
};

export function recallKey(outcome: NetworkOutcome, disposition: Disposition | null): RecallKey {
  if (outcome === 'out-of-order' || outcome === 'not-placed') return outcome;
  return disposition ?? 'network-failure';
}
