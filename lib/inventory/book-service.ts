/** Service hours of a site: `{ mon-sat: "08:00-19:00", holidays: BJ }`. */

import { nearest } from '../config/nearest.ts';
import type { Place } from '../config/place.ts';
import { listOf, parsed, type Read, text } from '../config/readers.ts';
import { isDay } from '../time/zone.ts';
import type { ServiceHours } from './inventory.ts';

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const minutesADay = 1_440;
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Always open: a call centre that says nothing of its hours has no end of service. */
export const alwaysOpen: ServiceHours = {
  days: dayNames.map(() => [{ from: 0, to: minutesADay }]),
  holidays: null,
  closed: [],
};

/** `mon`, `mon-sat`, `sat-mon`, `mon,wed`: numbers of days; null when it is none. */
export function readDays(key: string): readonly number[] | null {
  const names: readonly string[] = dayNames;
  const days: number[] = [];
  for (const part of key.toLowerCase().split(',')) {
    const [first = '', last = first] = part.trim().split('-');
    const from = names.indexOf(first.trim());
    const to = names.indexOf(last.trim());
    if (from < 0 || to < 0) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === to) break;
    }
  }
  return days;
}

/** `08:00-19:00`; `to` up to 24:00, or earlier than `from` for a service over midnight. */
export function readSpan(written: string): Span | null {
  const match = /^\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$/.exec(written);
  if (!match) return null;
  const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = match.slice(1).map(Number);
  const from = h1 * 60 + m1;
  const to = h2 * 60 + m2;
  return m1 < 60 && m2 < 60 && from < minutesADay && to <= minutesADay && from !== to ? { from, to } : null;
}

const spans: Read<readonly (readonly Span[])[]> = listOf((at) => {
  const written = text(at);
  const read = written?.split(',').map(readSpan);
  if (read === undefined) return undefined;
  const good = read.filter((span) => span !== null);
  return good.length === read.length
    ? good
    : at.problem(
        `"${at.key}: ${at.written}" is not a service time: write "08:00-19:00", or several in a list`,
      );
});

/** Spans of one day in order, touching ones joined. */
function tidy(list: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of list.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && span.from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else joined.push(span);
  }
  return joined;
}

const country = parsed(
  (value) => (/^[A-Z]{2}$/.test(value) ? value : null),
  'a country: two capital letters, such as BJ (single days stand in closed: [2026-12-25])',
);

const isoDay: Read<string> = (at) => {
  const value = text(at);
  if (value === undefined) return undefined;
  return isDay(value) ? value : at.problem(`"${at.key}: ${at.written}" is not a day: write it as 2026-12-25`);
};

function readKey(at: Place, key: string, days: Span[][]): boolean {
  const numbers = readDays(key);
  if (numbers === null) {
    const near = nearest(key, [...dayNames, 'holidays', 'closed']);
    at.problem(
      `unknown key "${key}" in service: ${near ? `did you mean "${near}"?` : 'write days (mon, mon-sat), holidays or closed'}`,
    );
    return false;
  }
  const read = spans(at)?.flat();
  if (read === undefined) return false;
  for (const day of numbers)
    for (const { from, to } of read) {
      if (from < to) days[day]?.push({ from, to });
      else {
        days[day]?.push({ from, to: minutesADay });
        if (to > 0) days[(day + 1) % 7]?.push({ from: 0, to });
      }
    }
  return true;
}

export const serviceHours: Read<ServiceHours> = (at) => {
  if (at.written === 'always') return alwaysOpen;
  const { entries } = at;
  if (entries === undefined)
    return at.problem('service must be a map such as { mon-sat: "08:00-19:00", holidays: BJ }, or always');
  const days: Span[][] = dayNames.map(() => []);
  let complete = true;
  let holidays: string | null = null;
  let closed: readonly string[] = [];
  for (const [key, place] of entries) {
    if (key === 'holidays') {
      const value = country(place);
      if (value === undefined) complete = false;
      else holidays = value;
    } else if (key === 'closed') {
      const read = listOf(isoDay, 400)(place);
      if (read === undefined) complete = false;
      else closed = read;
    } else complete = readKey(place, key, days) && complete;
  }
  if (complete && days.every((day) => day.length === 0))
    return at.problem('service names no day: write for example { mon-sat: "08:00-19:00" }');
  return complete ? { days: days.map(tidy), holidays, closed } : undefined;
};
