/** When a site works: whether it does at an instant, until when, and from when again; in its own zone. */
import type { ServiceHours } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import { isPublicHoliday } from '../time/public-holidays.ts';
import { dayMs, instantOf, localOf, minuteMs } from '../time/zone.ts';

/** Looked at this far: a service that does not end within it is one without an end. */
const horizonDays = 15;

export interface Service {
  readonly open: boolean;
  /** End of the service in progress; null when closed, or when it never ends. */
  readonly endAt: Instant | null;
  /** Beginning of the next service; null when none is near, or one is in progress. */
  readonly nextAt: Instant | null;
}

/** Spans of one local day (its midnight as if UTC), in instants. */
function spansOf(hours: ServiceHours, zone: string, midnight: number): { from: Instant; to: Instant }[] {
  const day = new Date(midnight).toISOString().slice(0, 10);
  if (hours.closed.includes(day)) return [];
  if (hours.holidays !== null && isPublicHoliday(day, hours.holidays)) return [];
  return (hours.days[new Date(midnight).getUTCDay()] ?? []).map((span) => ({
    from: instantOf(midnight + span.from * minuteMs, zone),
    to: instantOf(midnight + span.to * minuteMs, zone),
  }));
}

export function serviceAt(hours: ServiceHours, zone: string, at: Instant): Service {
  const today = Math.floor(localOf(at, zone) / dayMs) * dayMs;
  let endAt: Instant | null = null;
  for (let day = -1; day <= horizonDays; day++) {
    for (const { from, to } of spansOf(hours, zone, today + day * dayMs)) {
      if (to <= at) continue;
      if (endAt === null && from > at) return { open: false, endAt: null, nextAt: from };
      // Services that touch (over midnight) are one.
      if (endAt === null || from <= endAt) endAt = Math.max(endAt ?? to, to);
      else return { open: true, endAt, nextAt: null };
    }
    if (endAt !== null && endAt < instantOf(today + (day + 1) * dayMs, zone))
      return { open: true, endAt, nextAt: null };
  }
  return { open: endAt !== null, endAt: null, nextAt: null };
}
