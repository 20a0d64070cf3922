/** A scenario as YAML writes it: what the readings say from which instant on, and what the rule must then answer. */
import type { Place } from '../config/place.ts';
import { durationMs } from '../config/quantities.ts';
import * as r from '../config/readers.ts';
import type { DeviceKind } from '../inventory/inventory.ts';
import { deviceKinds } from '../inventory/inventory.ts';
import { metricOf } from '../readings/catalogue/index.ts';
import type { State } from '../readings/reading.ts';
import { duration } from './parse-condition.ts';
import type { Said, Scenario, ScenarioStep } from './rule.ts';

/** A scenario runs at most this many readings a metric: a unit test, not a year. */
export const maxScenarioReadings = 50_000;

const states: readonly State[] = ['good', 'warning', 'critical', 'unknown'];
const number = String.raw`[-+]?\d+(?:\.\d+)?`;

/** `0.8` · `0.5..0.2` (in a straight line until the next step) · `down` · `low/critical` · `n/a` · `stops`. */
export function readSaid(text: string): Said {
  const plain = text.trim();
  const ramp = new RegExp(`^(${number})\\.\\.(${number})$`).exec(plain);
  if (ramp) return { kind: 'number', from: Number(ramp[1]), to: Number(ramp[2]) };
  if (new RegExp(`^${number}$`).test(plain))
    return { kind: 'number', from: Number(plain), to: Number(plain) };
  if (plain === 'n/a') return { kind: 'not-available' };
  if (plain === 'stops') return { kind: 'stops' };
  const cut = plain.lastIndexOf('/');
  const judged = states.find((state) => cut >= 0 && plain.slice(cut + 1) === state);
  return judged === undefined
    ? { kind: 'word', text: plain, state: 'good' }
    : { kind: 'word', text: plain.slice(0, cut), state: judged };
}

const step: r.Read<ScenarioStep> = (at) => {
  const read = r.recordOf(r.text)(at);
  if (read === undefined) return undefined;
  const atMs = durationMs(read.at ?? '');
  if (atMs === null) return at.problem('a step has no "at": write the time from the beginning, such as 1m');
  const says: Record<string, Said> = {};
  for (const [metric, text] of Object.entries(read)) {
    if (metric === 'at') continue;
    if (metric !== 'silence' && metricOf(metric) === undefined)
      return at.problem(`"${metric}" is not in the metric catalogue`);
    says[metric] = readSaid(text);
  }
  return { atMs, says };
};

const expected = r.fields('expect', {
  at: r.required(duration),
  change: r.required(r.oneOf('raised', 'cleared')),
});

export const readScenario: r.Read<Scenario> = (at: Place) => {
  const read = r.fields('a scenario', {
    device: r.optional(r.oneOf(...(Object.keys(deviceKinds) as DeviceKind[])), 'server'),
    instance: r.optional(r.text, ''),
    every: r.optional(duration, 10_000),
    end: r.optional(duration, undefined),
    steps: r.required(r.listOf(step)),
    expect: r.required(r.listOf(expected)),
  })(at);
  if (read === undefined) return undefined;
  const last = Math.max(0, ...read.steps.map((one) => one.atMs), ...read.expect.map((one) => one.at));
  const endMs = read.end ?? last + 10 * read.every;
  if (endMs / read.every > maxScenarioReadings)
    return at.problem(`the scenario has more than ${maxScenarioReadings} readings: write a longer "every"`);
  return {
    device: read.device,
    instance: read.instance,
    everyMs: read.every,
    steps: read.steps.toSorted((a, b) => a.atMs - b.atMs),
    endMs,
    expect: read.expect.map((one) => ({ atMs: one.at, change: one.change })),
  };
};
