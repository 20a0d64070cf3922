/** Guards against a rule that is believed and can never speak, or speaks without saying what to do. */
import { describe, expect, it } from 'vitest';
import { printProblem } from '../config/place.ts';
import { parseRules } from './parse-rules.ts';

const good = `rules:
  hot:
    when: { metric: environment.temperature_celsius, above: 30, clear: 28 }
    severity: warning
    title: { fr: Salle chaude, en: Room hot }
    cause: { fr: C, en: C }
    consequence: { fr: C, en: C }
    action: { fr: A, en: A }
    owner: noc
    respond: 5m
`;
const known = { sites: new Set(['cotonou']), devices: new Map([['cotonou/ups-1', 'ups' as const]]) };
const problemsOf = (text: string): readonly string[] => {
  const parsed = parseRules([{ name: 'rules.yaml', text }], known);
  return parsed.ok ? [] : parsed.problems.map(printProblem);
};
const wrong = (from: string, to: string): readonly string[] => {
  if (!good.includes(from)) throw new Error(`the good rule has no "${from}"`);
  return problemsOf(good.replace(from, to));
};
const when = (condition: string): readonly string[] =>
  wrong('{ metric: environment.temperature_celsius, above: 30, clear: 28 }', condition);

describe('a rule', () => {
  it('that says all is taken', () => {
    expect(problemsOf(good)).toEqual([]);
  });
  it.each(['severity', 'title', 'cause', 'consequence', 'action', 'owner', 'respond'])(
    'without %s is refused',
    (key) => {
      const text = good.replace(new RegExp(`    ${key}: .*\n`), '');
      expect(problemsOf(text)).toEqual([`rules.yaml:2: rule "hot" has no "${key}": add it`]);
    },
  );
  it('in one language is refused', () => {
    expect(wrong('{ fr: Salle chaude, en: Room hot }', '{ fr: Salle chaude }')).toEqual([
      'rules.yaml:5: a text for people has no "en": add it',
    ]);
  });
  it.each([
    [
      '{ metric: environment.temprature_celsius, above: 30 }',
      /rules\.yaml:3: .*could never fire: did you mean "environment\.temperature_celsius"/,
    ],
    ['{ metric: storage.use_ratio, above: 100% }', /never above 1: the rule could never fire/],
    ['{ metric: generator.fuel_level_ratio, below: 0 }', /never below 0: the rule could never fire/],
    ['{ metric: link.state, is: [dwn] }', /never says "dwn": the rule could never fire; did you mean "down"/],
    ['{ metric: link.state, above: 1 }', /is a state, not a number/],
    ['{ metric: link.use_ratio, is: [full] }', /is a number and says no word/],
    ['{ metric: link.use_ratio, above: 0.7, clear: 0.8 }', /lies above the raise/],
    ['{ metric: link.use_ratio, below: 0.7, clear: 0.6 }', /lies below the raise/],
    ['{ metric: link.use_ratio }', /asks for nothing/],
    ['{ metric: link.use_ratio, above: 0.7, absent: 5m }', /asks for several things/],
    ['{ metric: storage.use_ratio, rises_to: 0.95 }', /has no "within"/],
    [
      '{ metric: storage.use_ratio, rises_to: 0.95, within: 1d, apart_while: { metric: memory.use_ratio, is: [full] } }',
      /names "memory\.use_ratio", which is no state/,
    ],
    [
      '{ all: [{ metric: link.use_ratio, above: 0.7 }, { metric: link.use_ratio, below: 0.5 }] }',
      /never above 0\.7 and below 0\.5 at once: the rule could never fire/,
    ],
    ['{ all: [] }', /holds no condition/],
  ])('that asks for %s is refused with its line', (condition, said) => {
    const problems = when(condition);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^rules\.yaml:3: /);
    expect(problems[0]).toMatch(said);
  });
  it('about a site, a device or a kind that is not there is refused', () => {
    expect(wrong('    severity', '    sites: [dakar]\n    severity')[0]).toMatch(
      /"dakar", which is not in the site book/,
    );
    expect(wrong('    severity', '    devices: [cotonou/ups-2]\n    severity')[0]).toMatch(
      /"cotonou\/ups-2"/,
    );
    expect(wrong('    severity', '    devices: [cotonou/ups-1]\n    kinds: [fire]\n    severity')[0]).toMatch(
      /about no device.*could never fire/,
    );
  });
  it('about life safety is immediate, and an immediate one does not wait', () => {
    expect(wrong('    severity', '    life_safety: true\n    severity')[0]).toMatch(/add "immediate: true"/);
    expect(wrong('    severity', '    immediate: true\n    for: 5m\n    severity')[0]).toMatch(/at most 30s/);
  });
  it('told with every other problem of the file at once', () => {
    const two = `${good}  cold:\n    when: { metric: nothing, below: 3 }\n    severity: bad\n`;
    expect(problemsOf(two).length).toBeGreaterThan(7);
  });
});
