/** Units as profiles write them (`V`, `0.1 V`, `%`, `°F`, `min`) turned into the catalogue's base units. */
import type { Unit } from '../../../lib/readings/catalogue/metric.ts';

/** device unit → [base unit, factor]. Affine and logarithmic ones stand in `special`. */
const linear: Readonly<Record<string, readonly [Unit, number]>> = {
  ratio: ['ratio', 1],
  '%': ['ratio', 0.01],
  '‰': ['ratio', 0.001],
  s: ['seconds', 1],
  ms: ['seconds', 1e-3],
  us: ['seconds', 1e-6],
  min: ['seconds', 60],
  h: ['seconds', 3600],
  day: ['seconds', 86_400],
  tick: ['seconds', 0.01],
  V: ['volts', 1],
  mV: ['volts', 1e-3],
  kV: ['volts', 1e3],
  A: ['amperes', 1],
  mA: ['amperes', 1e-3],
  uA: ['amperes', 1e-6],
  W: ['watts', 1],
  mW: ['watts', 1e-3],
  kW: ['watts', 1e3],
  MW: ['watts', 1e6],
  BTU: ['watts', 0.293_071],
  VA: ['volt_amperes', 1],
  kVA: ['volt_amperes', 1e3],
  var: ['vars', 1],
  kvar: ['vars', 1e3],
  Wh: ['watt_hours', 1],
  kWh: ['watt_hours', 1e3],
  MWh: ['watt_hours', 1e6],
  J: ['watt_hours', 1 / 3600],
  Ah: ['ampere_hours', 1],
  mAh: ['ampere_hours', 1e-3],
  Hz: ['hertz', 1],
  kHz: ['hertz', 1e3],
  MHz: ['hertz', 1e6],
  mHz: ['hertz', 1e-3],
  '°C': ['celsius', 1],
  rpm: ['rpm', 1],
  rps: ['rpm', 60],
  dBm: ['dbm', 1],
  dB: ['db', 1],
  'bit/s': ['bits_per_second', 1],
  'kbit/s': ['bits_per_second', 1e3],
  'Mbit/s': ['bits_per_second', 1e6],
  B: ['bytes', 1],
  KiB: ['bytes', 1024],
  MiB: ['bytes', 1_048_576],
  GiB: ['bytes', 1_073_741_824],
  kB: ['bytes', 1e3],
  MB: ['bytes', 1e6],
  GB: ['bytes', 1e9],
  'B/s': ['bytes_per_second', 1],
  'KiB/s': ['bytes_per_second', 1024],
  '/s': ['per_second', 1],
  '/min': ['per_second', 1 / 60],
  Pa: ['pascals', 1],
  hPa: ['pascals', 100],
  mbar: ['pascals', 100],
  kPa: ['pascals', 1e3],
  bar: ['pascals', 1e5],
  psi: ['pascals', 6894.757],
  inH2O: ['pascals', 249.089],
  l: ['litres', 1],
  ml: ['litres', 1e-3],
  gal: ['litres', 3.785_411_784],
  m3: ['litres', 1e3],
  'l/h': ['litres_per_hour', 1],
  'l/min': ['litres_per_hour', 60],
  'm3/h water': ['litres_per_hour', 1000],
  'm3/min water': ['litres_per_hour', 60_000],
  'l/s water': ['litres_per_hour', 3600],
  'm3/s': ['cubic_metres_per_second', 1],
  'm3/h': ['cubic_metres_per_second', 1 / 3600],
  'm3/min': ['cubic_metres_per_second', 1 / 60],
  'l/s': ['cubic_metres_per_second', 1e-3],
  cfm: ['cubic_metres_per_second', 0.000_471_947_443],
  'm/s': ['metres_per_second', 1],
  'ft/min': ['metres_per_second', 0.00508],
  m: ['metres', 1],
  km: ['metres', 1e3],
  cm: ['metres', 1e-2],
  mm: ['metres', 1e-3],
  '°': ['degrees', 1],
  ohm: ['ohms', 1],
  mohm: ['ohms', 1e-3],
  lux: ['lux', 1],
  ppm: ['ppm', 1],
  K: ['kelvin', 1],
  '': ['', 1],
};
/** Physical floor: a laser that sends nothing is shown at −60 dBm rather than minus infinity. */
const darkDbm = -60;
const toDbm = (milliwatts: number): number | null =>
  milliwatts < 0 ? null : milliwatts === 0 ? darkDbm : Math.max(darkDbm, 10 * Math.log10(milliwatts));
const special: Readonly<Record<string, readonly [Unit, (v: number) => number | null]>> = {
  '°F': ['celsius', (v) => (v - 32) / 1.8],
  kelvin: ['celsius', (v) => v - 273.15],
  '°F difference': ['kelvin', (v) => v / 1.8],
  'mW optical': ['dbm', toDbm],
  'uW optical': ['dbm', (v) => toDbm(v / 1e3)],
  'nW optical': ['dbm', (v) => toDbm(v / 1e6)],
};

export interface Conversion {
  readonly base: Unit;
  readonly convert: (value: number) => number | null;
}

/** The same word in another dimension: which one is meant follows from the metric. */
const byBase: Readonly<Partial<Record<Unit, Readonly<Record<string, string>>>>> = {
  celsius: { K: 'kelvin' },
  kelvin: { '°C': 'K', '°F': '°F difference' },
  dbm: { mW: 'mW optical', uW: 'uW optical', nW: 'nW optical' },
  litres_per_hour: { 'm3/h': 'm3/h water', 'l/s': 'l/s water', 'm3/min': 'm3/min water' },
};

/** `0.1 V` means that the device counts in tenths of a volt. Undefined: no such unit. `wanted`: the metric's unit. */
export function parseUnit(text: string, wanted: Unit = ''): Conversion | undefined {
  const match = /^(?:(\d+(?:\.\d+)?(?:e-?\d+)?|1\/\d+)(?:\s+|$))?(.*)$/.exec(text.trim());
  if (!match) return undefined;
  const steps = match[1] ?? '1';
  // Multiplying by 0.1 leaves 23.1 as 23.100000000000001; dividing by 10 does not.
  const divisor = steps.startsWith('1/') ? Number(steps.slice(2)) : 1 / Number(steps);
  const whole = Number.isInteger(Math.round(divisor)) && Math.abs(divisor - Math.round(divisor)) < 1e-9;
  const step = whole && divisor >= 1 ? (v: number) => v / Math.round(divisor) : (v: number) => v / divisor;
  const name = byBase[wanted]?.[match[2] ?? ''] ?? match[2] ?? '';
  const odd = special[name];
  if (odd) return { base: odd[0], convert: (v) => odd[1](step(v)) };
  const plain = linear[name];
  if (!plain) return undefined;
  const [base, factor] = plain;
  if (factor === 1) return { base, convert: step };
  const inverse = 1 / factor;
  if (factor < 1 && Math.abs(inverse - Math.round(inverse)) < 1e-9)
    return { base, convert: (v) => step(v) / Math.round(inverse) };
  return { base, convert: (v) => step(v) * factor };
}

export const knownUnits: readonly string[] = [...Object.keys(linear), ...Object.keys(special)];
