/** Quantities as people write them (`2h`, `4 Mbit/s`, `200 L`, `24 L/h`, `80 kW`, `1 GB`) in base units. */

const number = String.raw`(\d+(?:[.,]\d+)?)`;

/** A reader of `NUMBER UNIT`; spaces are free, a comma is a decimal point, the case of the unit counts. */
const quantity = (units: Readonly<Record<string, number>>) => {
  const form = new RegExp(`^\\s*${number}\\s*(\\S+)\\s*$`);
  return (text: string): number | null => {
    const match = form.exec(text);
    const [, count = '', unit = ''] = match ?? [];
    // Own ones only: an object also answers to "constructor".
    const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
    return factor === undefined ? null : Number(count.replace(',', '.')) * factor;
  };
};

const durationUnits: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const durationPart = new RegExp(`${number}\\s*(ms|min|s|m|h|d)`, 'g');

/** `10s`, `1h30m`, `2 h`; null when it is none. */
export function durationMs(text: string): number | null {
  const compact = text.replace(/\s+/g, '');
  let total = 0;
  let read = '';
  for (const match of compact.matchAll(durationPart)) {
    read += match[0];
    total += Number((match[1] ?? '').replace(',', '.')) * (durationUnits[match[2] ?? ''] ?? Number.NaN);
  }
  return read !== '' && read === compact && Number.isFinite(total) ? Math.round(total) : null;
}

export const bitRate = quantity({
  'bit/s': 1,
  'kbit/s': 1e3,
  'Mbit/s': 1e6,
  'Gbit/s': 1e9,
  'kb/s': 1e3,
  'Mb/s': 1e6,
  'Gb/s': 1e9,
  kbps: 1e3,
  Mbps: 1e6,
  Gbps: 1e9,
});
export const litres = quantity({ L: 1, l: 1, m3: 1_000, 'm³': 1_000 });
export const litresPerHour = quantity({ 'L/h': 1, 'l/h': 1 });
export const watts = quantity({ W: 1, kW: 1_000, MW: 1e6 });
export const byteSize = quantity({
  B: 1,
  o: 1,
  kB: 1e3,
  ko: 1e3,
  MB: 1e6,
  Mo: 1e6,
  GB: 1e9,
  Go: 1e9,
  TB: 1e12,
  To: 1e12,
});
