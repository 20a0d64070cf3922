/** From when to when, as a person reads it: the day once when it is the same, the zone once. Pure. */
import { formatClock, formatDay, formatZone } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';

export const momentSaid = (at: number, zone: string, locale: Locale): string =>
  `${formatDay(at, zone, locale, false)} ${formatClock(at, zone)}`;

/** "mar. 24 nov. 22:00 – 23:30, UTC+1" */
export function spanSaid(from: number, to: number, zone: string, locale: Locale): string {
  const sameDay = formatDay(from, zone, locale) === formatDay(to, zone, locale);
  const end = sameDay ? formatClock(to, zone) : momentSaid(to, zone, locale);
  return `${momentSaid(from, zone, locale)} – ${end}, ${formatZone(from, zone)}`;
}
