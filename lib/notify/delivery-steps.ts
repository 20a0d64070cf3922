/** What may happen to one delivery, each step pure: queued → handed-over → delivered | failed. */
import type { Instant } from '../time/clock.ts';
import { backOffMs } from './back-off.ts';
import type {
  Carried,
  Delivery,
  DeliveryPolicy,
  DeliveryReason,
  Notification,
  Outcome,
} from './notification.ts';

export const isImmediate = (one: Delivery): boolean => one.notifications.some(({ immediate }) => immediate);
export const waysOf = (one: Delivery): readonly string[] => one.notifications[0]?.ways ?? [];
export const wayOf = (one: Delivery): string | undefined => waysOf(one)[one.way];

export const queued = (notification: Notification, at: Instant): Delivery => ({
  id: notification.id,
  person: notification.person,
  notifications: [{ ...notification, overAt: null }],
  state: 'queued',
  reason: null,
  way: 0,
  tries: 0,
  rounds: 0,
  attempt: 0,
  inFlightSince: null,
  mayHaveArrived: 0,
  acceptedAt: null,
  reference: null,
  receiptDueAt: null,
  dueAt: at,
  changedAt: at,
});

export const held = (one: Delivery, reason: DeliveryReason, dueAt: Instant, at: Instant): Delivery => ({
  ...one,
  reason,
  dueAt,
  changedAt: at,
});

/** The incident has ended: an alarm still to be told says so, alone or in a digest. */
export function over(one: Delivery, incident: string, overAt: Instant, at: Instant): Delivery {
  const ended = (part: Carried): boolean =>
    part.incident === incident && part.kind === 'opened' && part.overAt === null;
  if (!one.notifications.some(ended)) return one;
  const notifications = one.notifications.map((part) => (ended(part) ? { ...part, overAt } : part));
  return { ...one, notifications, changedAt: at };
}

export const failed = (one: Delivery, reason: DeliveryReason, at: Instant): Delivery => ({
  ...one,
  state: 'failed',
  reason,
  inFlightSince: null,
  receiptDueAt: null,
  changedAt: at,
});

export const begun = (one: Delivery, at: Instant): Delivery => ({
  ...one,
  state: 'queued',
  reason: 'in-flight',
  attempt: one.attempt + 1,
  inFlightSince: at,
  changedAt: at,
});

/** Hand-overs that may have arrived but were never accepted: beyond this the gateway itself repeats us. */
const unansweredMax = 4;

function toNextWay(one: Delivery, at: Instant, random: number, policy: DeliveryPolicy): Delivery {
  const next: Delivery = {
    ...one,
    state: 'queued',
    reason: 'retry',
    inFlightSince: null,
    receiptDueAt: null,
    tries: 0,
    changedAt: at,
    dueAt: at,
  };
  if (one.way + 1 < waysOf(one).length) return { ...next, way: one.way + 1 };
  const rounds = one.rounds + 1;
  const roundsMax = policy.roundsMax * (isImmediate(one) ? 10 : 1);
  if (rounds >= roundsMax || (one.mayHaveArrived >= unansweredMax && !isImmediate(one)))
    return failed({ ...one, rounds }, 'every-way-failed', at);
  const waitMs = backOffMs(rounds, policy.retryFirstMs, policy.retryMostMs, random);
  return { ...next, way: 0, rounds, dueAt: at + waitMs };
}

/** Accepted once, and its one repeat has begun: whatever became of that, a third would be one too many. */
const repeatedEnough = (one: Delivery): boolean => one.acceptedAt !== null && one.mayHaveArrived >= 2;
export const asAccepted = (one: Delivery, at: Instant): Delivery => ({
  ...one,
  state: 'handed-over',
  reason: null,
  inFlightSince: null,
  receiptDueAt: null,
  changedAt: at,
});

