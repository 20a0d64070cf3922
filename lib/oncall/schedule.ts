/** On-call schedules, overrides and policies once parsed. Made only by `parse-on-call.ts`. */
import type { RuleSeverity } from '../alerting/rule.ts';
import type { Instant } from '../time/clock.ts';

/** People who take turns. Every time is local to the schedule's zone. */
export interface Layer {
  readonly people: readonly [string, ...string[]];
  /** Days of one turn. */
  readonly turnDays: number;
  /** First day of the first person's first turn, as days since the epoch. */
  readonly startDay: number;
  /** Minute of the day at which a turn passes to the next person. */
  readonly handoverMinute: number;
  /** Weekdays (0 Sunday … 6 Saturday) on which a span begins; empty: every day. */
  readonly weekdays: readonly number[];
  /** Span of the day in minutes; `to` at or before `from` ends on the next day. Null: all day. */
  readonly hours: { readonly from: number; readonly to: number } | null;
}
export interface Schedule {
  readonly id: string;
  readonly zone: string;
  /** The first layer that covers an instant says who. */
  readonly layers: readonly Layer[];
  /** `on-call.yaml:3`. */
  readonly file: string;
  readonly line: number;
}
/** Somebody stands in, from `fromAt` (included) to `toAt` (not). The last one written wins. */
export interface Override {
  readonly schedule: string;
  readonly person: string;
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** Whoever is on duty by a schedule, a person by name, or a contact of the incident's site (the guard). */
export type Target =
  | { readonly kind: 'schedule'; readonly id: string }
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'contact'; readonly id: string };

/** For which incidents a policy is meant; an empty list: any. */
export interface PolicyScope {
  readonly owners: readonly string[];
  readonly sites: readonly string[];
  readonly severities: readonly RuleSeverity[];
}
export interface Policy {
  readonly id: string;
  /** Null: for every incident that no other policy is meant for. */
  readonly scope: PolicyScope | null;
  readonly levels: readonly { readonly targets: readonly Target[]; readonly waitMs: number }[];
  /** How often the ladder is climbed in all. */
  readonly rounds: number;
  /** Everyone, in this order and at once: fire and intrusion climb no ladder. */
  readonly lifeSafety: readonly Target[];
  /** `on-call.yaml:9`. */
  readonly file: string;
  readonly line: number;
}
