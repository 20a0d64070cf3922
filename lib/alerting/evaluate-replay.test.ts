/** Guards against an alarm lost or told twice by a restart, a repetition or a reading that comes late. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Engine } from './evaluation-bench.ts';
import { engine, line, reading, setOf } from './evaluation-bench.ts';
import { ruleSet } from './rule-set.ts';
import type { AlertingEvent, Transition } from './transition.ts';

const chance = fc.record({
  value: fc.constantFrom(20, 27, 28, 29, 31, 40, null),
  seconds: fc.constantFrom(1, 5, 10, 20, 45),
  failures: fc.constantFrom(0, 0, 1, 2, 3),
  jumpMs: fc.constantFrom(0, 0, 0, 0, 3_600_000, -3_600_000, 1_500),
  instance: fc.constantFrom('', 'b'),
  blind: fc.constantFrom(null, null, null, true, false),
});
type Chance = typeof chance extends fc.Arbitrary<infer T> ? T : never;
const both = setOf(`rules:
  hot:
    when: { metric: environment.temperature_celsius, above: 30, clear: 28 }
    for: 20s
    clear_for: 10s
    hold: 1m
    SAY
  rising:
    when: { metric: environment.temperature_celsius, above: 10, clear: 5, per: 1m, over: 1m }
    SAY
  gone:
    when: { metric: environment.temperature_celsius, absent: 1m }
    SAY
  quiet:
    when: { silence: device }
    for: 10s
    SAY
  soon:
    when: { metric: environment.temperature_celsius, rises_to: 60, within: 10m, window: 3m }
    SAY
  pair:
    when:
      all:
        - { metric: environment.temperature_celsius, above: 30 }
        - { metric: environment.temperature_celsius, below: 45, on: device }
    SAY
`);
/** Of one condition, "any" asks the same as "all", and takes a step at each reading instead of none while all is well. */
const anyOf = ruleSet(
  [...both.rules.values()].map((rule) => (rule.conditions.length === 1 ? { ...rule, match: 'any' } : rule)),
  both.kindOf,
);
const play = (
  all: readonly Chance[],
  also: (one: Engine, event: AlertingEvent) => void = () => {},
  set = both,
): readonly Transition[] => {
  const one = engine(set);
  for (const { value, seconds, failures, jumpMs, instance, blind } of all) {
    one.jump(jumpMs);
    one.pass(seconds * 1_000);
    if (blind !== null) one.tell({ kind: 'collector', site: 'a', blind });
    one.tell(line(one.wall, failures));
    const event = reading(one.wall, value, { instance });
    one.tell(event);
    also(one, event);
  }
  return one.found;
};

describe('whatever the readings', () => {
  const many = fc.array(chance, { maxLength: 60 });
  const unchangedBy = (also: (one: Engine, event: AlertingEvent) => void): void => {
    const same = (all: readonly Chance[]): void => {
      expect(play(all, also)).toEqual(play(all));
    };
    fc.assert(fc.property(many, same), { numRuns: 100 });
  };
  it('a restart at any place changes no transition', () => unchangedBy((one) => one.restart()));
  it('a reading that ends early, as it says the same again, changes no transition', () => {
    const same = (all: readonly Chance[]): void => {
      expect(play(all)).toEqual(play(all, () => {}, anyOf));
    };
    fc.assert(fc.property(many, same), { numRuns: 100 });
  });
  it('a reading told twice changes no transition', () => unchangedBy((one, event) => one.tell(event)));
  it('an older reading of the same series that comes late changes no transition', () =>
    unchangedBy((one, event) => {
      if (event.kind !== 'reading') return;
      const { at, instance } = event.reading;
      one.tell(reading(at - 1, 99, { instance }));
    }));
  it('raise and clear alternate for each thing', () => {
    fc.assert(
      fc.property(many, (all) => {
        const last = new Map<string, string>();
        for (const { key, change } of play(all)) {
          if (change !== 'raised' && change !== 'cleared') continue;
          expect(last.get(key) ?? 'cleared').not.toBe(change);
          last.set(key, change);
        }
      }),
      { numRuns: 60 },
    );
  });
});
