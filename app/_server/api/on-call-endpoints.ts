/** Who is on call, the weeks to come, the policies, and the calendar that a telephone takes. */
import { z } from 'zod';
import { nothingWritten, withStandIns } from '../../../lib/alarm/written.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import { onCallMessages } from '../../../lib/messages/on-call.ts';
import { calendarKey, isCalendarKey } from '../../../lib/oncall/calendar-key.ts';
import { dutyNow, weeksOf } from '../../../lib/oncall/duty-board.ts';
import { icalendar } from '../../../lib/oncall/icalendar.ts';
import type { Override, Schedule } from '../../../lib/oncall/schedule.ts';
import { shiftsOf } from '../../../lib/oncall/who.ts';
import { dayMs } from '../../../lib/time/zone.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problem.ts';
import {
  dutySchema,
  dutyShape,
  policySchema,
  policyShape,
  scheduleSchema,
  shiftShape,
} from './on-call-shapes.ts';
import { iso } from './shapes.ts';

const right = { verb: 'read', resource: 'on-call' } as const;
/** A telephone's calendar: what was last week, and a quarter ahead. */
const calendarBackMs = 7 * dayMs;
const calendarAheadMs = 90 * dayMs;

const secretOf = (house: House): Uint8Array => Buffer.from(house.runtime.linkKey, 'base64url');

/** Those of on-call.yaml first: what was written on the screen afterwards wins. */
export async function allOverrides(house: House, since: number): Promise<readonly Override[]> {
  const overrides = await house.registers.overrides.overrides(since);
  return withStandIns(house.alarmBook().onCall, { ...nothingWritten, overrides }).overrides;
}

export function scheduleOf(house: House, id: string): Schedule {
  const { schedules } = house.alarmBook().onCall;
  const found = schedules.find((one) => one.id === id);
  if (found) return found;
  const names = schedules.map((one) => one.id).join(', ') || 'on-call.yaml holds none';
  throw new ProblemError(404, `schedule: ${id} is not there (${names})`);
}

export const onCallNow = defineEndpoint({
  path: '/api/v1/on-call/now',
  summary: 'Who is on call by each schedule, until when, and who is next.',
  right,
  answer: z.object({ items: z.array(dutySchema), next: z.null() }),
  answerWith: async ({ house }) => {
    const now = house.clock.now();
    const { people, onCall } = house.alarmBook();
    const overrides = await allOverrides(house, now);
    const items = onCall.schedules.map((one) => dutyShape(people, dutyNow(one, overrides, now)));
    return { items, next: null };
  },
});

export const listSchedules = defineEndpoint({
  path: '/api/v1/on-call/schedules',
  summary: 'The coming weeks of each schedule from this Monday on, gaps included.',
  right,
  query: z.strictObject({ weeks: z.coerce.number().int().min(1).max(12).default(4) }),
  answer: z.object({ items: z.array(scheduleSchema), next: z.null() }),
  answerWith: async ({ house, query }) => {
    const now = house.clock.now();
    const { people, onCall } = house.alarmBook();
    const overrides = await allOverrides(house, now - 7 * dayMs);
    const items = onCall.schedules.map((one) => {
      const { fromAt, toAt, shifts } = weeksOf(one, overrides, now, query.weeks);
      return {
        id: one.id,
        timezone: one.zone,
        calendar: `/api/v1/on-call/calendars/${calendarKey(secretOf(house), one.id)}/${encodeURIComponent(one.id)}.ics`,
        from: iso(fromAt),
        to: iso(toAt),
        shifts: shifts.map((shift) => shiftShape(people, shift)),
      };
    });
    return { items, next: null };
  },
});

export const listPolicies = defineEndpoint({
  path: '/api/v1/on-call/policies',
  summary: 'Who is called in which order, and who is called at once for a fire.',
  right,
  answer: z.object({ items: z.array(policySchema), next: z.null() }),
  answerWith: ({ house }) => {
    const { people, onCall } = house.alarmBook();
    return { items: onCall.policies.map((one) => policyShape(people, one)), next: null };
  },
});

async function calendarOf(house: House, schedule: Schedule, lang: Locale): Promise<Response> {
  const now = house.clock.now();
  const overrides = await allOverrides(house, now - calendarBackMs);
  const shifts = shiftsOf(schedule, overrides, now - calendarBackMs, now + calendarAheadMs);
  const say = onCallMessages[lang];
  const { people } = house.alarmBook();
  const text = icalendar(shifts, now, ({ person }) =>
    person === null
      ? say.calendarGap(schedule.id)
      : say.calendarShift(schedule.id, people.find(({ id }) => id === person)?.name ?? person),
  );
  return new Response(text, {
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'no-store' },
  });
}

const calendarName = z.string().regex(/^.+\.ics$/, 'the id of a schedule followed by .ics');
const lang = z.enum(['fr', 'en']).default('fr');
const scheduleIn = (calendar: string): string => calendar.slice(0, -'.ics'.length);

export const scheduleCalendar = defineEndpoint({
  path: '/api/v1/on-call/schedules/{calendar}',
  summary: 'One schedule as iCalendar: `{calendar}` is its id followed by .ics.',
  right,
  params: z.object({ calendar: calendarName }),
  query: z.strictObject({ lang }),
  answer: z.string(),
  contentTypes: ['text/calendar'],
  answerWith: ({ house, params, query }) =>
    calendarOf(house, scheduleOf(house, scheduleIn(params.calendar)), query.lang),
});

export const subscribedCalendar = defineEndpoint({
  path: '/api/v1/on-call/calendars/{key}/{calendar}',
  summary: 'The same for a telephone that subscribes: the key of the address is given with the schedule.',
  right: 'own-key',
  // Whatever is not an address that was given out is answered alike.
  params: z.object({ key: z.string().max(100), calendar: z.string().max(200) }),
  query: z.strictObject({ lang }),
  answer: z.string(),
  contentTypes: ['text/calendar'],
  answerWith: ({ house, params, query }) => {
    const id = scheduleIn(params.calendar);
    if (!isCalendarKey(secretOf(house), id, params.key))
      throw new ProblemError(401, 'This address opens no calendar: copy it anew from the page Astreinte.');
    return calendarOf(house, scheduleOf(house, id), query.lang);
  },
});
