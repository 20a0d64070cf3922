/** One device as `vigie-observed/1`: what the verb `observe` prints and the conformance test compares. */
import { metricOf } from '../../../lib/readings/catalogue/index.ts';
import type { Unit } from '../../../lib/readings/catalogue/metric.ts';
import type { Choice } from '../profile-choice.ts';
import type { Answers } from '../varbind.ts';
import type { Point } from './point.ts';
import { type Port, portsOf } from './ports.ts';

/** Base unit → the unit that people expect to read, and the factor to it. */
const shown: Readonly<Partial<Record<Unit, readonly [string, number]>>> = {
  ratio: ['%', 100],
  seconds: ['s', 1],
  volts: ['V', 1],
  amperes: ['A', 1],
  watts: ['W', 1],
  volt_amperes: ['VA', 1],
  vars: ['var', 1],
  watt_hours: ['Wh', 1],
  ampere_hours: ['Ah', 1],
  hertz: ['Hz', 1],
  celsius: ['°C', 1],
  rpm: ['rpm', 1],
  dbm: ['dBm', 1],
  db: ['dB', 1],
  bits_per_second: ['bit/s', 1],
  pascals: ['Pa', 1],
  litres_per_hour: ['l/h', 1],
  cubic_metres_per_second: ['m3/h', 3600],
};
/** Class by unit, in the words of the observed format. */
const classes: Readonly<Partial<Record<Unit, string>>> = {
  ratio: 'percent',
  seconds: 'runtime',
  volts: 'voltage',
  amperes: 'current',
  watts: 'power',
  volt_amperes: 'power',
  watt_hours: 'power_consumed',
  hertz: 'frequency',
  celsius: 'temperature',
  rpm: 'fanspeed',
  dbm: 'dbm',
  pascals: 'pressure',
  litres_per_hour: 'waterflow',
  cubic_metres_per_second: 'airflow',
  bits_per_second: 'bitrate',
};
const classOf = (metric: string, unit: Unit, kind: string): string => {
  if (kind === 'state' || kind === 'contact') return 'state';
  if (metric.includes('humidity')) return 'humidity';
  if (metric.includes('load_ratio')) return 'load';
  if (metric.includes('charge_ratio')) return 'charge';
  if (metric.includes('power_factor')) return 'power_factor';
  return classes[unit] ?? 'count';
};

export interface ObservedReading {
  readonly metric: string;
  readonly instance: string;
  readonly profile: string;
  readonly oid: string;
  readonly class: string;
  readonly index: string;
  readonly descr: string;
  readonly value: number | null;
  readonly unit: string;
  readonly raw: string | number | null;
  readonly state?: { readonly text: string; readonly severity: string };
}
export interface Observed {
  readonly format: 'vigie-observed/1';
  readonly device: string;
  readonly profiles: readonly { readonly name: string; readonly why: string }[];
  readonly readings: readonly ObservedReading[];
  readonly ports: readonly Port[];
  readonly processors: readonly { index: string; oid: string; descr: string; usagePercent: number | null }[];
  readonly memory: readonly {
    index: string;
    descr: string;
    usedBytes: number | null;
    totalBytes: number | null;
  }[];
  readonly storage: readonly {
    index: string;
    descr: string;
    usedBytes: number | null;
    totalBytes: number | null;
  }[];
}

const severities: Readonly<Record<string, string>> = {
  good: 'ok',
  warning: 'warning',
  critical: 'critical',
  unknown: 'unknown',
};

export function observedOf(
  device: string,
  choices: readonly Choice[],
  points: readonly Point[],
  answers: Answers,
): Observed {
  const readings = points.flatMap((point) => readingOf(point, answers) ?? []);
  const pools = (kind: 'memory' | 'storage') => {
    const totals = new Map(
      readings.filter((r) => r.metric === `${kind}.total_bytes`).map((r) => [r.instance, r.value]),
    );
    return readings
      .filter((r) => r.metric === `${kind}.used_bytes`)
      .map((r) => ({
        index: r.index || '0',
        descr: r.descr,
        usedBytes: r.value,
        totalBytes: totals.get(r.instance) ?? null,
      }));
  };
  return {
    format: 'vigie-observed/1',
    device,
    profiles: choices.map((one) => ({ name: one.profile.name, why: one.why })),
    readings,
    ports: portsOf(answers),
    processors: readings
      .filter((r) => r.metric === 'processor.use_ratio')
      .map((r) => ({ index: r.index, oid: r.oid, descr: r.descr, usagePercent: r.value })),
    memory: pools('memory'),
    storage: pools('storage'),
  };
}

function readingOf(point: Point, answers: Answers): ObservedReading | null {
  const metric = metricOf(point.metric);
  if (!metric) return null;
  let [unit, factor] = point.metric.includes('power_factor')
    ? ['', 1]
    : (shown[metric.unit] ?? [metric.unit, 1]);
  const base = {
    metric: point.metric,
    instance: point.instance,
    profile: point.profile,
    oid: point.oid,
    class: classOf(point.metric, metric.unit, metric.kind),
    index: point.index,
    descr: point.description,
  };
  if (point.kind === 'counter') {
    const count = point.read(answers);
    // One poll has no rate yet: the counter itself is shown as raw.
    return count === null ? null : { ...base, value: null, unit, raw: Number(count) };
  }
  const read = point.read(answers);
  if (read === null) return null;
  // People read delays in milliseconds; a radio's channel in megahertz, the mains in hertz.
  if (/latency|jitter/.test(point.metric)) [unit, factor] = ['ms', 1000];
  if (unit === 'Hz' && read.value !== null && read.value >= 1e6) [unit, factor] = ['MHz', 1e-6];
  const value = read.value === null ? null : Number((read.value * factor).toPrecision(12));
  const said = { ...base, value, unit: base.class === 'state' ? 'state' : unit, raw: read.raw };
  return read.text === null
    ? said
    : { ...said, state: { text: read.text, severity: severities[read.state ?? 'unknown'] ?? 'unknown' } };
}
