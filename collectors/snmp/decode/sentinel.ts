/** The numbers and words by which devices say "not available". */
import type { Unit } from '../../../lib/readings/catalogue/metric.ts';

const words = new Set([
  '',
  'null',
  'n/a',
  'na',
  'nan',
  'none',
  '-',
  '--',
  '---',
  '?',
  'unknown',
  'not available',
  'unavailable',
  'not supported',
  'unsupported',
  'not present',
  'inf',
  '-inf',
  'noSuchInstance'.toLowerCase(),
  'no data',
  'error',
  'invalid',
  'undefined',
]);

/** Units in which the edge values of an integer type cannot be measurements. */
const physical: ReadonlySet<Unit> = new Set<Unit>([
  'ratio',
  'seconds',
  'volts',
  'amperes',
  'watts',
  'volt_amperes',
  'vars',
  'hertz',
  'celsius',
  'rpm',
  'dbm',
  'db',
  'pascals',
  'litres',
  'litres_per_hour',
  'cubic_metres_per_second',
  'metres_per_second',
  'metres',
  'degrees',
  'lux',
  'ppm',
  'kelvin',
]);
/** -32768/32767/65535: the ends of 16 bits; ±2^31, 2^32-1: of 32; the nines are makers' own. */
const edges: ReadonlySet<number> = new Set([
  -32_768, 32_767, 65_535, 2_147_483_647, -2_147_483_648, 4_294_967_295, -9999, 99_999, -99_999, 999_999,
  -999_999, 2_147_483_646,
]);
/** Of 32 bits only: for plain counts and bytes 65535 may well be meant. */
const wideEdges: ReadonlySet<number> = new Set([2_147_483_647, -2_147_483_648, 4_294_967_295]);
/** Where a plain -1 is an ordinary value. Not for temperatures: what is watched here never stands at −1 °C, let alone at −0.1. */
const belowZero: ReadonlySet<Unit> = new Set<Unit>(['dbm', 'db', 'degrees', 'kelvin']);

/**
 * `own`: the list of the profile, table or column, on top of what holds everywhere: words, the ends of the integer
 * types, and -1 where it cannot be meant.
 */
export function isSentinel(
  raw: number,
  text: string,
  unit: Unit,
  own: readonly (string | number)[],
): boolean {
  if (words.has(text.toLowerCase())) return true;
  if (own.some((one) => one === raw || (typeof one === 'string' && one === text))) return true;
  if (!physical.has(unit)) return wideEdges.has(raw) || raw === -1;
  if (edges.has(raw)) return true;
  // A signed byte's lowest value, as probes without a chip give it.
  if (raw === -128 && unit === 'celsius') return true;
  // As an integer only: a device that writes "-1.0" measures.
  return raw === -1 && text === '-1' && !belowZero.has(unit);
}
