/** The register of periodic checks: when each is due, whether it is late, and the alarm of a late one. Pure. */
import type { Reason, Transition } from '../alerting/transition.ts';
import type { PeriodicCheck } from '../inventory/checks.ts';
import type { Instant } from '../time/clock.ts';
import { dayMs, instantOf, localOf } from '../time/zone.ts';

export type { PeriodicCheck };
/** Somebody has done it; withdrawn when it was written by mistake. */
export interface CheckDone {
  readonly id: string;
  readonly site: string;
  readonly check: string;
  readonly at: Instant;
  readonly by: string;
  readonly note: string;
  readonly withdrawn: { readonly at: Instant; readonly by: string } | null;
}

/** `late`: its day has passed at the site. */
export type CheckState = 'ahead' | 'soon' | 'late';
export interface CheckStanding {
  readonly check: PeriodicCheck;
  readonly last: CheckDone | null;
  /** Local day, as days since the epoch. */
  readonly dueDay: number;
  /** When its day begins at the site, and when it ends: from then on it is late. */
  readonly dueAt: Instant;
  readonly lateAt: Instant;
  readonly state: CheckState;
}

const localDay = (at: Instant, zone: string): number => Math.floor(localOf(at, zone) / dayMs);

/** The next one counts from the day on which the last was really done: early or late, the interval is what protects. */
export function standingOf(
  check: PeriodicCheck,
  entries: readonly CheckDone[],
  zone: string,
  now: Instant,
): CheckStanding {
  const last = entries
    .filter((one) => one.site === check.site && one.check === check.id && one.withdrawn === null)
    .reduce<CheckDone | null>((newest, one) => (newest === null || one.at > newest.at ? one : newest), null);
  const dueDay = last === null ? check.startDay : localDay(last.at, zone) + check.everyDays;
  const dueAt = instantOf(dueDay * dayMs, zone);
  const lateAt = instantOf((dueDay + 1) * dayMs, zone);
  const soon = localDay(now, zone) >= dueDay - check.remindDays;
  return { check, last, dueDay, dueAt, lateAt, state: now >= lateAt ? 'late' : soon ? 'soon' : 'ahead' };
}

/** Id of the rule that a late check raises; its words stand with the built-in rules. */
export const overdueRule = 'checks.overdue';
/** An alarm that stands, as it is saved. */
export interface OverdueAlarm {
  readonly site: string;
  readonly device: string;
  readonly check: string;
}
interface Overdue {
  readonly raised: readonly OverdueAlarm[];
  readonly transitions: readonly Transition[];
}

const lateReason = ({ lateAt }: CheckStanding, now: Instant): Reason => ({
  kind: 'true',
  forMs: now - lateAt,
  value: null,
  text: null,
  side: null,
  bound: null,
  forecast: null,
});
const doneReason: Reason = { kind: 'back', forMs: 0, value: null, text: null };

const transitionOf = (
  { site, device, check }: OverdueAlarm,
  change: 'raised' | 'cleared',
  at: Instant,
  reason: Reason,
): Transition => ({
  key: `${overdueRule}|${site}/${device}/${check}`,
  rule: overdueRule,
  site,
  device,
  instance: check,
  metric: null,
  change,
  severity: 'warning',
  at,
  reason,
});
const alarmOf = ({ check }: CheckStanding): OverdueAlarm => ({
  site: check.site,
  device: check.device ?? '',
  check: check.id,
});
const same = (a: OverdueAlarm, b: OverdueAlarm): boolean =>
  a.site === b.site && a.device === b.device && a.check === b.check;

/** Asked as often as one likes: what is raised already is not raised again. A check that left the book clears its alarm. */
export function checkTransitions(
  raised: readonly OverdueAlarm[],
  standings: readonly CheckStanding[],
  now: Instant,
): Overdue {
  const late = standings.filter(({ state }) => state === 'late');
  const isLate = (alarm: OverdueAlarm): boolean => late.some((one) => same(alarmOf(one), alarm));
  const inBook = (alarm: OverdueAlarm): boolean => standings.some((one) => same(alarmOf(one), alarm));
  const begun = late.filter((one) => !raised.some((alarm) => same(alarm, alarmOf(one))));
  const over = raised.filter((alarm) => !isLate(alarm));
  return {
    raised: [...raised.filter(isLate), ...begun.map(alarmOf)],
    transitions: [
      ...over.map((alarm) =>
        transitionOf(alarm, 'cleared', now, inBook(alarm) ? doneReason : { kind: 'rule-removed' }),
      ),
      ...begun.map((one) => transitionOf(alarmOf(one), 'raised', now, lateReason(one, now))),
    ],
  };
}