/** The channel's answer. One to an older attempt, or to what has ended meanwhile, changes nothing. */
export function answered(
  one: Delivery,
  attempt: number,
  outcome: Outcome,
  at: Instant,
  random: number,
  policy: DeliveryPolicy,
): Delivery {
  if (one.inFlightSince === null || one.attempt !== attempt || one.state !== 'queued') return one;
  if (outcome.kind === 'accepted') {
    const mayHaveArrived = one.mayHaveArrived + 1;
    // A receipt is only worth waiting for when a second message may still follow: one repeat, never more.
    const waits = outcome.receipts && mayHaveArrived === 1 && waysOf(one).length > 1;
    return {
      ...one,
      state: 'handed-over',
      reason: null,
      inFlightSince: null,
      mayHaveArrived,
      acceptedAt: at,
      reference: outcome.reference,
      receiptDueAt: waits ? at + policy.receiptWithinMs : null,
      changedAt: at,
    };
  }
  if (outcome.kind === 'unknown') {
    const maybe = { ...one, mayHaveArrived: one.mayHaveArrived + 1 };
    return repeatedEnough(maybe) ? asAccepted(maybe, at) : toNextWay(maybe, at, random, policy);
  }
  const tries = one.tries + 1;
  // Life is not kept waiting by a way that has just failed.
  if (outcome.permanent || isImmediate(one) || tries >= policy.triesPerWay)
    return toNextWay(one, at, random, policy);
  const waitMs = backOffMs(tries, policy.retryFirstMs, policy.retryMostMs, random);
  return { ...one, reason: 'retry', inFlightSince: null, tries, dueAt: at + waitMs, changedAt: at };
}

/** Vigie stopped between the hand-over and its answer: the same way again, at once. It may have gone out: the one repeat. */
export function cut(one: Delivery, at: Instant): Delivery {
  if (one.inFlightSince === null) return one;
  const maybe = { ...one, mayHaveArrived: one.mayHaveArrived + 1 };
  return repeatedEnough(maybe)
    ? asAccepted(maybe, at)
    : { ...maybe, reason: 'retry', inFlightSince: null, dueAt: at, changedAt: at };
}

/** What the network says later of a message. `arrived: false` gives the next way its turn. */
export function receipted(
  one: Delivery,
  arrived: boolean,
  at: Instant,
  random: number,
  policy: DeliveryPolicy,
): Delivery {
  if (one.state === 'failed' || one.state === 'delivered' || one.mayHaveArrived === 0) return one;
  if (arrived)
    return {
      ...one,
      state: 'delivered',
      reason: null,
      inFlightSince: null,
      receiptDueAt: null,
      changedAt: at,
    };
  if (one.state !== 'handed-over') return one;
  const gone = { ...one, mayHaveArrived: one.mayHaveArrived - 1, acceptedAt: null };
  return toNextWay(gone, at, random, policy);
}

export const receiptOverdue = (
  one: Delivery,
  at: Instant,
  random: number,
  policy: DeliveryPolicy,
): Delivery =>
  one.receiptDueAt === null || one.receiptDueAt > at ? one : toNextWay(one, at, random, policy);

const rank = { critical: 0, warning: 1, information: 2 } as const;
export const severityRank = (one: Delivery): number =>
  Math.min(...one.notifications.map(({ severity }) => rank[severity]));

/** Held messages of one person become one: the gravest first, whose ways it takes. */
export function merged(parts: readonly Delivery[], at: Instant): Delivery | undefined {
  const [first, ...others] = [...parts].sort(
    (a, b) => severityRank(a) - severityRank(b) || a.changedAt - b.changedAt,
  );
  if (first === undefined || others.length === 0) return first;
  return {
    ...first,
    notifications: [first, ...others].flatMap(({ notifications }) => notifications),
    // Counters of the old ways go with them; what may have arrived stays known.
    attempt: Math.max(...parts.map(({ attempt }) => attempt)),
    mayHaveArrived: Math.max(...parts.map(({ mayHaveArrived }) => mayHaveArrived)),
    dueAt: at,
    changedAt: at,
  };
}
