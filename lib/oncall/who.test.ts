/** Guards against a night on which nobody is called, or two people each believe that it is the other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldLine, icalendar } from './icalendar.ts';
import type { Layer, Override, Schedule } from './schedule.ts';
import { dutyOf, gapsOf, shiftsOf } from './who.ts';

const dayMs = 86_400_000;
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / dayMs;
const layer = (more: Partial<Layer> = {}): Layer => ({
  people: ['awa', 'bio', 'cyr'],
  turnDays: 7,
  startDay: day('2026-01-05'),
  handoverMinute: 8 * 60,
  weekdays: [],
  hours: null,
  ...more,
});
const schedule = (zone: string, ...layers: readonly Layer[]): Schedule => ({
  id: 'noc',
  zone,
  layers,
  file: 'on-call.yaml',
  line: 2,
});
const at = (text: string): number => Date.parse(text);
const person = (of: Schedule, text: string, overrides: readonly Override[] = []): string | null =>
  dutyOf(of, overrides, at(text)).person;

describe('a weekly rotation', () => {
  const weekly = schedule('Africa/Porto-Novo', layer());
  it('passes on at the handover of its own zone', () => {
    expect(person(weekly, '2026-01-12T06:59:59Z')).toBe('awa');
    expect(person(weekly, '2026-01-12T07:00:00Z')).toBe('bio');
    expect(person(weekly, '2026-01-26T07:00:00Z')).toBe('awa');
  });
  it('has nobody before it begins', () => {
    expect(dutyOf(weekly, [], at('2026-01-05T06:59:00Z'))).toEqual({
      schedule: 'noc',
      person: null,
      why: 'gap',
    });
  });
  it('gives way to an override, the last one written first', () => {
    const stands = (who: string, from: string, to: string): Override => ({
      schedule: 'noc',
      person: who,
      fromAt: at(from),
      toAt: at(to),
    });
    const overrides = [
      stands('dan', '2026-01-13T00:00:00Z', '2026-01-14T00:00:00Z'),
      stands('eve', '2026-01-13T12:00:00Z', '2026-01-13T13:00:00Z'),
      { ...stands('zed', '2026-01-13T00:00:00Z', '2026-01-15T00:00:00Z'), schedule: 'other' },
    ];
    expect(person(weekly, '2026-01-13T12:30:00Z', overrides)).toBe('eve');
    expect(person(weekly, '2026-01-13T13:00:00Z', overrides)).toBe('dan');
    expect(person(weekly, '2026-01-14T00:00:00Z', overrides)).toBe('bio');
  });
});

describe('layers', () => {
  const night = layer({
    people: ['nia', 'noe'],
    turnDays: 1,
    hours: { from: 22 * 60, to: 6 * 60 },
    handoverMinute: 22 * 60,
  });
  const weekdays = layer({
    people: ['jan'],
    hours: { from: 6 * 60, to: 22 * 60 },
    weekdays: [1, 2, 3, 4, 5],
    handoverMinute: 0,
  });
  const both = schedule('Europe/Paris', night, weekdays);
  it('keep one person through a night, over midnight', () => {
    expect(person(both, '2026-01-07T21:30:00Z')).toBe(person(both, '2026-01-08T04:59:00Z'));
    expect(person(both, '2026-01-08T21:30:00Z')).not.toBe(person(both, '2026-01-07T21:30:00Z'));
  });
  it('show the days that nobody covers as gaps', () => {
    const gaps = gapsOf(both, [], at('2026-01-05T23:00:00Z'), at('2026-01-12T23:00:00Z'));
    expect(
      gaps.map(({ fromAt, toAt }) => [new Date(fromAt).toISOString(), (toAt - fromAt) / 3_600_000]),
    ).toEqual([
      ['2026-01-10T05:00:00.000Z', 16],
      ['2026-01-11T05:00:00.000Z', 16],
    ]);
  });
});

describe('summer time in Europe', () => {
  // Local 02:30 does not exist on 29 March and exists twice on 25 October 2026.
  const daily = schedule('Europe/Paris', layer({ turnDays: 1, handoverMinute: 150 }));
  it('makes a shift of 23 and one of 25 hours, and never passes a turn twice', () => {
    const lengths = (from: string, to: string): number[] =>
      shiftsOf(daily, [], at(from), at(to))
        .slice(1, -1)
        .map(({ fromAt, toAt }) => (toAt - fromAt) / 3_600_000);
    expect(lengths('2026-03-26T12:00:00Z', '2026-04-01T12:00:00Z').reduce((a, b) => a + b)).toBe(5 * 24 - 1);
    expect(lengths('2026-10-22T12:00:00Z', '2026-10-29T12:00:00Z')).toHaveLength(6);
    expect(lengths('2026-10-22T12:00:00Z', '2026-10-29T12:00:00Z').filter((hours) => hours !== 24)).toEqual([
      25,
    ]);
  });
});

const anyLayer = fc.record({
  people: fc.constantFrom<readonly [string, ...string[]]>(['a'], ['a', 'b'], ['a', 'b', 'c']),
  turnDays: fc.constantFrom(1, 2, 7, 14),
  startDay: fc.integer({ min: day('2026-01-01'), max: day('2026-03-01') }),
  handoverMinute: fc.integer({ min: 0, max: 1_439 }),
  weekdays: fc.constantFrom<readonly number[]>([], [1, 2, 3, 4, 5], [0, 6]),
  hours: fc.option(
    fc
      .record({ from: fc.integer({ min: 0, max: 1_439 }), to: fc.integer({ min: 0, max: 1_440 }) })
      .filter(({ from, to }) => from !== to),
  ),
});
const zones = fc.constantFrom(
  'Europe/Paris',
  'America/New_York',
  'Africa/Porto-Novo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
);
/** Round the changes of the clock in those zones. */
const moment = fc
  .constantFrom('2026-03-05', '2026-03-27', '2026-04-03', '2026-10-02', '2026-10-23', '2026-10-30')
  .map((text) => at(`${text}T00:00:00Z`));

