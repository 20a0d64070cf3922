/** The register of periodic checks: when each is due, whether it is late, and how late as a reading. Pure. */
import type { Incident } from '../alerting/incident.ts';
import type { PeriodicCheck } from '../inventory/checks.ts';
import type { Reading } from '../readings/reading.ts';
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
type CheckState = 'ahead' | 'soon' | 'late';
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

/** Id of the built-in rule on `vigie.check_late_seconds`. */
const overdueRule = 'checks.overdue';
/** A check of the site as a whole has no device: the register itself stands for one. */
const registerDevice = 'register';
/** To be told at least this often: a value that nobody repeats is not believed. */
const toldEveryMs = 60_000;

const lateness = (site: string, device: string, check: string, lateMs: number, now: Instant): Reading => ({
  site,
  device,
  metric: 'vigie.check_late_seconds',
  instance: check,
  value: lateMs / 1_000,
  text: null,
  state: lateMs > 0 ? 'warning' : 'good',
  since: now - lateMs,
  at: now,
  everyMs: toldEveryMs,
});

/**
 * Of each check how late it is, told to evaluation like any other reading, so that a restart or a repetition changes nothing. `open`: the
 * incidents not yet over: a check that has left the book is late no more.
 */
export function checkReadings(
  standings: readonly CheckStanding[],
  open: readonly Pick<Incident, 'rule' | 'site' | 'device' | 'instance'>[],
  now: Instant,
): readonly Reading[] {
  const told = standings.map(({ check, state, lateAt }) =>
    lateness(
      check.site,
      check.device ?? registerDevice,
      check.id,
      state === 'late' ? Math.max(1, now - lateAt) : 0,
      now,
    ),
  );
  const known = new Set(told.map(({ site, device, instance }) => `${site}/${device}/${instance}`));
  const gone = open.filter(
    ({ rule, site, device, instance }) => rule === overdueRule && !known.has(`${site}/${device}/${instance}`),
  );
  return [...told, ...gone.map(({ site, device, instance }) => lateness(site, device, instance, 0, now))];
}
