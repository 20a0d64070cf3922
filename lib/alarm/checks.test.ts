/** Guards against an extinguisher that nobody looks at for years, and against an alarm that is raised each minute. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../alerting/evaluate.ts';
import { newEvaluation } from '../alerting/evaluation-state.ts';
import { builtInRules } from '../alerting/file-rules.ts';
import { ruleSet } from '../alerting/rule-set.ts';
import { dayMs } from '../time/zone.ts';
import { type CheckDone, checkReadings, type PeriodicCheck, standingOf } from './checks.ts';

const zone = 'Africa/Porto-Novo';
const check: PeriodicCheck = {
  id: 'genset-run',
  site: 'cotonou',
  device: 'genset-1',
  title: { fr: 'Essai du groupe', en: 'Generator run' },
  everyDays: 7,
  startDay: Date.UTC(2026, 10, 2) / dayMs,
  owner: 'energie',
  remindDays: 2,
};
const at = (text: string): number => Date.parse(text);
const done = (when: string, more: Partial<CheckDone> = {}): CheckDone => ({
  id: when,
  site: 'cotonou',
  check: 'genset-run',
  at: at(when),
  by: 'awa',
  note: '',
  withdrawn: null,
  ...more,
});

describe('a check', () => {
  it('is late only once its day has ended at the site', () => {
    expect(standingOf(check, [], zone, at('2026-11-02T22:59:59Z')).state).toBe('soon');
    expect(standingOf(check, [], zone, at('2026-11-02T23:00:00Z')).state).toBe('late');
  });
  it('is shown as coming some days before', () => {
    expect(standingOf(check, [], zone, at('2026-10-30T22:59:59Z')).state).toBe('ahead');
    expect(standingOf(check, [], zone, at('2026-10-30T23:00:00Z')).state).toBe('soon');
  });
  it('counts from the day on which it was really done', () => {
    const standing = standingOf(check, [done('2026-11-04T10:00:00Z')], zone, at('2026-11-05T00:00:00Z'));
    expect(new Date(standing.dueAt).toISOString()).toBe('2026-11-10T23:00:00.000Z');
  });
  it('is not done by an entry that was withdrawn, nor by that of another site', () => {
    const entries = [
      done('2026-11-09T10:00:00Z', { withdrawn: { at: 0, by: 'awa' } }),
      done('2026-11-10T10:00:00Z', { site: 'lome' }),
      done('2026-11-03T10:00:00Z'),
    ];
    expect(standingOf(check, entries, zone, at('2026-11-10T12:00:00Z')).last?.id).toBe(
      '2026-11-03T10:00:00Z',
    );
  });
  it('has a day of 23 hours at the end of winter in a European zone', () => {
    const spring = { ...check, startDay: Date.UTC(2026, 2, 29) / dayMs };
    const { dueAt, lateAt } = standingOf(spring, [], 'Europe/Paris', 0);
    expect((lateAt - dueAt) / 3_600_000).toBe(23);
  });
});

describe('the alarm of a late check', () => {
  const now = at('2026-11-03T12:00:00Z');
  const rules = ruleSet(builtInRules(), () => null);
  /** What evaluation says of the readings, asked each minute. */
  const said = (entries: readonly CheckDone[], minutes: number, inBook = true) => {
    const evaluation = newEvaluation(now);
    const found: string[] = [];
    for (let minute = 0; minute <= minutes; minute++) {
      const then = now + minute * 60_000;
      const standings = inBook || minute === 0 ? [standingOf(check, entries, zone, then)] : [];
      const open = [{ rule: 'checks.overdue', site: 'cotonou', device: 'genset-1', instance: 'genset-run' }];
      for (const reading of checkReadings(standings, found.length === 1 ? open : [], then))
        found.push(
          ...evaluate(
            rules,
            evaluation,
            { kind: 'reading', reading },
            { at: then, steadyMs: minute * 60_000 },
          ).map(({ rule, change }) => `${rule} ${change}`),
        );
    }
    return found;
  };
  it('is raised once, however often it is asked', () => {
    expect(said([], 5)).toEqual(['checks.overdue raised']);
  });
  it('clears when it is done', () => {
    expect(said([done('2026-11-03T12:02:30Z')], 0)).toEqual([]);
    const standings = (entries: readonly CheckDone[]) => [standingOf(check, entries, zone, now)];
    expect(checkReadings(standings([]), [], now)).toMatchObject([{ value: 13 * 3_600, state: 'warning' }]);
    expect(checkReadings(standings([done('2026-11-03T11:00:00Z')]), [], now)).toMatchObject([{ value: 0 }]);
  });
  it('clears when the book no longer asks for it', () => {
    expect(said([], 3, false)).toEqual(['checks.overdue raised', 'checks.overdue cleared']);
  });
});
