/** After an attempt: is the contact final, or when, on which number and on which trunk is it called again? */
import type { Campaign, Contact, PastAttempt } from '../lib/campaigns/campaign.ts';
import type { Instant } from '../lib/time/clock.ts';
import { dayPartOf, nextIn, partsOf } from './calling-window.ts';
import { type RecallMatrix, type RecallRule, recallKey } from './recall-matrix.ts';

export type FinalReason = 'said' | 'enough-of-these' | 'enough-attempts' | 'no-number-left' | 'never-open';
export type NextStep =
  | { readonly kind: 'final'; readonly reason: FinalReason }
  | {
      readonly kind: 'again';
      readonly at: Instant;
      readonly numberIndex: number;
      /** Trunk that has just failed for this number. */
      readonly notTrunk: string | null;
    };

const keyOf = ({ outcome, disposition }: PastAttempt) => recallKey(outcome, disposition);
export const consumed = (attempts: readonly PastAttempt[]): number =>
  attempts.filter(({ consumes }) => consumes).length;

/** `contact.attempts` ends with the attempt that is just over. */
export function nextStep(contact: Contact, campaign: Campaign, matrix: RecallMatrix, now: Instant): NextStep {
  const last = contact.attempts.at(-1);
  if (last === undefined) return { kind: 'again', at: now, numberIndex: contact.numberIndex, notTrunk: null };
  const key = keyOf(last);
  const rule = matrix[key];
  // Delays and limits count ends of this kind on this number: another number begins anew.
  const alike = contact.attempts.filter((one) => keyOf(one) === key && one.number === last.number);
  if (consumed(contact.attempts) >= campaign.maxAttempts) return { kind: 'final', reason: 'enough-attempts' };
  if (rule.nextNumberAfter > 0) {
    const confirmed = isConfirmed(alike, rule);
    if (confirmed && contact.numberIndex + 1 >= contact.numbers.length)
      return { kind: 'final', reason: 'no-number-left' };
    if (confirmed) return { kind: 'again', at: now, numberIndex: contact.numberIndex + 1, notTrunk: null };
  }
  if (rule.delaysMs.length === 0) return { kind: 'final', reason: 'said' };
  if (rule.max !== null && alike.length >= rule.max) return { kind: 'final', reason: 'enough-of-these' };
  if (contact.callback && key === 'callback')
    return { kind: 'again', at: contact.callback.at, numberIndex: contact.numberIndex, notTrunk: null };
  const at = whenAgain(contact, campaign, rule, alike.length, now);
  if (at === null) return { kind: 'final', reason: 'never-open' };
  const notTrunk = rule.otherTrunk ? last.trunk : null;
  return { kind: 'again', at, numberIndex: contact.numberIndex, notTrunk };
}

/** The word of one trunk may be the trunk's fault: two trunks, or as many tellings as asked and one more. */
function isConfirmed(alike: readonly PastAttempt[], { nextNumberAfter, otherTrunk }: RecallRule): boolean {
  if (alike.length < nextNumberAfter) return false;
  const trunks = new Set(alike.map(({ trunk }) => trunk));
  return !otherTrunk || trunks.size >= nextNumberAfter || alike.length > nextNumberAfter;
}

function whenAgain(
  contact: Contact,
  campaign: Campaign,
  rule: RecallRule,
  times: number,
  now: Instant,
): Instant | null {
  const delay = rule.delaysMs[Math.min(times, rule.delaysMs.length) - 1] ?? 0;
  const from = now + delay;
  if (!rule.spread) return from;
  const { timezone, country, attempts } = contact;
  const tried = (part: string) =>
    attempts.filter(({ at, consumes }) => consumes && dayPartOf(at, timezone) === part).length;
  const parts = partsOf(campaign.window);
  const least = Math.min(...parts.map(tried));
  const wanted = parts.filter((part) => tried(part) === least);
  return nextIn(wanted, campaign.window, timezone, country, from);
}
