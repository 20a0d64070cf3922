/** From the answers of one poll to readings: values by their profile, counters by the rate rule. Pure. */
import type { RawReading } from '../../lib/readings/reading.ts';
import type { Instant } from '../../lib/time/clock.ts';
import { type CounterState, type Gap, rateOf } from './counter-rate.ts';
import type { CounterPoint, Point } from './decode/point.ts';
import { discontinuityOid, type InterfaceFacts, interfaceOf, sysUpTime } from './interface-facts.ts';
import type { Answers, Oid } from './varbind.ts';

export interface PollMoment {
  readonly site: string;
  readonly device: string;
  readonly at: Instant;
  readonly monotonicMs: number;
}

export interface PollMemory {
  readonly interfaces: ReadonlyMap<string, InterfaceFacts>;
  /** Baselines by object and series: an interface whose number moved starts anew. */
  readonly counters: Map<string, CounterState>;
}

export interface PollReadings {
  readonly readings: RawReading[];
  /** At least one value was not "not available". */
  readonly anyValue: boolean;
  readonly gaps: ReadonlyMap<Gap, number>;
}

/** A minimal Ethernet frame with its gap is 84 bytes, 672 bits: more frames a second are impossible. */
const bitsOfSmallestFrame = 512;

export function readPoints(
  points: readonly Point[],
  answers: Answers,
  moment: PollMoment,
  memory: PollMemory,
  everyMsOf: (point: Point) => number,
): PollReadings {
  const readings: RawReading[] = [];
  const gaps = new Map<Gap, number>();
  const uptime = ticksOf(answers, sysUpTime);
  let anyValue = false;
  for (const point of points) {
    const read =
      point.kind === 'counter'
        ? readCounter(point, answers, moment, memory, uptime, gaps)
        : point.read(answers);
    if (read === null) continue;
    if (read.value !== null) anyValue = true;
    readings.push({
      site: moment.site,
      device: moment.device,
      metric: point.metric,
      instance: point.instance,
      value: read.value,
      text: read.text,
      ...(read.state === undefined ? {} : { state: read.state }),
      at: moment.at,
      everyMs: everyMsOf(point),
    });
  }
  return { readings, anyValue, gaps };
}

function readCounter(
  point: CounterPoint,
  answers: Answers,
  moment: PollMoment,
  memory: PollMemory,
  uptimeTicks: number | null,
  gaps: Map<Gap, number>,
): { value: number; text: null; state?: undefined } | null {
  const value = point.read(answers);
  if (value === null) return null;
  const index = interfaceOf(point.oid);
  const bits = index === null ? null : (memory.interfaces.get(index)?.bitsPerSecond ?? null);
  const discontinuity = index === null ? null : ticksOf(answers, discontinuityOid(index));
  const key = `${point.oid} ${point.metric} ${point.instance}`;
  const sample = {
    value,
    bits: widthOf(point, answers),
    uptimeTicks,
    discontinuity,
    readAtMs: moment.monotonicMs,
  };
  const most = bits === null ? null : point.times === 8 ? bits / 8 : bits / bitsOfSmallestFrame;
  const result = rateOf(memory.counters.get(key) ?? null, sample, most);
  memory.counters.set(key, result.state);
  if ('gap' in result) {
    gaps.set(result.gap, (gaps.get(result.gap) ?? 0) + 1);
    return null;
  }
  return { value: result.perSecond * point.times, text: null };
}

/** The width that was answered counts, not the one that was bound. */
const widthOf = (point: CounterPoint, answers: Answers): 32 | 64 =>
  answers.get(point.oid)?.type === 'counter64' ? 64 : 32;

function ticksOf(answers: Answers, oid: Oid): number | null {
  const varbind = answers.get(oid);
  return varbind?.type === 'timeticks' ? varbind.value : null;
}
