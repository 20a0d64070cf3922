/** Who is on call now, until when, who is next; and the weeks to come as a calendar. Pure. */
import type { Instant } from '../time/clock.ts';
import { dayMs, instantOf, localOf } from '../time/zone.ts';
import type { Override, Schedule } from './schedule.ts';
import { type Shift, shiftsOf } from './who.ts';

export interface DutyNow {
  readonly schedule: string;
  readonly zone: string;
  /** The shift that is on; its `person` null is a gap. It ends at the horizon at the latest. */
  readonly now: Shift;
  readonly next: Shift | null;
}

/** How far ahead the end of a shift is looked for. */
export const horizonMs = 60 * dayMs;

/** Neighbours of the same person are one stretch to whoever asks "until when", by rotation or as a stand-in. */
function stretches(shifts: readonly Shift[]): readonly Shift[] {
  const joined: Shift[] = [];
  for (const shift of shifts) {
    const last = joined.at(-1);
    if (last && last.person === shift.person) joined[joined.length - 1] = { ...last, toAt: shift.toAt };
    else joined.push(shift);
  }
  return joined;
}

export function dutyNow(schedule: Schedule, overrides: readonly Override[], at: Instant): DutyNow {
  const [now, next = null] = stretches(shiftsOf(schedule, overrides, at, at + horizonMs));
  const { id, zone } = schedule;
  const gap: Shift = { schedule: id, person: null, why: 'gap', fromAt: at, toAt: at + horizonMs };
  return { schedule: id, zone, now: now ?? gap, next };
}

/** The Monday on or before an instant, at midnight of the zone. */
export function weekBegins(at: Instant, zone: string): Instant {
  const day = Math.floor(localOf(at, zone) / dayMs);
  // 1 January 1970 was a Thursday.
  return instantOf((day - ((day + 3) % 7)) * dayMs, zone);
}

/** Whole weeks from the Monday on or before `at`. */
export function weeksOf(
  schedule: Schedule,
  overrides: readonly Override[],
  at: Instant,
  weeks: number,
): { readonly fromAt: Instant; readonly toAt: Instant; readonly shifts: readonly Shift[] } {
  const { zone } = schedule;
  const fromAt = weekBegins(at, zone);
  const toAt = instantOf(localOf(fromAt, zone) + weeks * 7 * dayMs, zone);
  return { fromAt, toAt, shifts: shiftsOf(schedule, overrides, fromAt, toAt) };
}
