/** One condition against one series: what it remembers, and whether it is true after a reading. Constant time and memory. */
import { expiredPeriods } from '../readings/freshness.ts';
import type { Reading } from '../readings/reading.ts';
import type { Forecast, LineFit } from './linear-fit.ts';
import { addToFit, forecastOf } from './linear-fit.ts';
import type { ForecastCondition, MetricCondition, RateCondition } from './rule.ts';

/** True, false, or not known. */
export type Truth = boolean | null;

/** Plain JSON. */
export interface ConditionMemory {
  readonly truth: Truth;
  /** The last truth that was known: the hysteresis survives a gap. */
  readonly last: Truth;
  /** Instant and arrival of the last reading taken, for order and freshness; `epoch` counts clocks set back. */
  readonly at: number;
  readonly heardMs: number;
  readonly epoch: number;
  readonly everyMs: number;
  readonly value: number | null;
  readonly text: string | null;
  /** Two older values of a rate: the window lies between half and whole. */
  readonly anchors: readonly (readonly [ms: number, value: number])[];
  readonly fit: LineFit | null;
  /** Whether the state that a forecast keeps apart holds; null: not known. */
  readonly apart?: boolean | null;
}

/** With its hysteresis: between clear and raise it stays as it was. */
function beyond(before: Truth, value: number, side: 'above' | 'below', raise: number, clear: number): Truth {
  const towards = side === 'above' ? 1 : -1;
  if ((value - raise) * towards > 0) return true;
  if ((clear - value) * towards >= 0) return false;
  return before === true;
}

function rateTruth(
  condition: RateCondition,
  before: ConditionMemory | null,
  ms: number,
  value: number,
): Pick<ConditionMemory, 'truth' | 'anchors'> {
  const half = condition.overMs / 2;
  const known = (before?.anchors ?? []).filter(([at]) => ms - at <= 2 * condition.overMs && at <= ms);
  const newest = known.at(-1);
  const anchors: (readonly [number, number])[] =
    newest === undefined || ms - newest[0] >= half ? [...known.slice(-1), [ms, value]] : [...known];
  const oldest = known[0];
  if (oldest === undefined || ms - oldest[0] < half) return { truth: before?.last ?? null, anchors };
  const rate = ((value - oldest[1]) / (ms - oldest[0])) * condition.perMs;
  return {
    truth: beyond(before?.last ?? null, rate, condition.side, condition.raise, condition.clear),
    anchors,
  };
}

/** What a forecast of this memory says now. */
export const forecastIn = (condition: MetricCondition, memory: ConditionMemory | null): Forecast | null =>
  condition.kind === 'forecast' && memory !== null
    ? forecastOf(memory.fit, condition.windowMs, condition.side, condition.reaches)
    : null;

/** The size of a quantity, for telling a leap: 1 for ratios, else what it has been. */
const scaleOf = (metric: string, value: number): number =>
  metric.endsWith('_ratio') ? 1 : Math.max(1, Math.abs(value));

function truthOf(
  condition: MetricCondition,
  before: ConditionMemory | null,
  reading: Reading,
  ms: number,
): Pick<ConditionMemory, 'truth' | 'anchors' | 'fit'> {
  const kept = { anchors: before?.anchors ?? [], fit: before?.fit ?? null };
  if (condition.kind === 'absence') return { ...kept, truth: false };
  if (condition.kind === 'state') {
    if (reading.value === null && reading.text === null) return { ...kept, truth: null };
    const said = condition.words === null || condition.words.includes(reading.text ?? String(reading.value));
    const judged = condition.judged === null || condition.judged.includes(reading.state);
    return { ...kept, truth: said && judged };
  }
  const { value } = reading;
  if (value === null || !Number.isFinite(value)) return { ...kept, truth: null };
  const was = before?.last ?? null;
  if (condition.kind === 'threshold')
    return { ...kept, truth: beyond(was, value, condition.side, condition.raise, condition.clear) };
  if (condition.kind === 'rate') return { ...kept, ...rateTruth(condition, before, ms, value) };
  const fit = addToFit(before?.fit ?? null, ms, value, condition.windowMs, scaleOf(condition.metric, value));
  const said = forecastOf(fit, condition.windowMs, condition.side, condition.reaches);
  // Between `within` and `clear` it stays as it was; it is the middle of the range that counts, not its ends.
  const nearMs = was === true ? condition.clearMs : condition.withinMs;
  return { ...kept, fit, truth: said !== null && said.likelyMs <= nearMs };
}

/** Null when the reading is a duplicate or older than the last one: it changes nothing. */
export function advanceCondition(
  condition: MetricCondition,
  before: ConditionMemory | null,
  reading: Reading,
  ms: number,
  epoch: number,
): ConditionMemory | null {
  if (before !== null && before.epoch === epoch) {
    if (reading.at < before.at) return null;
    if (reading.at === before.at && reading.value === before.value && reading.text === before.text)
      return null;
  }
  const after = truthOf(condition, before, reading, ms);
  return {
    ...after,
    last: after.truth ?? before?.last ?? null,
    at: reading.at,
    heardMs: ms,
    epoch,
    everyMs: reading.everyMs,
    value: reading.value,
    text: reading.text,
    apart: before?.apart ?? null,
  };
}

/** The generator starts or stops: what the tank lost in the other mode says nothing of this one. Null: nothing changes. */
export function keepApart(
  { apartWhile }: ForecastCondition,
  memory: ConditionMemory,
  { text }: Reading,
): ConditionMemory | null {
  if (apartWhile === null || text === null) return null;
  const apart = apartWhile.words.includes(text);
  if (apart === memory.apart) return null;
  return { ...memory, apart, fit: memory.apart == null ? memory.fit : null };
}

/** A value that nobody repeats is no longer believed; what it said is kept for the hysteresis only. */
export const staleAfterMs = (memory: ConditionMemory): number =>
  expiredPeriods * Math.max(memory.everyMs, 1_000);
