/** Local time: what the clock on the wall of a zone says at an instant, and back; and what is a day of the calendar. */
import type { Instant } from './clock.ts';

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** `2026-12-25`. 2026-02-31 is none, although it parses as 3 March. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** East of UTC. */
function offsetMs(at: Instant, zone: string): number {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minuteMs;
}

/** As if the local clock were UTC. */
export const localOf = (at: Instant, zone: string): number => at + offsetMs(at, zone);

/** Instant of a local time, given as if the local clock were UTC. In the hour that summer time skips: the one after. */
export function instantOf(local: number, zone: string): Instant {
  const guess = local - offsetMs(local, zone);
  const second = local - offsetMs(guess, zone);
  return localOf(second, zone) === local ? second : Math.max(guess, second);
}
