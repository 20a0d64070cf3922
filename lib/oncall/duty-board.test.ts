/** Guards against a screen that says "until Monday" of somebody whom a stand-in relieves tonight. */
import { describe, expect, it } from 'vitest';
import { dutyNow, weekBegins, weeksOf } from './duty-board.ts';
import type { Schedule } from './schedule.ts';

const at = (text: string): number => Date.parse(text);
const schedule: Schedule = {
  id: 'noc',
  zone: 'Europe/Paris',
  layers: [
    {
      people: ['awa', 'bio'],
      turnDays: 7,
      startDay: at('2026-01-05T00:00:00Z') / 86_400_000,
      handoverMinute: 480,
      weekdays: [],
      hours: null,
    },
  ],
  file: 'on-call.yaml',
  line: 2,
};
const override = (person: string, from: string, to: string) => ({
  schedule: 'noc',
  person,
  fromAt: at(from),
  toAt: at(to),
});

describe('who is on call now', () => {
  it('ends with the turn, and names the next', () => {
    const { now, next } = dutyNow(schedule, [], at('2026-01-07T12:00:00Z'));
    expect([now.person, now.toAt, next?.person]).toEqual(['awa', at('2026-01-12T07:00:00Z'), 'bio']);
  });
  it('ends when a stand-in begins', () => {
    const stands = [override('cyr', '2026-01-07T18:00:00Z', '2026-01-08T06:00:00Z')];
    const { now, next } = dutyNow(schedule, stands, at('2026-01-07T12:00:00Z'));
    expect([now.toAt, next?.person]).toEqual([at('2026-01-07T18:00:00Z'), 'cyr']);
  });
  it('does not end when the same person goes on as a stand-in', () => {
    const stands = [override('awa', '2026-01-12T07:00:00Z', '2026-01-13T07:00:00Z')];
    expect(dutyNow(schedule, stands, at('2026-01-07T12:00:00Z')).now.toAt).toBe(at('2026-01-13T07:00:00Z'));
  });
  it('is a gap before the schedule begins, and says who comes', () => {
    const { now, next } = dutyNow(schedule, [], at('2026-01-01T12:00:00Z'));
    expect([now.person, now.why, next?.person]).toEqual([null, 'gap', 'awa']);
  });
});

describe('the calendar', () => {
  it('begins on Monday by the clock of the schedule', () => {
    expect(weekBegins(at('2026-01-11T22:59:59Z'), 'Europe/Paris')).toBe(at('2026-01-04T23:00:00Z'));
    expect(weekBegins(at('2026-01-11T23:00:00Z'), 'Europe/Paris')).toBe(at('2026-01-11T23:00:00Z'));
  });
  it('has whole weeks over the change of the clock', () => {
    const { fromAt, toAt, shifts } = weeksOf(schedule, [], at('2026-03-25T12:00:00Z'), 2);
    expect((toAt - fromAt) / 3_600_000).toBe(14 * 24 - 1);
    expect(shifts.map(({ person }) => person)).toEqual(['awa', 'bio', 'awa']);
  });
});
