/** Guards against an extinguisher that nobody looks at for years, and against an alarm that is raised each minute. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs } from '../time/zone.ts';
import {
  type CheckDone,
  checkTransitions,
  type OverdueAlarm,
  type PeriodicCheck,
  standingOf,
} from './checks.ts';

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
  const late = standingOf(check, [], zone, now);
  it('is raised once, with how long it has been late', () => {
    const first = checkTransitions([], [late], now);
    expect(first.transitions).toMatchObject([
      {
        key: 'checks.overdue|cotonou/genset-1/genset-run',
        change: 'raised',
        reason: { forMs: 13 * 3_600_000 },
      },
    ]);
    expect(checkTransitions(first.raised, [late], now + 60_000).transitions).toEqual([]);
  });
  it('clears when it is done, and when the book no longer asks for it', () => {
    const { raised } = checkTransitions([], [late], now);
    const met = standingOf(check, [done('2026-11-03T12:00:30Z')], zone, now + 60_000);
    expect(checkTransitions(raised, [met], now + 60_000).transitions).toMatchObject([
      { change: 'cleared', reason: { kind: 'back' } },
    ]);
    expect(checkTransitions(raised, [], now).transitions).toMatchObject([
      { change: 'cleared', reason: { kind: 'rule-removed' } },
    ]);
  });
  it('is raised again when "done" was a mistake', () => {
    const mistake = done('2026-11-03T12:00:00Z', { withdrawn: { at: now, by: 'bio' } });
    expect(checkTransitions([], [standingOf(check, [mistake], zone, now)], now).transitions).toHaveLength(1);
  });
  it('whatever happens and however often the state is saved, raises and clears take turns', () => {
    const days = fc.array(fc.record({ day: fc.nat(60), doneBefore: fc.boolean() }), { maxLength: 30 });
    fc.assert(
      fc.property(days, (steps) => {
        let raised: readonly OverdueAlarm[] = [];
        const entries: CheckDone[] = [];
        let standing = false;
        for (const { day, doneBefore } of steps.toSorted((a, b) => a.day - b.day)) {
          const then = at('2026-11-01T12:00:00Z') + day * dayMs;
          if (doneBefore) entries.push(done(new Date(then).toISOString()));
          const answer = checkTransitions(raised, [standingOf(check, entries, zone, then)], then);
          raised = JSON.parse(JSON.stringify(answer.raised));
          for (const { change } of answer.transitions) {
            expect(change).toBe(standing ? 'cleared' : 'raised');
            standing = !standing;
          }
          expect(raised.length > 0).toBe(standing);
        }
      }),
    );
  });
});
