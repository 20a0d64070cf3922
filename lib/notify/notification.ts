/** What one person is told of one incident, and how far it has come on its way to them. */
import type { RuleSeverity } from '../alerting/rule.ts';
import type { Instant } from '../time/clock.ts';

/** `opened` covers a new incident and its escalation to the next level; `resolved` is the recovery. */
export type NotificationKind = 'opened' | 'resolved';

export interface Notification {
  /** Named by incident, version, person and kind: the same id is never taken twice. */
  readonly id: string;
  readonly incident: string;
  readonly version: number;
  readonly kind: NotificationKind;
  readonly person: string;
  readonly severity: RuleSeverity;
  /** Fire, intrusion and any rule marked `immediate`: no throttle, digest or acknowledgement holds it. */
  readonly immediate: boolean;
  /** Ways to this person in order, each a channel's id with an address of its own; never empty. */
  readonly ways: readonly string[];
  readonly at: Instant;
}

/** A notification on its way. */
export interface Carried extends Notification {
  /** Of an alarm: its incident was over before it was handed over, and the text says so. */
  readonly overAt: Instant | null;
}

/** The four states of the API. */
export type DeliveryState = 'queued' | 'handed-over' | 'delivered' | 'failed';

/** Why it waits, or why it ended without arriving. */
export type DeliveryReason =
  | 'throttled'
  | 'digest'
  | 'retry'
  | 'waits-for-alarm'
  | 'in-flight'
  | 'alarm-never-sent'
  | 'acknowledged'
  | 'every-way-failed'
  | 'no-way'
  | 'too-many-waiting';

/** One message on its way: one notification, or several put together as a digest. Plain JSON: it is stored as it is. */
export interface Delivery {
  readonly id: string;
  readonly person: string;
  readonly notifications: readonly Carried[];
  readonly state: DeliveryState;
  readonly reason: DeliveryReason | null;
  /** Index into `ways`, failures on that way in a row, and rounds through all of them. */
  readonly way: number;
  readonly tries: number;
  readonly rounds: number;
  /** Counts every hand-over ever begun: an answer to an older one is told apart. */
  readonly attempt: number;
  /** The hand-over that is under way; stored before it begins, so that a crash is known to have cut it. */
  readonly inFlightSince: Instant | null;
  /** Hand-overs that may have reached the person: accepted, or cut without an answer. */
  readonly mayHaveArrived: number;
  readonly acceptedAt: Instant | null;
  readonly reference: string | null;
  /** Without a receipt by then the next way is tried, once. Null: none is expected. */
  readonly receiptDueAt: Instant | null;
  readonly dueAt: Instant;
  readonly changedAt: Instant;
}

/** How a channel answered one hand-over. `unknown`: it may or may not have gone out (cut, no answer in time). */
export type Outcome =
  | { readonly kind: 'accepted'; readonly reference: string | null; readonly receipts: boolean }
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly cause: string }
  | { readonly kind: 'unknown'; readonly cause: string };

export interface DeliveryPolicy {
  readonly triesPerWay: number;
  readonly retryFirstMs: number;
  readonly retryMostMs: number;
  /** Through all ways this often before it has failed; an immediate one goes on ten times as long. */
  readonly roundsMax: number;
  readonly receiptWithinMs: number;
  /** At most so many messages to one person within the window; the last place is kept for a digest. */
  readonly perPersonMax: number;
  readonly perPersonWindowMs: number;
  /** A held message waits this long for company. */
  readonly digestAfterMs: Readonly<Record<RuleSeverity, number>>;
  /** Messages not yet handed over; beyond it the least severe oldest is given up, and said. */
  readonly maxWaiting: number;
  /** Ended ones are kept to tell a repeated notification, and for the log. */
  readonly endedMax: number;
}

export const defaultPolicy: DeliveryPolicy = {
  triesPerWay: 2,
  retryFirstMs: 5_000,
  retryMostMs: 300_000,
  roundsMax: 50,
  receiptWithinMs: 120_000,
  perPersonMax: 10,
  perPersonWindowMs: 600_000,
  digestAfterMs: { critical: 120_000, warning: 600_000, information: 3_600_000 },
  maxWaiting: 20_000,
  endedMax: 20_000,
};
