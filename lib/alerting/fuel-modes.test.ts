/** Guards against a tank whose idle days dilute the pace of a generator that runs, and against a forecast that outlives the run. */
import { describe, expect, it } from 'vitest';
import type { Reading } from '../readings/reading.ts';
import { evaluate, resume } from './evaluate.ts';
import { newEvaluation, saveEvaluation } from './evaluation-state.ts';
import { builtInRules } from './file-rules.ts';
import { ruleSet } from './rule-set.ts';

const start = Date.UTC(2026, 2, 1, 8);
const minute = 60_000;
const fuelRule = builtInRules().filter(({ id }) => id === 'power.fuel-forecast');
const set = ruleSet(fuelRule, () => 'generator');

/** A float in a tank that is not still: the same noise at each run. */
const noise = (i: number): number => (((i * 7_919) % 101) / 100 - 0.5) * 0.016;

interface Hours {
  readonly hours: number;
  readonly state: string;
  /** Part of the tank drunk in an hour. */
  readonly drinks: number;
}
/** Minutes at which it is raised or cleared. `tells`: the generator's state is known. */
function day(parts: readonly Hours[], tells: boolean, restarts = false): readonly string[] {
  let state = newEvaluation(start);
  const said: string[] = [];
  let level = 0.9;
  let now = 0;
  const say = (metric: string, value: number | null, text: string | null): void => {
    const at = start + now * minute;
    const key = { site: 'a', device: 'genset-1', metric, instance: '' };
    const reading: Reading = { ...key, value, text, state: 'good', since: start, at, everyMs: minute };
    if (restarts) state = resume(set, JSON.parse(JSON.stringify(saveEvaluation(state))));
    for (const one of evaluate(set, state, { kind: 'reading', reading }, { at, steadyMs: now * minute }))
      if (one.change === 'raised' || one.change === 'cleared') said.push(`${one.change} ${now}`);
  };
  for (const { hours, state: word, drinks } of parts)
    for (let i = 0; i < hours * 60; i++) {
      if (tells) say('generator.state', null, word);
      say('generator.fuel_level_ratio', level + noise(now), null);
      level -= drinks / 60;
      now++;
    }
  return said;
}
const idle = (hours: number): Hours => ({ hours, state: 'ready', drinks: 0 });
const running = (hours: number): Hours => ({ hours, state: 'on-load', drinks: 0.12 });
const minuteOf = (said: string | undefined): number => Number(said?.split(' ')[1]);

describe('the fuel forecast', () => {
  it('knows the pace of the run soon after its start where the generator says that it runs', () => {
    const [known] = day([idle(24), running(2)], true);
    const [guessed] = day([idle(24), running(5)], false);
    expect(known).toMatch(/^raised/);
    expect(minuteOf(known)).toBeLessThanOrEqual(24 * 60 + 25);
    expect(minuteOf(guessed)).toBeGreaterThan(minuteOf(known) + 5);
  });
  it('ends with the run', () => {
    const stopped = 24 * 60 + 120;
    const said = day([idle(24), running(2), idle(6)], true);
    expect(said.map((one) => one.split(' ')[0])).toEqual(['raised', 'cleared']);
    expect(minuteOf(said[1])).toBeLessThanOrEqual(stopped + 2);
  });
  it('still finds a leak of a generator that stands', () => {
    const leaks: Hours = { hours: 8, state: 'ready', drinks: 0.07 };
    expect(day([idle(24), leaks], true)[0]).toMatch(/^raised/);
  });
  it('says the same with a restart at each reading', () => {
    const parts = [idle(3), running(2), idle(1)];
    expect(day(parts, true, true)).toEqual(day(parts, true));
  });
});
