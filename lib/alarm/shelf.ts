/** Putting one alarm aside for some hours, with a reason: it is recorded and calls nobody. Pure. */
import type { Rule } from '../alerting/rule.ts';
import type { Instant } from '../time/clock.ts';

/** One rule on one thing. */
interface ShelvedAlarm {
  readonly rule: string;
  readonly site: string;
  readonly device: string;
  readonly instance: string;
}
export interface Shelf extends ShelvedAlarm {
  readonly id: string;
  readonly reason: string;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly by: string;
  /** Taken back before its time. */
  readonly ended: { readonly at: Instant; readonly by: string } | null;
}

/** A shift: what is to be quiet for longer is planned work, or a rule that is wrong. The store holds the same bound. */
export const longestShelfMs = 8 * 3_600_000;

type ShelfProblem = 'ends-before-it-begins' | 'too-long' | 'never-silenced';

/** Null: it may be put aside. Fire, intrusion and whatever is marked immediate never are. */
export function shelfProblem(
  rule: Pick<Rule, 'immediate' | 'lifeSafety'>,
  fromAt: Instant,
  toAt: Instant,
): ShelfProblem | null {
  if (rule.immediate || rule.lifeSafety) return 'never-silenced';
  if (toAt <= fromAt) return 'ends-before-it-begins';
  return toAt - fromAt > longestShelfMs ? 'too-long' : null;
}

/** As evaluation names the watched thing under its rule. */
const keyOf = ({ rule, site, device, instance }: ShelvedAlarm): string =>
  `${rule}|${site}/${device}/${instance}`;

/** The shelf on which an alarm lies, the one that ends last; null: none. Ask only for what may be put aside. */
export function shelfOf(shelves: readonly Shelf[], key: string, at: Instant): Shelf | null {
  const over = shelves.filter(
    (one) => keyOf(one) === key && one.ended === null && at >= one.fromAt && at < one.toAt,
  );
  return over.reduce<Shelf | null>((last, one) => (last === null || one.toAt > last.toAt ? one : last), null);
}
