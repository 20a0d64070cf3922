import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noFaults } from './model/spec.ts';
import { type ActiveScenario, decide, faultsAt, scenarioNames } from './scenarios.ts';

const sites = ['abidjan', 'cotonou'];
const now = 1_000;
const command = (scenario: string, site: string, undo = false) => ({ scenario, site, undo, id: 'a' });

describe('a command to the drill', () => {
  test('with a misspelt scenario or site is refused with what there is', () => {
    expect(decide([], command('mains', 'cotonou'), sites, now)).toEqual({
      ok: false,
      reason: expect.stringContaining('mains-failure'),
    });
    expect(decide([], command('fire', 'cotono'), sites, now)).toEqual({
      ok: false,
      reason: expect.stringContaining('abidjan, cotonou'),
    });
    expect(decide([], command('constructor', 'cotonou'), sites, now).ok).toBe(false);
  });

  test('to undo what is not running is refused; to begin twice changes nothing', () => {
    expect(decide([], command('fire', 'cotonou', true), sites, now).ok).toBe(false);
    const active: ActiveScenario[] = [{ scenario: 'fire', site: 'cotonou', since: 5 }];
    expect(decide(active, command('fire', 'cotonou'), sites, now)).toMatchObject({ ok: true, active });
  });

  test('kills a role only when it begins', () => {
    expect(decide([], command('collector-killed', 'cotonou'), sites, now)).toMatchObject({
      ok: true,
      kills: 'collectors',
    });
    const active = [{ scenario: 'collector-killed', site: 'cotonou', since: 5 }];
    expect(decide(active, command('collector-killed', 'cotonou', true), sites, now)).toMatchObject({
      ok: true,
      kills: null,
      active: [],
    });
  });

  test('undone in any order leaves every site whole', () => {
    const anyCommand = fc.tuple(fc.constantFrom(...scenarioNames), fc.constantFrom(...sites));
    fc.assert(
      fc.property(
        fc.uniqueArray(anyCommand, { selector: (pair) => pair.join() }),
        fc.infiniteStream(fc.nat()),
        (begun, order) => {
          let active: readonly ActiveScenario[] = [];
          const step = (scenario: string, site: string, undo: boolean) => {
            const decision = decide(active, command(scenario, site, undo), sites, now);
            if (!decision.ok) throw new Error(decision.reason);
            active = decision.active;
          };
          for (const [scenario, site] of begun) step(scenario, site, false);
          expect(active.length).toBe(begun.length);
          const undone = begun
            .map((pair) => ({ pair, rank: order.next().value ?? 0 }))
            .toSorted((a, b) => a.rank - b.rank);
          for (const { pair } of undone) step(pair[0], pair[1], true);
          expect(active).toEqual([]);
          for (const site of sites) expect(faultsAt(active, site)).toEqual(noFaults);
        },
      ),
    );
  });

  test('breaks only the site it names, and several can hold at once', () => {
    const active = [
      { scenario: 'mains-failure', site: 'cotonou', since: 1 },
      { scenario: 'e1-alarm', site: 'cotonou', since: 2 },
    ];
    expect(faultsAt(active, 'cotonou')).toEqual({ ...noFaults, mainsLost: true, e1Span: 2 });
    expect(faultsAt(active, 'abidjan')).toEqual(noFaults);
  });
});
