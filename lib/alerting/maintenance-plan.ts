/** Planned work as somebody plans it, by the clock on the wall of its site: once, or again and again; and when that is. */
import type { Instant } from '../time/clock.ts';
import { dayMs, instantOf, isDay, localOf, minuteMs } from '../time/zone.ts';
import type { Maintenance } from './maintenance.ts';

export type Repeat =
  | { readonly kind: 'none' }
  | { readonly kind: 'daily' }
  /** 0 Sunday … 6 Saturday. */
  | { readonly kind: 'weekly'; readonly weekdays: readonly number[] }
  /** The second Tuesday of each month: `weekday` 2, `nth` 2. -1: the last. */
  | { readonly kind: 'monthly'; readonly weekday: number; readonly nth: 1 | 2 | 3 | 4 | -1 };

export interface MaintenancePlan extends Omit<Maintenance, 'spans'> {
  /** The first one, by the clock of `zone`, as if that clock were UTC (as `lib/time/zone.ts` counts). */
  readonly fromLocal: number;
  readonly toLocal: number;
  readonly zone: string;
  readonly repeat: Repeat;
  /** Last local day on which one may begin, `2026-12-25`. Null: until the plan is deleted. */
  readonly untilDay: string | null;
}

/** Longest work: a slip of the year must not silence a site for it. */
export const longestWorkMs = 31 * dayMs;
/** Longest time looked at in one question: a year of daily work is few spans. */
export const longestWindowMs = 400 * dayMs;

/** `2026-12-25T22:00`, as a form writes it. Null: no such time. */
export function readLocal(text: string): number | null {
  const [day = '', clock = ''] = text.trim().split(/[T ]/);
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) ?? [];
  if (!isDay(day) || hours === undefined) return null;
  return Date.parse(`${day}T00:00:00Z`) + (Number(hours) * 60 + Number(minutes)) * minuteMs;
}
export const writeLocal = (local: number): string => new Date(local).toISOString().slice(0, 16);

export type PlanProblem =
  | 'ends-before-it-begins'
  | 'too-long'
  | 'no-weekday'
  /** The next one would begin before this one is over. */
  | 'repeats-before-its-end'
  | 'until-before-first';

const dayOf = (local: number): number => Math.floor(local / dayMs);
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;
const untilOf = ({ untilDay }: MaintenancePlan): number =>
  untilDay === null ? Number.POSITIVE_INFINITY : dayOf(Date.parse(`${untilDay}T00:00:00Z`));

/** Days from one work to the next, at least. */
function fewestDaysBetween(repeat: Repeat): number {
  if (repeat.kind === 'none') return Number.POSITIVE_INFINITY;
  if (repeat.kind === 'daily') return 1;
  if (repeat.kind === 'monthly') return 28;
  const days = [...new Set(repeat.weekdays)].sort((a, b) => a - b);
  return Math.min(...days.map((day, i) => (days[i + 1] ?? (days[0] ?? 0) + 7) - day));
}

/** Null: the plan can be carried out. */
export function planProblem(plan: MaintenancePlan): PlanProblem | null {
  const { fromLocal, toLocal, repeat } = plan;
  if (toLocal <= fromLocal) return 'ends-before-it-begins';
  if (toLocal - fromLocal > longestWorkMs) return 'too-long';
  if (repeat.kind === 'weekly' && repeat.weekdays.length === 0) return 'no-weekday';
  if (toLocal - fromLocal > fewestDaysBetween(repeat) * dayMs) return 'repeats-before-its-end';
  return untilOf(plan) < dayOf(fromLocal) ? 'until-before-first' : null;
}

function isOn(repeat: Repeat, day: number): boolean {
  if (repeat.kind === 'none' || repeat.kind === 'daily') return true;
  if (repeat.kind === 'weekly') return repeat.weekdays.includes(weekdayOf(day));
  if (weekdayOf(day) !== repeat.weekday) return false;
  const date = new Date(day * dayMs);
  if (repeat.nth !== -1) return Math.ceil(date.getUTCDate() / 7) === repeat.nth;
  return new Date((day + 7) * dayMs).getUTCMonth() !== date.getUTCMonth();
}

/** Both instants of an hour that is told twice; of any other the same. A skipped one is the hour after. */
function readings(local: number, zone: string): readonly [Instant, Instant] {
  const guess = instantOf(local, zone);
  const both = [guess - dayMs, guess + dayMs]
    .map((near) => local - (localOf(near, zone) - near))
    .filter((at) => localOf(at, zone) === local);
  return [Math.min(guess, ...both), Math.max(guess, ...both)];
}

/** From the first time the clock says so to the last: an hour told twice is covered both times. */
function spanFrom(plan: MaintenancePlan, day: number): Maintenance['spans'][number] {
  const { fromLocal, toLocal, zone } = plan;
  const local = day * dayMs + (fromLocal - dayOf(fromLocal) * dayMs);
  const lengthMs = toLocal - fromLocal;
  const [fromAt] = readings(local, zone);
  const [, toAt] = readings(local + lengthMs, zone);
  // What summer time would skip altogether is done in the hour after, and takes as long.
  return { fromAt, toAt: toAt > fromAt ? toAt : fromAt + lengthMs };
}

/** Every span that has a part in the window from `from` (included) to `to` (not), whole, in order. */
export function spansOf(plan: MaintenancePlan, from: Instant, to: Instant): Maintenance['spans'] {
  if (planProblem(plan) !== null) return [];
  const first = dayOf(plan.fromLocal);
  const lengthMs = plan.toLocal - plan.fromLocal;
  const end = Math.min(to, from + longestWindowMs);
  const begin = Math.max(first, dayOf(localOf(from - lengthMs, plan.zone)) - 1);
  const last = Math.min(
    plan.repeat.kind === 'none' ? first : untilOf(plan),
    dayOf(localOf(end, plan.zone)) + 1,
  );
  const spans: Maintenance['spans'][number][] = [];
  for (let day = begin; day <= last; day++) {
    if (!isOn(plan.repeat, day)) continue;
    const span = spanFrom(plan, day);
    if (span.fromAt < end && span.toAt > from) spans.push(span);
  }
  return spans;
}

/** The plan as `maintenanceAt` takes it, for the instants of a window. */
export const maintenanceOf = (plan: MaintenancePlan, from: Instant, to: Instant): Maintenance => ({
  id: plan.id,
  name: plan.name,
  site: plan.site,
  thing: plan.thing,
  spans: spansOf(plan, from, to),
});
