/** Guards against a calendar on which a night without anybody does not show. */
import { describe, expect, it } from 'vitest';
import { calendarOf, dutyRows, policyModels, type ScheduleLine } from './view.ts';

const awa = { id: 'awa', name: 'Awa' };
const schedule: ScheduleLine = {
  id: 'noc',
  timezone: 'Africa/Porto-Novo',
  calendar: '/api/v1/on-call/calendars/k/noc.ics',
  from: '2026-11-22T23:00:00Z',
  to: '2026-12-06T23:00:00Z',
  shifts: [
    { person: awa, why: 'rotation', from: '2026-11-22T23:00:00Z', to: '2026-11-27T11:00:00Z' },
    { person: null, why: 'gap', from: '2026-11-27T11:00:00Z', to: '2026-12-01T23:00:00Z' },
    { person: awa, why: 'override', from: '2026-12-01T23:00:00Z', to: '2026-12-06T23:00:00Z' },
  ],
};
const now = Date.parse('2026-11-24T12:00:00Z');

describe('the calendar', () => {
  const { weeks, gaps } = calendarOf(schedule, now, 'fr');
  it('has a row a week, named by its Monday, whose strips fill it', () => {
    expect(weeks.map(({ label }) => label)).toEqual(['lun. 23 nov.', 'lun. 30 nov.']);
    for (const { strips } of weeks) expect(strips.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1);
  });
  it('carries a shift over the end of a week into the next row', () => {
    expect(weeks.map(({ strips }) => strips.map(({ why }) => why))).toEqual([
      ['rotation', 'gap'],
      ['gap', 'override'],
    ]);
  });
  it('marks now in its own week only', () => {
    expect(weeks[0]?.here).toBeCloseTo(37 / 168);
    expect(weeks[1]?.here).toBeNull();
  });
  it('says the gap that comes, in words', () => {
    expect(gaps).toBe('Une période sans personne, ven. 27 nov. 12:00 – mer. 2 déc. 00:00, UTC+1.');
  });
  it('does not complain of a gap that is over', () => {
    expect(calendarOf(schedule, Date.parse('2026-12-03T00:00:00Z'), 'fr').gaps).toBeNull();
  });
});

describe('who is on call', () => {
  it('says nobody as nobody, and who comes then', () => {
    const duty = {
      schedule: 'noc',
      timezone: 'Africa/Porto-Novo',
      person: null,
      why: 'gap' as const,
      until: '2026-12-01T23:00:00Z',
      next: { person: awa, at: '2026-12-01T23:00:00Z' },
    };
    expect(dutyRows([duty], 'fr')).toEqual([
      { schedule: 'noc', person: 'Personne', gap: true, why: '', until: 'mer. 2 déc. 00:00', next: 'Awa' },
    ]);
  });
});

describe('a policy', () => {
  it('tells how long each level waits, and not after the last', () => {
    const levels = [
      { targets: [{ kind: 'schedule' as const, id: 'noc', name: 'noc' }], waitSeconds: 600 },
      { targets: [{ kind: 'person' as const, ...awa }], waitSeconds: 600 },
    ];
    const lifeSafety = [{ kind: 'contact' as const, id: 'guard', name: 'guard' }];
    const [model] = policyModels([{ id: 'default', rounds: 2, levels, lifeSafety }], 'fr');
    expect(model?.levels.map(({ who, after }) => [who, after])).toEqual([
      ['planning noc', 'puis, sans réponse après 10\u00a0min'],
      ['Awa', null],
    ]);
    expect(model?.lifeSafety).toBe('contact guard du site');
  });
});
