/** Guards against a built-in rule that never speaks, speaks too soon, or does not say what to do. */
import { describe, expect, it } from 'vitest';
import { builtInRules } from './file-rules.ts';
import { runScenario } from './scenario.ts';

const rules = builtInRules();

describe('every built-in rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s does in its scenarios what it says',
    (_, rule) => {
      for (const scenario of rule.scenarios) {
        const { answered } = runScenario(rule, scenario);
        const said = answered.map(({ change }) => change);
        expect(said, JSON.stringify(answered)).toEqual(scenario.expect.map(({ change }) => change));
        for (const [i, { atMs }] of scenario.expect.entries())
          expect(Math.abs((answered[i]?.atMs ?? 0) - atMs), JSON.stringify(answered)).toBeLessThanOrEqual(
            scenario.everyMs,
          );
      }
    },
  );
  it('ships a scenario that raises it', () => {
    const without = rules.filter(
      ({ scenarios }) =>
        !scenarios.some(({ expect: wanted }) => wanted.some(({ change }) => change === 'raised')),
    );
    expect(without.map(({ id }) => id)).toEqual([]);
  });
});
