/**
 * Figures of a trunk or a destination, from counts: ITU-T E.425 ratios, mean conversation, delays. Null where there is
 * nothing to divide by: no call is not zero per cent.
 */
import type { NetworkOutcome } from './network-outcome.ts';
import { isUserOutcome } from './network-outcome.ts';
import { ratio } from './ratio.ts';

export interface CallCounts {
  /** Calls wanted of the trunk, those that found no channel included. */
  readonly bids: number;
  /** Bids that obtained a channel. */
  readonly seizures: number;
  readonly answers: number;
  /** Ended by the called person or telephone: busy, rings without reply, rejected, switched off, no such number. */
  readonly endedByUser: number;
}
export const noCalls: CallCounts = { bids: 0, seizures: 0, answers: 0, endedByUser: 0 };

/** One ended bid more; `picked-up` is an answer. */
export const countCall = (counts: CallCounts, outcome: NetworkOutcome): CallCounts => ({
  bids: counts.bids + 1,
  seizures: counts.seizures + (outcome === 'not-placed' ? 0 : 1),
  answers: counts.answers + (outcome === 'picked-up' ? 1 : 0),
  endedByUser: counts.endedByUser + (outcome !== 'picked-up' && isUserOutcome(outcome) ? 1 : 0),
});

/** Answer-seizure ratio, E.425 §1.3. Falls when people do not pick up: it says nothing of the trunk's health. */
export const asr = ({ answers, seizures }: CallCounts): number | null => ratio(answers, seizures);
/** Answer-bid ratio, E.425 §1.4. */
export const abr = ({ answers, bids }: CallCounts): number | null => ratio(answers, bids);
/** Network effectiveness ratio, E.425 §1.5: the health of a trunk. */
export const ner = ({ answers, endedByUser, seizures }: CallCounts): number | null =>
  ratio(answers + endedByUser, seizures);

/** Mean conversation of answered calls, in seconds. Never called ACD on a screen: that is a distributor. */
export const meanDurationSeconds = (conversationSeconds: number, answers: number): number | null =>
  ratio(conversationSeconds, answers);

export interface CallInstants {
  readonly placedAt: number | null;
  readonly ringingAt: number | null;
  readonly pickedUpAt: number | null;
}
const since = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : Math.max(0, to - from) / 1_000;

/** Post-dial delay: from INVITE or SETUP to the first ringing or progress (E.431). */
export const postDialDelaySeconds = (call: CallInstants): number | null =>
  since(call.placedAt, call.ringingAt);
export const answerDelaySeconds = (call: CallInstants): number | null =>
  since(call.placedAt, call.pickedUpAt);

/** Nearest-rank percentile: delays are reported as p50 and p95, for a mean hides the slow tenth. */
export function percentile(values: readonly number[], part: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
}

/** An answer sooner than this, or without any ringing, may be the network's and not a person's. */
const falseAnswerSeconds = 1;
export const isFalseAnswerSuspect = (call: CallInstants): boolean => {
  const delay = answerDelaySeconds(call);
  return delay !== null && (delay < falseAnswerSeconds || call.ringingAt === null);
};
/** Carriers penalise answered calls at most this long. */
export const shortCallSeconds = 6;
export const shortCallRatio = (conversationsSeconds: readonly number[]): number | null =>
  ratio(conversationsSeconds.filter((one) => one <= shortCallSeconds).length, conversationsSeconds.length);
