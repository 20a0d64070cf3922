/** Who is on call: a pure function of schedules, overrides and an instant; and when that changes. */
import type { Instant } from '../time/clock.ts';
import { dayMs, instantOf, localOf, minuteMs } from '../time/zone.ts';
import type { Layer, Override, Schedule } from './schedule.ts';

export interface Duty {
  readonly schedule: string;
  /** Null: a gap, nobody is on call. */
  readonly person: string | null;
  readonly why: 'rotation' | 'override' | 'gap';
}

/** Instant of a minute of a local day (days since the epoch). In the hour that summer time skips: the one after. */
const localInstant = (zone: string, day: number, minute: number): Instant =>
  instantOf(day * dayMs + minute * minuteMs, zone);

/** The local day in which an instant lies, by the wall clock of the zone. */
const localDay = (zone: string, at: Instant): number => Math.floor(localOf(at, zone) / dayMs);

const spanOf = ({ hours }: Layer, zone: string, day: number): readonly [Instant, Instant] => {
  if (hours === null) return [localInstant(zone, day, 0), localInstant(zone, day + 1, 0)];
  const ends = hours.to > hours.from ? day : day + 1;
  return [localInstant(zone, day, hours.from), localInstant(zone, ends, hours.to)];
};
const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;
const works = (layer: Layer, day: number): boolean =>
  layer.weekdays.length === 0 || layer.weekdays.includes(weekday(day));

const covers = (layer: Layer, zone: string, at: Instant): boolean => {
  const today = localDay(zone, at);
  return [today - 1, today].some((day) => {
    const [from, to] = spanOf(layer, zone, day);
    return works(layer, day) && at >= from && at < to;
  });
};

/** Whose turn it is. Turns pass at the handover's own instant, so that an hour told twice passes no turn twice. */
function inTurn(layer: Layer, zone: string, at: Instant): string | null {
  const today = localDay(zone, at);
  const day = [today + 1, today, today - 1].find(
    (one) => localInstant(zone, one, layer.handoverMinute) <= at,
  );
  if (day === undefined || day < layer.startDay) return null;
  const turn = Math.floor((day - layer.startDay) / layer.turnDays);
  return layer.people[turn % layer.people.length] ?? null;
}

export function dutyOf(schedule: Schedule, overrides: readonly Override[], at: Instant): Duty {
  const { id, zone } = schedule;
  const stands = overrides.findLast((one) => one.schedule === id && at >= one.fromAt && at < one.toAt);
  if (stands) return { schedule: id, person: stands.person, why: 'override' };
  for (const layer of schedule.layers) {
    const person = covers(layer, zone, at) ? inTurn(layer, zone, at) : null;
    if (person !== null) return { schedule: id, person, why: 'rotation' };
  }
  return { schedule: id, person: null, why: 'gap' };
}

/** Everyone on call at an instant, a line for each schedule. */
export const who = (
  schedules: readonly Schedule[],
  overrides: readonly Override[],
  at: Instant,
): readonly Duty[] => schedules.map((schedule) => dutyOf(schedule, overrides, at));

export interface Shift extends Duty {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}
/** Longest time looked at: a year of an hourly schedule is still few shifts. */
export const longestPlanMs = 400 * dayMs;

/** Every instant at which the answer may change. */
function changes(
  schedule: Schedule,
  overrides: readonly Override[],
  from: Instant,
  to: Instant,
): readonly Instant[] {
  const { zone, layers, id } = schedule;
  const found = new Set<Instant>([from]);
  const add = (at: Instant): void => {
    if (at > from && at < to) found.add(at);
  };
  for (const one of overrides)
    if (one.schedule === id) {
      add(one.fromAt);
      add(one.toAt);
    }
  for (let day = localDay(zone, from) - 1; day <= localDay(zone, to) + 1; day++)
    for (const layer of layers) {
      add(localInstant(zone, day, layer.handoverMinute));
      for (const edge of spanOf(layer, zone, day)) add(edge);
    }
  return [...found].sort((a, b) => a - b);
}

/** Who is on call from when to when; neighbours with the same answer are one shift. */
export function shiftsOf(
  schedule: Schedule,
  overrides: readonly Override[],
  from: Instant,
  until: Instant,
): readonly Shift[] {
  const to = Math.min(until, from + longestPlanMs);
  const edges = changes(schedule, overrides, from, to);
  const shifts: Shift[] = [];
  edges.forEach((fromAt, i) => {
    const duty = dutyOf(schedule, overrides, fromAt);
    const toAt = edges[i + 1] ?? to;
    const last = shifts.at(-1);
    if (last && last.person === duty.person && last.why === duty.why)
      shifts[shifts.length - 1] = { ...last, toAt };
    else shifts.push({ ...duty, fromAt, toAt });
  });
  return shifts;
}

export const gapsOf = (
  schedule: Schedule,
  overrides: readonly Override[],
  from: Instant,
  to: Instant,
): readonly Shift[] => shiftsOf(schedule, overrides, from, to).filter(({ person }) => person === null);
