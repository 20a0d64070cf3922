/** Readings as a site makes them: mostly gauges that wander, some states that rarely change, interface traffic. */
import type { RawReading } from '../lib/readings/reading.ts';

const gauges = [
  ['ups.load_ratio', 0.4, 0.01],
  ['ups.output_voltage_volts', 230, 0.5],
  ['ups.battery_charge_ratio', 1, 0],
  ['environment.temperature_celsius', 23, 0.1],
  ['environment.humidity_ratio', 0.5, 0.01],
] as const;

export interface Load {
  /** The next `count` readings, each series in its turn. */
  next(count: number, at: number): RawReading[];
}

/** `known`: whether the catalogue has the metric; one that it does not know would be refused, and is left out. */
export function makeLoad(series: number, known: (metric: string) => boolean): Load {
  let seed = 1;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const plain = gauges.filter(([metric]) => known(metric));
  const templates = Array.from({ length: series }, (_, index) => {
    const kind = index % 10;
    const site = `site-${index % 5}`;
    const device = `device-${index % 97}`;
    if (kind < 4) {
      const metric = kind % 2 === 0 ? 'interface.in_bits_per_second' : 'interface.out_bits_per_second';
      return {
        site,
        device,
        metric,
        instance: `port-${index}`,
        base: 2e6,
        spread: 1e6,
        text: null,
        everyMs: 10_000,
      };
    }
    if (kind < 6) {
      const instance = `port-${index}`;
      return {
        site,
        device,
        metric: 'interface.oper_state',
        instance,
        base: 1,
        spread: 0,
        text: 'up',
        everyMs: 5_000,
      };
    }
    const [metric, base, spread] = plain[index % plain.length] ?? gauges[0];
    return { site, device, metric, instance: `sensor-${index}`, base, spread, text: null, everyMs: 60_000 };
  });
  let turn = 0;
  return {
    next(count, at) {
      const readings: RawReading[] = [];
      for (let made = 0; made < count; made += 1) {
        const one = templates[turn % templates.length];
        turn += 1;
        if (one === undefined) break;
        const { base, spread, ...key } = one;
        const value = spread === 0 ? base : Math.round((base + (random() - 0.5) * 2 * spread) * 100) / 100;
        readings.push({ ...key, value, at });
      }
      return readings;
    },
  };
}
