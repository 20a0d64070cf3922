/** A value of the metric catalogue in the unit that a person reads: ratios in %, watts in kW, seconds as a duration. */
import {
  formatBitRate,
  formatBytes,
  formatDuration,
  formatNumber,
  formatPower,
  formatRatio,
  nbsp,
  noValue,
} from './format.ts';
import type { Locale } from './message.ts';

/** Units shown with a sign of their own, whole or nearly. */
const signs: Readonly<Record<string, string>> = {
  volts: 'V',
  amperes: 'A',
  volt_amperes: 'VA',
  vars: 'var',
  watt_hours: 'Wh',
  ampere_hours: 'Ah',
  hertz: 'Hz',
  celsius: '°C',
  dbm: 'dBm',
  db: 'dB',
  litres: 'L',
  litres_per_hour: 'L/h',
  cubic_metres_per_second: 'm³/s',
  metres_per_second: 'm/s',
  metres: 'm',
  degrees: '°',
  ohms: 'Ω',
  lux: 'lx',
  ppm: 'ppm',
  kelvin: 'K',
  per_second: '/s',
};

/** Under ten seconds a duration is a delay: 12 ms, 0,35 s. */
function seconds(value: number, locale: Locale): string {
  if (Math.abs(value) < 1) return `${formatNumber(value * 1_000, locale, 1)}${nbsp}ms`;
  if (Math.abs(value) < 10 && !Number.isInteger(value)) return `${formatNumber(value, locale, 1)}${nbsp}s`;
  return value < 0 ? `−${formatDuration(-value * 1_000, locale)}` : formatDuration(value * 1_000, locale);
}

/** `unit` is the catalogue's. Null: "—". */
export function formatQuantity(value: number | null, unit: string, locale: Locale): string {
  if (value === null || !Number.isFinite(value)) return noValue;
  switch (unit) {
    case 'ratio':
      return formatRatio(value, locale, value !== 0 && Math.abs(value) < 0.1 ? 1 : 0);
    case 'seconds':
      return seconds(value, locale);
    case 'bits_per_second':
      return formatBitRate(value, locale);
    case 'bytes':
      return formatBytes(value, locale);
    case 'bytes_per_second':
      return `${formatBytes(value, locale)}/s`;
    case 'watts':
      return formatPower(value, locale);
    case 'rpm':
      return `${formatNumber(value, locale, 0)}${nbsp}${locale === 'fr' ? 'tr/min' : 'rpm'}`;
    case 'pascals':
      return `${formatNumber(value / 100_000, locale)}${nbsp}bar`;
    default: {
      const sign = signs[unit];
      const number = formatNumber(value, locale, unit === 'celsius' || unit === 'hertz' ? 1 : 2);
      return sign === undefined ? number : `${number}${nbsp}${sign}`;
    }
  }
}
