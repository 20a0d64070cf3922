/** A payload's number: JSON, a plain number, or text such as "13.2 V". What is not a number is never guessed. */

/** The largest payload that is looked at; a device says what it measures in far less. */
export const maxPayloadBytes = 256 * 1024;
const maxDepth = 12;

const depthOf = (text: string): number => {
  let depth = 0;
  let most = 0;
  for (const c of text) {
    if (c === '{' || c === '[') most = Math.max(most, ++depth);
    else if (c === '}' || c === ']') depth--;
  }
  return most;
};

/** JSON is UTF-8 (RFC 8259 section 8.1): damaged bytes are no text, not text with holes. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Undefined when it is not JSON, too large or too deep. */
export function jsonOf(payload: Buffer): unknown {
  if (payload.length === 0 || payload.length > maxPayloadBytes) return undefined;
  try {
    const text = strictUtf8.decode(payload);
    return depthOf(text) > maxDepth ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Measured {
  readonly value: number;
  readonly unit: string | null;
}

const measured =
  /^\s*([+-]?(?:\d{1,18}(?:[.,]\d{1,12})?|[.,]\d{1,12})(?:[eE][+-]?\d{1,3})?)\s*([^\d\s.,][^\d]{0,15})?\s*$/u;

/** "13.2 V" → 13.2 and V; "12" → 12; "12 V 3" and "n/a" → null. A comma is a decimal comma. */
export function measuredText(text: string): Measured | null {
  const match = measured.exec(text);
  if (!match?.[1]) return null;
  const value = Number(match[1].replace(',', '.'));
  return Number.isFinite(value) ? { value, unit: match[2]?.trim() ?? null } : null;
}

/** Number, boolean (1 or 0) or measured text; null for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return measuredText(value)?.value ?? null;
  return null;
}

/** Factor from a unit as devices write it to the catalogue's base unit; null: no such unit. */
const unitFactors: Readonly<Record<string, readonly [string, number, number?]>> = {
  V: ['volts', 1],
  mV: ['volts', 0.001],
  A: ['amperes', 1],
  mA: ['amperes', 0.001],
  W: ['watts', 1],
  kW: ['watts', 1000],
  VA: ['volt_amperes', 1],
  kVA: ['volt_amperes', 1000],
  var: ['vars', 1],
  VAr: ['vars', 1],
  kVAr: ['vars', 1000],
  Wh: ['watt_hours', 1],
  kWh: ['watt_hours', 1000],
  Ah: ['ampere_hours', 1],
  Hz: ['hertz', 1],
  '%': ['ratio', 0.01],
  C: ['celsius', 1],
  '°C': ['celsius', 1],
  Cel: ['celsius', 1],
  F: ['celsius', 5 / 9, -160 / 9],
  '°F': ['celsius', 5 / 9, -160 / 9],
  K: ['celsius', 1, -273.15],
  RPM: ['rpm', 1],
  rpm: ['rpm', 1],
  s: ['seconds', 1],
  sec: ['seconds', 1],
  min: ['seconds', 60],
  h: ['seconds', 3600],
  hours: ['seconds', 3600],
  Pa: ['pascals', 1],
  hPa: ['pascals', 100],
  kPa: ['pascals', 1000],
  bar: ['pascals', 100_000],
  psi: ['pascals', 6894.757],
  L: ['litres', 1],
  l: ['litres', 1],
  m3: ['litres', 1000],
  gal: ['litres', 3.785412],
  dBm: ['dbm', 1],
  dB: ['db', 1],
  lx: ['lux', 1],
  ppm: ['ppm', 1],
  m: ['metres', 1],
};

/** The value in base units, and which; null when the unit is unknown. */
export function inBaseUnit(
  value: number,
  unit: string,
): { readonly unit: string; readonly value: number } | null {
  if (!Object.hasOwn(unitFactors, unit)) return null;
  const [name, factor, offset = 0] = unitFactors[unit] as readonly [string, number, number?];
  return { unit: name, value: value * factor + offset };
}
