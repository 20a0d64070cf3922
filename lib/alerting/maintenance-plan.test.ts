/** Guards against a night's work that pages because summer time began, and against a slip that silences a site for a year. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, localOf, minuteMs } from '../time/zone.ts';
import { maintenanceAt } from './maintenance.ts';
import type { MaintenancePlan, Repeat } from './maintenance-plan.ts';
import { maintenanceOf, planProblem, readLocal, spansOf, writeLocal } from './maintenance-plan.ts';

const hour = 3_600_000;
const at = Date.parse;
const local = (text: string): number => readLocal(text) ?? Number.NaN;

const plan = (over: Partial<MaintenancePlan> & { from?: string; to?: string } = {}): MaintenancePlan => {
  const { from = '2026-03-02T22:00', to = '2026-03-03T02:00', ...others } = over;
  return {
    id: 'p1',
    name: 'Core switch',
    site: 'paris',
    thing: null,
    fromLocal: local(from),
    toLocal: local(to),
    zone: 'Europe/Paris',
    repeat: { kind: 'none' },
    untilDay: null,
    ...others,
  };
};
const told = (one: MaintenancePlan, from: string, to: string): readonly string[] =>
  spansOf(one, at(from), at(to)).map(({ fromAt, toAt }) =>
    [fromAt, toAt].map((instant) => new Date(instant).toISOString().slice(0, 16)).join(' '),
  );
const year = ['2026-01-01T00:00Z', '2026-12-31T00:00Z'] as const;

describe('a local time', () => {
  it('that no clock shows is none', () => {
    expect(['2026-02-31T10:00', '2026-01-01T24:00', '2026-01-01', 'soon'].map(readLocal)).toEqual(
      Array(4).fill(null),
    );
    expect(writeLocal(local('2026-03-02T22:05'))).toBe('2026-03-02T22:05');
  });
});

describe('planned work', () => {
  it('once is one span, told while any part of it lies in the window', () => {
    expect(told(plan(), ...year)).toEqual(['2026-03-02T21:00 2026-03-03T01:00']);
    expect(told(plan(), '2026-03-03T00:59Z', '2026-03-03T05:00Z')).toHaveLength(1);
    expect(told(plan(), '2026-03-03T01:00Z', '2026-03-03T05:00Z')).toEqual([]);
  });
  it('each week on its days, until the last day on which it may begin', () => {
    const repeat: Repeat = { kind: 'weekly', weekdays: [1, 4] };
    expect(told(plan({ repeat, untilDay: '2026-03-12' }), ...year).map((one) => one.slice(0, 10))).toEqual([
      '2026-03-02',
      '2026-03-05',
      '2026-03-09',
      '2026-03-12',
    ]);
  });
  it.each([
    [2, ['2026-03-10', '2026-04-14', '2026-05-12']],
    [-1, ['2026-03-31', '2026-04-28', '2026-05-26']],
  ] as const)('each month on the %s. Tuesday', (nth, days) => {
    const repeat: Repeat = { kind: 'monthly', weekday: 2, nth };
    const one = plan({ repeat, untilDay: '2026-05-31' });
    expect(told(one, ...year).map((span) => span.slice(0, 10))).toEqual(days);
  });
  it('keeps its local hour when summer time begins and ends', () => {
    const daily = plan({ repeat: { kind: 'daily' } });
    expect(told(daily, '2026-03-27T12:00Z', '2026-03-29T23:00Z')).toEqual([
      '2026-03-27T21:00 2026-03-28T01:00',
      '2026-03-28T21:00 2026-03-29T01:00',
      '2026-03-29T20:00 2026-03-30T00:00',
    ]);
  });
  it('in the hour that summer time skips is done in the hour after, and takes as long', () => {
    const skipped = plan({ from: '2026-03-29T02:00', to: '2026-03-29T02:45' });
    expect(told(skipped, ...year)).toEqual(['2026-03-29T01:00 2026-03-29T01:45']);
  });
  it.each([
    ['Europe/Paris', '2026-10-25T02:00', '2026-10-25T03:00', '2026-10-25T00:00 2026-10-25T02:00'],
    ['America/New_York', '2026-11-01T01:00', '2026-11-01T02:00', '2026-11-01T05:00 2026-11-01T07:00'],
  ])('in the hour that %s tells twice is covered both times', (zone, from, to, span) => {
    expect(told(plan({ zone, from, to }), ...year)).toEqual([span]);
  });
  it('covers what maintenance asks about, and nothing a minute later', () => {
    const all = [maintenanceOf(plan(), at(year[0]), at(year[1]))];
    const nothing = { causes: new Map(), effects: new Map(), parents: new Map() };
    const nameAt = (when: string) => maintenanceAt(all, nothing, 'paris/sw-1', at(when))?.name ?? null;
    expect(['2026-03-02T20:59Z', '2026-03-02T21:00Z', '2026-03-03T01:00Z'].map(nameAt)).toEqual([
      null,
      'Core switch',
      null,
    ]);
  });
  it.each([
    [{ to: '2026-03-02T22:00' }, 'ends-before-it-begins'],
    [{ to: '2027-03-03T02:00' }, 'too-long'],
    [{ repeat: { kind: 'weekly', weekdays: [] } }, 'no-weekday'],
    [{ repeat: { kind: 'daily' }, to: '2026-03-04T02:00' }, 'repeats-before-its-end'],
    [{ repeat: { kind: 'weekly', weekdays: [6, 0] }, to: '2026-03-04T02:00' }, 'repeats-before-its-end'],
    [{ untilDay: '2026-03-01' }, 'until-before-first'],
  ] as const)('%j is refused: %s', (over, problem) => {
    expect(planProblem(plan(over))).toBe(problem);
    expect(told(plan(over), ...year)).toEqual([]);
  });
});

const zone = fc.constantFrom('Europe/Paris', 'Africa/Porto-Novo', 'America/New_York', 'Australia/Lord_Howe');
const repeat: fc.Arbitrary<Repeat> = fc.oneof(
  fc.constant<Repeat>({ kind: 'none' }),
  fc.constant<Repeat>({ kind: 'daily' }),
  fc.record({
    kind: fc.constant('weekly' as const),
    weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('monthly' as const),
    weekday: fc.integer({ min: 0, max: 6 }),
    nth: fc.constantFrom(1, 2, 3, 4, -1),
  }) as fc.Arbitrary<Repeat>,
);
const anyPlan = fc
  .record({
    zone,
    repeat,
    startMinute: fc.integer({ min: 0, max: 365 * 1_440 }),
    minutes: fc.integer({ min: 1, max: 1_440 }),
  })
  .map(({ startMinute, minutes, ...others }) => {
    const fromLocal = at('2026-01-01T00:00Z') + startMinute * minuteMs;
    return plan({ ...others, fromLocal, toLocal: fromLocal + minutes * minuteMs });
  });

describe('whatever the plan', () => {
  const from = at('2025-12-30T00:00Z');
  const to = from + 390 * dayMs;
  const holds = (check: (one: MaintenancePlan) => void) =>
    fc.assert(fc.property(anyPlan, check), { numRuns: 60 });

  it('each span begins at the hour planned, or in the hour after one that is skipped', () =>
    holds((one) => {
      for (const { fromAt } of spansOf(one, from, to)) {
        const late = (localOf(fromAt, one.zone) - one.fromLocal + 400 * dayMs) % dayMs;
        expect(late).toBeLessThanOrEqual(hour);
        if (late > 0)
          expect(localOf(fromAt - late - 1, one.zone)).toBeLessThan(localOf(fromAt, one.zone) - late);
      }
    }));
  it('each span lasts as planned, but for the hour that the clock is moved', () =>
    holds((one) => {
      for (const { fromAt, toAt } of spansOf(one, from, to)) {
        expect(toAt).toBeGreaterThan(fromAt);
        expect(Math.abs(toAt - fromAt - (one.toLocal - one.fromLocal))).toBeLessThanOrEqual(hour);
      }
    }));
  it('a day that it is on has one span, and no other day has any', () =>
    holds((one) => {
      const days = spansOf(one, from, to).map(({ fromAt }) => Math.floor(localOf(fromAt, one.zone) / dayMs));
      expect(new Set(days).size).toBe(days.length);
      // The last day may lie beyond the window's end in a zone to the west.
      const last = Math.floor(to / dayMs) - 2;
      const first = Math.floor(one.fromLocal / dayMs);
      if (one.repeat.kind === 'daily')
        expect(days.filter((day) => day <= last)).toHaveLength(last - first + 1);
      if (one.repeat.kind === 'none') expect(days).toEqual([first]);
    }));
  it('two windows side by side say what one window says', () =>
    fc.assert(
      fc.property(anyPlan, fc.integer({ min: 1, max: 389 * 1_440 }), (one, cut) => {
        const middle = from + cut * minuteMs;
        const halves = [...spansOf(one, from, middle), ...spansOf(one, middle, to)];
        expect([...new Map(halves.map((span) => [span.fromAt, span])).values()]).toEqual(
          spansOf(one, from, to),
        );
      }),
      { numRuns: 60 },
    ));
});
