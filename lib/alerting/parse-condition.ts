/** A condition as YAML writes it, and why one of them could never be true. */

import { remedy } from '../config/nearest.ts';
import type { Place } from '../config/place.ts';
import { durationMs } from '../config/quantities.ts';
import * as r from '../config/readers.ts';
import { catalogue, metricOf } from '../readings/catalogue/index.ts';
import type { Metric } from '../readings/catalogue/metric.ts';
import type { State } from '../readings/reading.ts';
import {
  contactStates,
  heartbeatStates,
  linkStates,
  overflowResults,
  overflowStates,
  partStates,
  powerSources,
  probeStates,
} from '../readings/states.ts';
import type { Condition, ForecastCondition, MetricCondition, Side } from './rule.ts';
import { scopes } from './rule.ts';

export const duration = r.parsed(durationMs, 'a duration such as 30s, 5m or 2h');

/** A bound in the metric's base unit; a percentage, and a duration, are understood as such. */
const bound = r.parsed((written): number | null => {
  const plain = written.trim();
  if (/^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(plain)) return Number(plain);
  const percent = /^([-+]?\d+(?:\.\d+)?)\s*%$/.exec(plain);
  if (percent) return Number(percent[1]) / 100;
  const ms = durationMs(plain);
  return ms === null ? null : ms / 1_000;
}, 'a number in the base unit, such as 0.7, 70% or, for seconds, 10m');

const states: r.Read<State> = r.oneOf('good', 'warning', 'critical', 'unknown');
const none = undefined;
const apart = r.fields('"apart_while"', { metric: r.required(r.text), is: r.required(r.listOf(r.text)) });
const written = r.fields('a condition', {
  metric: r.optional(r.text, none),
  instance: r.optional(r.listOf(r.text), []),
  on: r.optional(r.oneOf(...scopes), 'instance'),
  above: r.optional(bound, none),
  below: r.optional(bound, none),
  clear: r.optional(r.text, none),
  per: r.optional(duration, none),
  over: r.optional(duration, none),
  is: r.optional(r.listOf(r.text), none),
  judged: r.optional(r.listOf(states), none),
  falls_to: r.optional(bound, none),
  rises_to: r.optional(bound, none),
  within: r.optional(duration, none),
  window: r.optional(duration, 3_600_000),
  apart_while: r.optional(apart, none),
  absent: r.optional(duration, none),
  silence: r.optional(r.text, none),
  after: r.optional(duration, none),
});
type Written = NonNullable<ReturnType<typeof written>>;

/** Words that Vigie itself gives to a state: another can never come. */
const ownWords: Readonly<Record<string, readonly string[]>> = {
  'link.state': Object.keys(linkStates),
  'link.overflow_state': Object.keys(overflowStates),
  'link.overflow_result': Object.keys(overflowResults),
  'power.source': Object.keys(powerSources),
  'probe.state': Object.keys(probeStates),
  'heartbeat.state': Object.keys(heartbeatStates),
};
const wordsOf = (metric: string): readonly string[] | undefined =>
  metric.startsWith('contact.')
    ? Object.keys(contactStates)
    : /^vigie\..*_state$/.test(metric)
      ? Object.keys(partStates)
      : ownWords[metric];

/** Ratios that cannot pass one: shares of a whole. A link's load can, for contracts are exceeded. */
const isShare = (metric: string, { unit }: Metric): boolean =>
  unit === 'ratio' && !/^(link\.|interface\.|sensor\.|ups\.load_)/.test(metric);
const mayBeNegative = /celsius|kelvin|dbm|_db$|offset|current|power|angle|metres|vars/;

/** Undefined: it can be true. */
function neverTrue(metric: string, of: Metric, side: Side, value: number): string | undefined {
  if (side === 'above' && isShare(metric, of) && value >= 1)
    return `"${metric}" is a share of a whole and never above ${value}: the rule could never fire`;
  if (side === 'below' && value <= 0 && !mayBeNegative.test(metric))
    return `"${metric}" is never below ${value}: the rule could never fire`;
  return undefined;
}

function clearBound(at: Place, asked: Written, side: Side, raise: number): number | undefined {
  const place = at.entries?.get('clear');
  const clear = place === undefined ? raise : bound(place);
  if (clear === undefined) return undefined;
  if ((clear - raise) * (side === 'above' ? 1 : -1) > 0)
    return (place ?? at).problem(
      `"clear: ${asked.clear}" lies ${side} the raise: it would clear while it is raised; write one ${side === 'above' ? 'under' : 'over'} it`,
    );
  return clear;
}

function readApart(at: Place, asked: Written['apart_while']): ForecastCondition['apartWhile'] | undefined {
  if (asked === undefined) return null;
  const kind = metricOf(asked.metric)?.kind;
  if (kind === 'state' || kind === 'contact') return { metric: asked.metric, words: asked.is };
  return at.problem(
    `"apart_while" names "${asked.metric}", which is no state: name one, such as generator.state`,
  );
}

