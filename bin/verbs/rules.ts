/**
 * `vigie rules test [DIR]`: runs the scenarios of the built-in rules, or of an operator's own (a file or a folder), and
 * says for each rule whether it answers as written. Touches neither the network nor a running Vigie (`rules replay` does).
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { builtInRules, readRuleFiles } from '../../lib/alerting/file-rules.ts';
import { parseRules } from '../../lib/alerting/parse-rules.ts';
import type { Rule } from '../../lib/alerting/rule.ts';
import type { Answered } from '../../lib/alerting/scenario.ts';
import { runScenario } from '../../lib/alerting/scenario.ts';
import type { Problem } from '../../lib/config/place.ts';
import { printProblem } from '../../lib/config/place.ts';
import { alertingMessages } from '../../lib/messages/alerting.ts';
import { rulesReplay } from './rules-replay.ts';
import type { RunVerb } from './verb.ts';

interface Tested {
  readonly rule: string;
  readonly place: string;
  readonly ok: boolean;
  readonly scenarios: number;
  /** Of the first scenario that failed. */
  readonly expected: readonly Answered[];
  readonly answered: readonly Answered[];
}

function testRule(rule: Rule): Tested {
  const results = rule.scenarios.map((scenario) => runScenario(rule, scenario));
  const failed = results.find((result) => !result.ok);
  return {
    rule: rule.id,
    place: rule.place,
    // A rule without a scenario proves nothing: it fails, as a built-in one would.
    ok: results.length > 0 && failed === undefined,
    scenarios: results.length,
    expected: failed?.expected ?? [],
    answered: failed?.answered ?? [],
  };
}

const words = alertingMessages.en;

function sayTested({ rule, place, ok, scenarios, expected, answered }: Tested): string {
  if (ok) return words.ruleHolds(rule, scenarios);
  if (scenarios === 0) return `${place}: ${words.noScenario(rule)}`;
  const list = (all: readonly Answered[]): string =>
    all.map(({ change, atMs }) => `${change} ${Math.round(atMs / 1_000)} s`).join(', ') || '—';
  return `${place}: ${words.ruleFails(rule, list(expected), list(answered))}`;
}

function readRules(dir: string | undefined): { rules: readonly Rule[]; problems: readonly Problem[] } {
  const builtIn = builtInRules();
  if (dir === undefined) return { rules: builtIn, problems: [] };
  // A whole site book may be named: only its rules are meant.
  const files = readRuleFiles(resolve(dir));
  const own = files.filter(({ name }) => name === 'rules.yaml');
  const parsed = parseRules(
    own.length > 0 ? own : files,
    null,
    builtIn.map(({ id }) => id),
  );
  return parsed.ok ? { rules: parsed.rules, problems: [] } : { rules: [], problems: parsed.problems };
}

export const rules: RunVerb = async (args, write) => {
  if (args[0] === 'replay') return await rulesReplay(args, write);
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, data: { type: 'string' } },
  });
  const [what, dir, ...more] = positionals;
  if (what !== 'test' || more.length > 0)
    throw new Error(
      'rules: say test [DIR], DIR being a file or folder of rules (left out: the built-in ones), or replay',
    );
  const { rules: read, problems } = readRules(dir);
  const tested = read.map(testRule);
  const failed = tested.filter(({ ok }) => !ok);
  if (values.json)
    write(`${JSON.stringify({ ok: problems.length + failed.length === 0, problems, tested })}\n`);
  else {
    for (const problem of problems) write(`${printProblem(problem)}\n`);
    for (const one of tested) write(`${sayTested(one)}\n`);
    write(`${words.rulesTested(tested.length, failed.length, problems.length)}\n`);
  }
  return problems.length + failed.length === 0 ? 0 : 1;
};
