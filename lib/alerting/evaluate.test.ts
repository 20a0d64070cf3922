/** Guards against false alarms from clocks, order and restarts, and against silence taken for good news. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
const rulesOf = (text: string): readonly Rule[] => {
  const parsed = parseRules([{ name: 'rules.yaml', text: text.replaceAll('SAY', say) }]);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ line, text }) => `${line}: ${text}`).join('\n'));
  return parsed.rules;
};
const setOf = (text: string): RuleSet => ruleSet(rulesOf(text), () => 'server');
const hot = setOf(`rules:
  hot:
    when: { metric: environment.temperature_celsius, above: 30, clear: 28 }
    for: 1m
    clear_for: 30s
    SAY
`);
const quiet = setOf(`rules:
  quiet:
    when: { silence: device }
    for: 10s
    SAY
`);

const start = Date.UTC(2026, 2, 29, 0, 30);
const reading = (at: number, value: number | null, more: Partial<Reading> = {}): AlertingEvent => ({
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
const line = (at: number, failures: number): AlertingEvent => ({
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
function engine(set: RuleSet) {
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
type Engine = ReturnType<typeof engine>;
const hold = (
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

describe('a threshold', () => {
  it('waits for its time, keeps between raise and clear, and says why', () => {
    const one = engine(hot);
    hold(one, 60, (at) => reading(at, 31));
    hold(one, 300, (at) => reading(at, 29));
    hold(one, 60, (at) => reading(at, 27));
    expect(one.changes()).toEqual(['raised', 'cleared']);
    expect(one.found[0]).toMatchObject({
      key: 'hot|a/d/',
      at: start + 60_000,
      reason: { kind: 'true', forMs: 60_000, value: 31, side: 'above', bound: 30 },
    });
  });
  it('is not raised by a value that nobody repeats', () => {
    const one = engine(hot);
    one.tell(reading(one.wall, 40, { everyMs: 5_000 }));
    hold(one, 600, () => null);
    expect(one.changes()).toEqual([]);
  });
  it('stays raised when the value is no longer available, and says that it is unknown', () => {
    const one = engine(hot);
    hold(one, 70, (at) => reading(at, 31));
    hold(one, 300, (at) => reading(at, null));
    hold(one, 20, (at) => reading(at, 31));
    expect(one.changes()).toEqual(['raised', 'unknown', 'known']);
  });
  it('treats each instance by itself', () => {
    const one = engine(hot);
    hold(one, 70, (at) => {
      one.tell(reading(at, 20, { instance: 'b' }));
      return reading(at, 31, { instance: 'a' });
    });
    expect(one.found.map(({ key }) => key)).toEqual(['hot|a/d/a']);
  });
});

describe('a clock that jumps by an hour', () => {
  it.each([3_600_000, -3_600_000])('raises nothing and clears nothing (%d ms)', (jumpMs) => {
    const one = engine(hot);
    const other = engine(quiet);
    hold(one, 30, (at) => reading(at, 31));
    hold(other, 30, (at) => line(at, 0), 5_000);
    one.jump(jumpMs);
    other.jump(jumpMs);
    // Half of the delay has passed, an hour of wall clock has not.
    hold(one, 20, (at) => reading(at, 31));
    hold(other, 60, (at) => line(at, 0), 5_000);
    expect(one.changes()).toEqual([]);
    expect(other.changes()).toEqual([]);
    hold(one, 20, (at) => reading(at, 31));
    expect(one.changes()).toEqual(['raised']);
  });
  it('is seen through when readings go on an hour back', () => {
    const one = engine(hot);
    hold(one, 70, (at) => reading(at, 31));
    one.jump(-3_600_000);
    hold(one, 60, (at) => reading(at, 20));
    expect(one.changes()).toEqual(['raised', 'cleared']);
  });
  it('does not exist in the night on which summer time begins or ends', () => {
    for (const day of [Date.UTC(2026, 2, 29, 0, 59), Date.UTC(2026, 9, 25, 0, 59)]) {
      const one = engine(hot);
      one.jump(day - start);
      hold(one, 120, (at) => reading(at, 31));
      expect(one.found.map(({ at }) => at - day)).toEqual([60_000]);
    }
  });
});

describe('silence', () => {
  it('comes from failures counted by the poller, and goes with the answer', () => {
    const one = engine(quiet);
    hold(one, 30, (at) => line(at, 0), 5_000);
    let failures = 0;
    hold(one, 60, (at) => line(at, ++failures), 5_000);
    hold(one, 30, (at) => line(at, 0), 5_000);
    expect(one.changes()).toEqual(['raised', 'cleared']);
    expect(one.found[0]?.reason).toEqual({ kind: 'silent', check: null, why: 'no answer' });
  });
  it('is not one lost answer, however often', () => {
    const one = engine(quiet);
    let turn = 0;
    hold(one, 600, (at) => line(at, turn++ % 2), 5_000);
    expect(one.changes()).toEqual([]);
  });
  it('is unknown, not down, when the collector itself has lost its link or asks no more', () => {
    const one = engine(quiet);
    hold(one, 30, (at) => line(at, 0), 5_000);
    one.tell({ kind: 'collector', site: 'a', blind: true });
    let failures = 0;
    hold(one, 120, (at) => line(at, ++failures), 5_000);
    expect(one.changes()).toEqual([]);
    one.tell({ kind: 'collector', site: 'a', blind: false });
    hold(one, 30, (at) => line(at, ++failures), 5_000);
    expect(one.changes()).toEqual(['raised']);
    hold(one, 300, () => null, 5_000);
    expect(one.changes()).toEqual(['raised', 'unknown']);
    expect(one.found[1]?.reason).toEqual({ kind: 'nobody-asks' });
  });
});

const chance = fc.record({
  value: fc.constantFrom(20, 27, 28, 29, 31, 40, null),
  seconds: fc.constantFrom(1, 5, 10, 20, 45),
  failures: fc.constantFrom(0, 0, 1, 2, 3),
  jumpMs: fc.constantFrom(0, 0, 0, 0, 3_600_000, -3_600_000, 1_500),
  instance: fc.constantFrom('', 'b'),
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
const play = (
  all: readonly Chance[],
  also: (one: Engine, event: AlertingEvent) => void = () => {},
): readonly Transition[] => {
  const one = engine(both);
  for (const { value, seconds, failures, jumpMs, instance } of all) {
    one.jump(jumpMs);
    one.pass(seconds * 1_000);
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