function numeric(
  at: Place,
  asked: Written,
  base: { metric: string; instances: readonly string[]; on: Condition['on'] },
): Condition | undefined {
  const { metric } = base;
  const of = metricOf(metric);
  if (of === undefined) return undefined;
  const side: Side = (asked.above ?? asked.rises_to) !== undefined ? 'above' : 'below';
  const raise = asked.above ?? asked.below ?? asked.rises_to ?? asked.falls_to;
  if (raise === undefined) return undefined;
  if (of.kind === 'state' || of.kind === 'contact')
    return at.problem(`"${metric}" is a state, not a number: write "is" or "judged"`);
  const forecast = (asked.falls_to ?? asked.rises_to) !== undefined;
  if (forecast) {
    const { within } = asked;
    if (within === undefined)
      return at.problem('a forecast has no "within": say how far ahead it looks, such as 4h');
    const clearAt = at.entries?.get('clear');
    const clearMs = clearAt === undefined ? within * 1.25 : duration(clearAt);
    if (clearMs === undefined) return undefined;
    if (clearMs < within)
      return at.problem('"clear" of a forecast is shorter than "within": write a longer one');
    const apartWhile = readApart(at, asked.apart_while);
    if (apartWhile === undefined) return undefined;
    return {
      ...base,
      kind: 'forecast',
      side,
      reaches: raise,
      withinMs: within,
      clearMs,
      windowMs: asked.window,
      apartWhile,
    };
  }
  const clear = clearBound(at, asked, side, raise);
  if (clear === undefined) return undefined;
  if (asked.per !== undefined) {
    const overMs = asked.over ?? asked.per;
    return { ...base, kind: 'rate', side, raise, clear, perMs: asked.per, overMs };
  }
  const never = neverTrue(metric, of, side, raise);
  return never === undefined ? { ...base, kind: 'threshold', side, raise, clear } : at.problem(never);
}

function stated(
  at: Place,
  asked: Written,
  base: { metric: string; instances: readonly string[]; on: Condition['on'] },
): Condition | undefined {
  const { metric } = base;
  const kind = metricOf(metric)?.kind;
  if (asked.is !== undefined && kind !== 'state' && kind !== 'contact')
    return at.problem(`"${metric}" is a number and says no word: write "above", "below" or "judged"`);
  const known = wordsOf(metric);
  const wrong = known === undefined ? undefined : asked.is?.find((word) => !known.includes(word));
  if (wrong !== undefined && known !== undefined)
    return at.problem(
      `"${metric}" never says "${wrong}": the rule could never fire; ${remedy(wrong, known)}`,
    );
  return { ...base, kind: 'state', words: asked.is ?? null, judged: asked.judged ?? null };
}

/** Exactly one of the ways to ask. */
const ways = ['above', 'below', 'falls_to', 'rises_to', 'absent', 'silence'] as const;

export const readCondition: r.Read<Condition> = (at) => {
  const asked = written(at);
  if (asked === undefined) return undefined;
  const chosen: string[] = ways.filter((way) => asked[way] !== undefined);
  if (asked.is !== undefined || asked.judged !== undefined) chosen.push('is');
  if (chosen.length !== 1)
    return at.problem(
      chosen.length === 0
        ? 'a condition asks for nothing: write one of above, below, is, judged, falls_to, rises_to, absent, silence'
        : `a condition asks for several things (${chosen.join(', ')}): write each as its own, under "all" or "any"`,
    );
  if (asked.silence !== undefined) {
    const check = asked.silence === 'device' ? null : asked.silence;
    return { kind: 'silence', check, afterMs: asked.after ?? null, on: asked.on };
  }
  const { metric } = asked;
  if (metric === undefined) return at.problem('a condition has no "metric": add it');
  if (metricOf(metric) === undefined)
    return (at.entries?.get('metric') ?? at).problem(
      `"${metric}" is not in the metric catalogue, so the rule could never fire: ${remedy(metric, Object.keys(catalogue))}`,
    );
  const base = { metric, instances: asked.instance, on: asked.on };
  if (asked.absent !== undefined) return { ...base, kind: 'absence', afterMs: asked.absent };
  return chosen[0] === 'is' ? stated(at, asked, base) : numeric(at, asked, base);
};

/** Bounds on one thing that exclude each other: above 0.9 and below 0.1. */
export function contradiction(conditions: readonly Condition[]): string | undefined {
  const bounds = conditions.filter(
    (one): one is Extract<MetricCondition, { kind: 'threshold' }> => one.kind === 'threshold',
  );
  for (const low of bounds)
    for (const high of bounds)
      if (
        low.metric === high.metric &&
        low.on === high.on &&
        low.instances.join() === high.instances.join() &&
        low.side === 'above' &&
        high.side === 'below' &&
        low.raise >= high.raise
      )
        return `"${low.metric}" is never above ${low.raise} and below ${high.raise} at once: the rule could never fire`;
  return undefined;
}
