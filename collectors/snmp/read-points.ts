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

/** What a counter needs besides its value, worked out once, and where its baseline is kept. */
interface CounterContext {
  readonly discontinuity: Oid | null;
  readonly mostPerSecond: number | null;
  state: CounterState | null;
}

/** A minimal Ethernet frame with its gap is 84 bytes, 672 bits: more frames a second are impossible. */
const bitsOfSmallestFrame = 512;

/** The baselines of one device's counters, by object and series: an interface whose number moved starts anew. */
export class CounterMemory {
  private interfaces: ReadonlyMap<string, InterfaceFacts> = new Map();
  private contexts = new Map<CounterPoint, CounterContext>();

  /** A new plan has new points: what the same object was for the same series goes on from its baseline. */
  adopt(points: readonly Point[], interfaces: ReadonlyMap<string, InterfaceFacts>): void {
    const before = new Map([...this.contexts].map(([point, context]) => [keyOf(point), context.state]));
    this.interfaces = interfaces;
    this.contexts = new Map();
    for (const point of points)
      if (point.kind === 'counter') this.of(point).state = before.get(keyOf(point)) ?? null;
  }

  clear(): void {
    for (const context of this.contexts.values()) context.state = null;
  }

  of(point: CounterPoint): CounterContext {
    let context = this.contexts.get(point);
    if (context === undefined) {
      const index = interfaceOf(point.oid);
      const facts = index === null ? undefined : this.interfaces.get(index);
      const bits = facts?.bitsPerSecond ?? null;
      context = {
        discontinuity: index !== null && facts?.saysDiscontinuity ? discontinuityOid(index) : null,
        mostPerSecond: bits === null ? null : point.times === 8 ? bits / 8 : bits / bitsOfSmallestFrame,
        state: null,
      };
      this.contexts.set(point, context);
    }
    return context;
  }
}

const keyOf = (point: CounterPoint): string => `${point.oid} ${point.metric} ${point.instance}`;

export interface PollReadings {
  readonly readings: RawReading[];
  /** At least one value was not "not available". */
  readonly anyValue: boolean;
  readonly gaps: ReadonlyMap<Gap, number>;
}

export function readPoints(
  points: readonly Point[],
  answers: Answers,
  moment: PollMoment,
  counters: CounterMemory,
  everyMsOf: (point: Point) => number,
): PollReadings {
  const { site, device, at } = moment;
  const readings: RawReading[] = [];
  const gaps = new Map<Gap, number>();
  const uptime = ticksOf(answers, sysUpTime);
  let anyValue = false;
  for (const point of points) {
    const { metric, instance } = point;
    if (point.kind === 'counter') {
      const rate = readCounter(point, answers, moment.monotonicMs, counters.of(point), uptime, gaps);
      if (rate === null) continue;
      anyValue = true;
      readings.push({
        site,
        device,
        metric,
        instance,
        value: rate,
        text: null,
        at,
        everyMs: everyMsOf(point),
      });
      continue;
    }
    const read = point.read(answers);
    if (read === null) continue;
    const { value, text, state } = read;
    if (value !== null) anyValue = true;
    const everyMs = everyMsOf(point);
    readings.push(
      state === undefined
        ? { site, device, metric, instance, value, text, at, everyMs }
        : { site, device, metric, instance, value, text, state, at, everyMs },
    );
  }
  return { readings, anyValue, gaps };
}

function readCounter(
  point: CounterPoint,
  answers: Answers,
  readAtMs: number,
  context: CounterContext,
  uptimeTicks: number | null,
  gaps: Map<Gap, number>,
): number | null {
  const value = point.read(answers);
  if (value === null) return null;
  const sample = {
    value,
    // The width that was answered counts, not the one that was bound.
    bits: answers.get(point.oid)?.type === 'counter64' ? (64 as const) : (32 as const),
    uptimeTicks,
    discontinuity: context.discontinuity === null ? null : ticksOf(answers, context.discontinuity),
    readAtMs,
  };
  const result = rateOf(context.state, sample, context.mostPerSecond);
  context.state = result.state;
  if ('perSecond' in result) return result.perSecond * point.times;
  gaps.set(result.gap, (gaps.get(result.gap) ?? 0) + 1);
  return null;
}

function ticksOf(answers: Answers, oid: Oid): number | null {
  const varbind = answers.get(oid);
  return varbind?.type === 'timeticks' ? varbind.value : null;
}
