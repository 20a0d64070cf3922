/** When a contact may be called: the campaign's window in the contact's own zone and its country's holidays. */
import type { CallingWindow } from '../lib/campaigns/campaign.ts';
import { weekdays } from '../lib/campaigns/campaign.ts';
import { type Service, serviceAt } from '../lib/readings/service-hours.ts';
import type { Instant } from '../lib/time/clock.ts';
import { dayMs, instantOf, localOf, minuteMs } from '../lib/time/zone.ts';

export const localDay = (at: Instant, zone: string): string =>
  new Date(localOf(at, zone)).toISOString().slice(0, 10);

/** The contact's next midnight. */
export const tomorrow = (at: Instant, zone: string): Instant => minuteOfDay(at, zone, 1_440);
/** Counted by the contact's clock: the day on which it changes has 23 or 25 hours. */
const minuteOfDay = (at: Instant, zone: string, minute: number): Instant =>
  instantOf(Math.floor(localOf(at, zone) / dayMs) * dayMs + minute * minuteMs, zone);

/** Open or not, until when, and from when again: for the place where the contact is, never for the site. */
export function windowAt(window: CallingWindow, zone: string, country: string, at: Instant): Service {
  const span = { from: window.fromMinute, to: window.toMinute };
  const days = weekdays.map((day) => (window.days.includes(day) ? [span] : []));
  return serviceAt({ days, holidays: country, closed: window.closed }, zone, at);
}

/** One instant's windows: a list of a million contacts has few zones and countries. */
export function windowsAt(window: CallingWindow, at: Instant): (zone: string, country: string) => Service {
  const known = new Map<string, Service>();
  return (zone, country) => {
    const key = `${zone} ${country}`;
    const service = known.get(key) ?? windowAt(window, zone, country, at);
    known.set(key, service);
    return service;
  };
}

/** Parts of a day over which calls without reply are spread: who is out in the morning may be in at night. */
export const dayParts = [
  { name: 'morning', fromMinute: 0, toMinute: 720 },
  { name: 'afternoon', fromMinute: 720, toMinute: 1_020 },
  { name: 'evening', fromMinute: 1_020, toMinute: 1_440 },
] as const;
export type DayPart = (typeof dayParts)[number]['name'];

const minuteOf = (at: Instant, zone: string): number => Math.floor((localOf(at, zone) % dayMs) / minuteMs);
export const dayPartOf = (at: Instant, zone: string): DayPart =>
  (dayParts.find(({ toMinute }) => minuteOf(at, zone) < toMinute) ?? dayParts[2]).name;

/** Parts in which the window lets anyone be called at all. */
export const partsOf = ({ fromMinute, toMinute }: CallingWindow): readonly DayPart[] =>
  dayParts.filter((part) => part.fromMinute < toMinute && part.toMinute > fromMinute).map(({ name }) => name);

/** Looked for this far; a window that never opens within it never does. */
const maxSteps = 60;

/** First instant from `from` on at which the window is open in one of these parts of the day; null: never. */
export function nextIn(
  parts: readonly DayPart[],
  window: CallingWindow,
  zone: string,
  country: string,
  from: Instant,
): Instant | null {
  let at = from;
  for (let step = 0; step < maxSteps; step += 1) {
    const { open, nextAt } = windowAt(window, zone, country, at);
    if (open && parts.includes(dayPartOf(at, zone))) return at;
    if (!open && nextAt === null) return null;
    at = open ? partEnd(at, zone) : (nextAt ?? at);
  }
  return null;
}

/** Beginning of the part of the day after this one. */
const partEnd = (at: Instant, zone: string): Instant => {
  const part = dayParts.find(({ name }) => name === dayPartOf(at, zone)) ?? dayParts[2];
  return minuteOfDay(at, zone, part.toMinute);
};
