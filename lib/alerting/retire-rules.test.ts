/** Guards against an alarm that nobody can clear any more because its rule has gone, and against memories of another question. */
import { expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { reading, rulesOf, start } from './evaluation-bench.ts';
import { newEvaluation } from './evaluation-state.ts';
import { changedRules, retireRules } from './retire-rules.ts';
import { ruleSet } from './rule-set.ts';

const rules = (bound: number, title = 'T') =>
  rulesOf(`rules:
  hot:
    when: { metric: environment.temperature_celsius, above: ${bound} }
    SAY
  cold:
    when: { metric: environment.temperature_celsius, below: 10 }
    SAY
`).map((rule) => ({ ...rule, title: { fr: title, en: title } }));

it('a rule that is gone or asks otherwise clears what it had raised and begins anew; another title changes nothing', () => {
  const before = rules(30);
  expect([...changedRules(before, rules(30, 'U'))]).toEqual([]);
  expect([...changedRules(before, before.slice(1))]).toEqual(['hot']);
  const state = newEvaluation(start);
  const set = ruleSet(before, () => 'server');
  const moment = { at: start, steadyMs: 0 };
  expect(evaluate(set, state, reading(start, 31), moment)).toHaveLength(1);
  const after = rules(40);
  const gone = changedRules(before, after);
  expect(retireRules(state, set.rules, gone, moment)).toMatchObject([
    { key: 'hot|a/d/', change: 'cleared', reason: { kind: 'rule-removed' } },
  ]);
  expect([...state.watches.keys()]).toEqual(['cold|a/d/']);
  const next = ruleSet(after, () => 'server');
  expect(evaluate(next, state, reading(start + 1, 39), moment)).toEqual([]);
  expect(evaluate(next, state, reading(start + 2, 41), moment)).toMatchObject([
    { key: 'hot|a/d/', change: 'raised' },
  ]);
});
