/** Where the tests put rules to the proof: short rules, readings and ledger lines, on clocks that the test moves. */
import type { Reading } from '../readings/reading.ts';
import { evaluate, resume } from './evaluate.ts';
import type { EvaluationState } from './evaluation-state.ts';
import { newEvaluation, saveEvaluation } from './evaluation-state.ts';
import { parseRules } from './parse-rules.ts';
import type { Rule } from './rule.ts';
import type { RuleSet } from './rule-set.ts';
import { ruleSet } from './rule-set.ts';
import type { AlertingEvent, Transition } from './transition.ts';

const say = `title: { fr: T, en: T }
    cause: { fr: C, en: C }
    consequence: { fr: C, en: C }
    action: { fr: A, en: A }
    owner: noc
    respond: 5m
    severity: warning`;
export const rulesOf = (text: string): readonly Rule[] => {
  const parsed = parseRules([{ name: 'rules.yaml', text: text.replaceAll('SAY', say) }]);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ line, text }) => `${line}: ${text}`).join('\n'));
  return parsed.rules;
};
export const setOf = (text: string): RuleSet => ruleSet(rulesOf(text), () => 'server');

export const start = Date.UTC(2026, 2, 29, 0, 30);
export const reading = (at: number, value: number | null, more: Partial<Reading> = {}): AlertingEvent => ({
  kind: 'reading',
  reading: {
    site: 'a',
    device: 'd',
    metric: 'environment.temperature_celsius',
    instance: '',
    value,
    text: null,
    state: 'good',
    since: at,
    at,
    everyMs: 10_000,
    ...more,
  },
});
export const line = (at: number, failures: number): AlertingEvent => ({
  kind: 'ledger',
  entry: {
    site: 'a',
    device: 'd',
    check: 'snmp',
    everyMs: 5_000,
    triedAt: at,
    answeredAt: failures === 0 ? at : start,
    valueAt: null,
    failures,
    reason: failures === 0 ? null : 'no answer',
  },
});

/** Says events on a clock whose wall may be moved against the steady one. */
export function engine(set: RuleSet) {
  let state: EvaluationState = newEvaluation(start);
  let steadyMs = 0;
  let wallMs = 0;
  const found: Transition[] = [];
  return {
    found,
    changes: () => found.map(({ change }) => change),
    get wall() {
      return start + wallMs;
    },
    jump: (ms: number) => {
      wallMs += ms;
    },
    restart: () => {
      state = resume(set, JSON.parse(JSON.stringify(saveEvaluation(state))));
    },
    pass(ms: number) {
      steadyMs += ms;
      wallMs += ms;
    },
    tell(event: AlertingEvent) {
      found.push(...evaluate(set, state, event, { at: start + wallMs, steadyMs }));
    },
  };
}
export type Engine = ReturnType<typeof engine>;
export const hold = (
  one: Engine,
  seconds: number,
  event: (at: number) => AlertingEvent | null,
  stepMs = 10_000,
): void => {
  for (let ms = 0; ms < seconds * 1_000; ms += stepMs) {
    const now = event(one.wall);
    if (now !== null) one.tell(now);
    one.pass(stepMs);
    one.tell({ kind: 'time' });
  }
};
