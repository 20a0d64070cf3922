/** Guards against an address of one calendar that opens another, or that somebody makes up. */
import { expect, it } from 'vitest';
import { calendarKey, isCalendarKey } from './calendar-key.ts';

const secret = Buffer.alloc(32, 7);
const key = calendarKey(secret, 'noc');

it('opens its own schedule, in its own house, and nothing else', () => {
  expect(isCalendarKey(secret, 'noc', key)).toBe(true);
  expect(isCalendarKey(secret, 'energie', key)).toBe(false);
  expect(isCalendarKey(Buffer.alloc(32, 8), 'noc', key)).toBe(false);
  for (const wrong of ['', 'x', key.slice(1), `${key}AAAA`])
    expect(isCalendarKey(secret, 'noc', wrong)).toBe(false);
});