describe('whatever the schedule, in whatever zone', () => {
  const any = fc.record({
    zone: zones,
    layers: fc.array(anyLayer, { minLength: 1, maxLength: 3 }),
    from: moment,
  });
  it('the shifts cover all the time without overlap, and say at every minute what is said of that minute', () => {
    fc.assert(
      fc.property(any, fc.array(fc.nat(4 * 1_440), { maxLength: 40 }), ({ zone, layers, from }, minutes) => {
        const one = schedule(zone, ...layers);
        const shifts = shiftsOf(one, [], from, from + 4 * dayMs);
        expect(shifts[0]?.fromAt).toBe(from);
        expect(shifts.at(-1)?.toAt).toBe(from + 4 * dayMs);
        shifts.slice(1).forEach((shift, i) => {
          expect(shift.fromAt).toBe(shifts[i]?.toAt);
        });
        for (const minute of minutes) {
          const now = from + minute * 60_000;
          const shift = shifts.find(({ fromAt, toAt }) => now >= fromAt && now < toAt);
          if (shift) expect(dutyOf(one, [], now).person).toBe(shift.person);
        }
      }),
      { numRuns: 60 },
    );
  });
  it('turns go round in order: nobody is passed over, nobody comes twice in one round', () => {
    const whole = anyLayer.map(
      (one): Layer => ({ ...one, people: ['a', 'b', 'c'], turnDays: 1, weekdays: [], hours: null }),
    );
    fc.assert(
      fc.property(whole, zones, moment, (one, zone, from) => {
        const names = shiftsOf(schedule(zone, one), [], from, from + 8 * dayMs).map((shift) => shift.person);
        names.slice(1).forEach((name, i) => {
          expect(name).toBe({ a: 'b', b: 'c', c: 'a' }[names[i] ?? '']);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('the calendar', () => {
  it('holds one event a shift, in UTC, escaped and folded as RFC 5545 asks', () => {
    const shifts = shiftsOf(
      schedule('Africa/Porto-Novo', layer()),
      [],
      at('2026-01-05T07:00:00Z'),
      at('2026-01-19T07:00:00Z'),
    );
    const text = icalendar(
      shifts,
      at('2026-01-01T00:00:00Z'),
      ({ person: name }) => `Astreinte ; ${name}, ${'é'.repeat(60)}`,
    );
    expect(text.match(/BEGIN:VEVENT\r\n/g)).toHaveLength(2);
    expect(text).toContain(
      'DTSTART:20260105T070000Z\r\nDTEND:20260112T070000Z\r\nSUMMARY:Astreinte \\; awa\\, é',
    );
    for (const line of text.split('\r\n'))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain('é'.repeat(60));
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });
  it('gives back what was folded', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }).filter((s) => !/[\r\n]/.test(s)),
        (line) => {
          expect(foldLine(line).replaceAll('\r\n ', '')).toBe(line);
        },
      ),
    );
  });
});
