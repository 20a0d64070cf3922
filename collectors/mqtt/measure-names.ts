/** The names under which JSON devices publish what they measure, and the metric each one is. */
import { metricOf } from '../../lib/readings/catalogue/index.ts';
import { inBaseUnit } from './message-value.ts';

export interface Measure {
  readonly metric: string;
  readonly scale: number;
}

/** Keys are compared in lower case. Where a key means two things in two forms, the form's own file says which. */
const measures: Readonly<Record<string, Measure>> = {
  temperature: { metric: 'environment.temperature_celsius', scale: 1 },
  humidity: { metric: 'environment.humidity_ratio', scale: 0.01 },
  dewpoint: { metric: 'sensor.temperature_celsius', scale: 1 },
  pressure: { metric: 'sensor.pressure_pascals', scale: 100 },
  illuminance: { metric: 'sensor.light_lux', scale: 1 },
  illuminance_lux: { metric: 'sensor.light_lux', scale: 1 },
  co2: { metric: 'sensor.concentration_ppm', scale: 1 },
  carbondioxide: { metric: 'sensor.concentration_ppm', scale: 1 },
  eco2: { metric: 'sensor.concentration_ppm', scale: 1 },
  distance: { metric: 'sensor.distance_metres', scale: 0.01 },
  voltage: { metric: 'sensor.voltage_volts', scale: 1 },
  current: { metric: 'sensor.current_amperes', scale: 1 },
  power: { metric: 'sensor.power_watts', scale: 1 },
  activepower: { metric: 'sensor.power_watts', scale: 1 },
  apparentpower: { metric: 'sensor.apparent_power_volt_amperes', scale: 1 },
  reactivepower: { metric: 'sensor.reactive_power_vars', scale: 1 },
  factor: { metric: 'sensor.power_factor_ratio', scale: 1 },
  power_factor: { metric: 'sensor.power_factor_ratio', scale: 1 },
  frequency: { metric: 'sensor.frequency_hertz', scale: 1 },
  total: { metric: 'sensor.energy_watt_hours', scale: 1000 },
  energy: { metric: 'sensor.energy_watt_hours', scale: 1000 },
  battery: { metric: 'sensor.charge_ratio', scale: 0.01 },
  noise: { metric: 'sensor.sound_db', scale: 1 },
};

export const measureOf = (key: string): Measure | null => {
  const name = key.toLowerCase();
  return Object.hasOwn(measures, name) ? (measures[name] ?? null) : null;
};

/** The generic sensor metric of a base unit, for values that carry only a unit. */
const byUnit: Readonly<Record<string, string>> = {
  volts: 'sensor.voltage_volts',
  amperes: 'sensor.current_amperes',
  watts: 'sensor.power_watts',
  volt_amperes: 'sensor.apparent_power_volt_amperes',
  vars: 'sensor.reactive_power_vars',
  watt_hours: 'sensor.energy_watt_hours',
  ampere_hours: 'sensor.charge_ampere_hours',
  hertz: 'sensor.frequency_hertz',
  ratio: 'sensor.ratio',
  celsius: 'sensor.temperature_celsius',
  rpm: 'sensor.fan_rpm',
  seconds: 'sensor.duration_seconds',
  pascals: 'sensor.pressure_pascals',
  litres: 'sensor.volume_litres',
  dbm: 'sensor.signal_dbm',
  db: 'sensor.sound_db',
  lux: 'sensor.light_lux',
  ppm: 'sensor.concentration_ppm',
  metres: 'sensor.distance_metres',
};

/** A value with a unit as a generic reading; a value without a unit is a count; null when the unit is unknown. */
export function genericReading(
  value: number,
  unit: string | null,
): { readonly metric: string; readonly value: number } | null {
  if (unit === null) return { metric: 'sensor.count', value };
  const base = inBaseUnit(value, unit);
  const metric = base ? byUnit[base.unit] : undefined;
  return base && metric ? { metric, value: base.value } : null;
}

/** The value for `metric` of a number written in `unit`; null when the unit is not one of the metric's. */
export function valueFor(metric: string, value: number, unit: string | null): number | null {
  if (unit === null) return value;
  const base = inBaseUnit(value, unit);
  if (!base) return null;
  const wanted = metricOf(metric)?.unit;
  return wanted === base.unit || wanted === '' ? base.value : null;
}
