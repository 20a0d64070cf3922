/** Runs a rule's scenario: its readings said to the rule alone, and what it answered beside what was expected. */
import type { Reading } from '../readings/reading.ts';
import { evaluate } from './evaluate.ts';
import { newEvaluation } from './evaluation-state.ts';
import type { Rule, Said, Scenario } from './rule.ts';
import { ruleSet } from './rule-set.ts';
import type { AlertingEvent, Transition } from './transition.ts';

export interface Answered {
  readonly atMs: number;
  readonly change: Transition['change'];
}
export interface ScenarioResult {
  readonly ok: boolean;
  readonly expected: Scenario['expect'];
  readonly answered: readonly Answered[];
}

/** Noon of a day in the middle of nowhere: scenarios hang on no date. */
const beginning = Date.UTC(2026, 0, 7, 12);
const site = 'scenario';
const device = 'device-1';

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly said: Said;
}

/** From when to when each thing is said. */
function spansOf(scenario: Scenario): ReadonlyMap<string, readonly Span[]> {
  const spans = new Map<string, Span[]>();
  for (const metric of new Set(scenario.steps.flatMap((step) => Object.keys(step.says)))) {
    const steps = scenario.steps.flatMap((step) => {
      const said = step.says[metric];
      return said === undefined ? [] : [{ atMs: step.atMs, said }];
    });
    spans.set(
      metric,
      steps.map(({ atMs, said }, i) => ({ fromMs: atMs, toMs: steps[i + 1]?.atMs ?? scenario.endMs, said })),
    );
  }
  return spans;
}

function readingAt(scenario: Scenario, metric: string, span: Span, ms: number): Reading | null {
  const { said } = span;
  if (said.kind === 'stops') return null;
  const part = span.toMs > span.fromMs ? (ms - span.fromMs) / (span.toMs - span.fromMs) : 0;
  const value = said.kind === 'number' ? said.from + (said.to - said.from) * part : null;
  const text = said.kind === 'word' ? said.text : null;
  const state = said.kind === 'word' ? said.state : said.kind === 'number' ? 'good' : 'unknown';
  return {
    site,
    device,
    metric,
    instance: scenario.instance,
    value,
    text,
    state,
    since: beginning,
    at: beginning + ms,
    everyMs: scenario.everyMs,
  };
}

/** The ledger as the poller would write it: failures one by one, or no line at all. */
function ledgerAt(scenario: Scenario, rule: Rule, span: Span, ms: number): AlertingEvent | null {
  const silence = rule.conditions.find((one) => one.kind === 'silence');
  const word = span.said.kind === 'word' ? span.said.text : '';
  if (word === 'untried') return null;
  const silent = word === 'silent';
  const failures = silent ? Math.floor((ms - span.fromMs) / scenario.everyMs) + 1 : 0;
  return {
    kind: 'ledger',
    entry: {
      site,
      device,
      check: silence?.check ?? 'snmp',
      everyMs: scenario.everyMs,
      triedAt: beginning + ms,
      answeredAt: beginning + (silent ? span.fromMs : ms),
      valueAt: null,
      failures,
      reason: silent ? 'no answer' : null,
    },
  };
}

const fits = (expected: Scenario['expect'], answered: readonly Answered[], withinMs: number): boolean =>
  expected.length === answered.length &&
  expected.every((one, i) => {
    const other = answered[i];
    return other !== undefined && other.change === one.change && Math.abs(other.atMs - one.atMs) <= withinMs;
  });

/** Time passes at least this finely, however far apart the readings are. */
const tickMs = 1_000;
const maxTicks = 50_000;

export function runScenario(rule: Rule, scenario: Scenario): ScenarioResult {
  const anywhere: Rule = { ...rule, sites: [], devices: [] };
  const set = ruleSet([anywhere], () => scenario.device);
  const state = newEvaluation(beginning);
  const spans = spansOf(scenario);
  const answered: Answered[] = [];
  const say = (event: AlertingEvent, ms: number): void => {
    for (const { change } of evaluate(set, state, event, { at: beginning + ms, steadyMs: ms }))
      if (change === 'raised' || change === 'cleared') answered.push({ atMs: ms, change });
  };
  const stepMs = scenario.everyMs / Math.ceil(scenario.everyMs / Math.max(tickMs, scenario.endMs / maxTicks));
  const perReading = Math.round(scenario.everyMs / stepMs);
  for (let tick = 0; tick * stepMs <= scenario.endMs; tick++) {
    const ms = Math.round(tick * stepMs);
    say({ kind: 'time' }, ms);
    if (tick % perReading !== 0) continue;
    for (const [metric, list] of spans) {
      const span = list.findLast((one) => one.fromMs <= ms);
      if (span === undefined) continue;
      if (metric === 'silence') {
        const line = ledgerAt(scenario, anywhere, span, ms);
        if (line !== null) say(line, ms);
        continue;
      }
      const reading = readingAt(scenario, metric, span, ms);
      if (reading !== null) say({ kind: 'reading', reading }, ms);
    }
  }
  // A change may come a reading later than the world's, never earlier than its tick.
  return { ok: fits(scenario.expect, answered, scenario.everyMs), expected: scenario.expect, answered };
}
