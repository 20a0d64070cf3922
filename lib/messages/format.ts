/**
 * Numbers, durations and instants as a person reads them. French: comma, full no-break space before % and in
 * thousands (the thin one does not read at 15 px); times always with their zone. Pure: locale and zone are arguments.
 */
import type { Instant } from '../time/clock.ts';
import type { Locale } from './message.ts';

/** No-break space: between a number and its unit, and between thousands. */
export const nbsp = '\u00a0';

/** A value that is not available or no longer believed. */
export const noValue = '—';

const fixed = (value: number, decimals: number, locale: Locale): string => {
  const [whole = '0', part] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, locale === 'fr' ? nbsp : ',');
  const sign = value < 0 && Number(Math.abs(value).toFixed(decimals)) !== 0 ? '−' : '';
  return sign + grouped + (part ? (locale === 'fr' ? ',' : '.') + part : '');
};

/** Three significant digits at most, never an exponent: 1,66 · 22,4 · 104 · 12 345. */
export function formatNumber(value: number, locale: Locale, maxDecimals = 2): string {
  const size = Math.abs(value);
  const decimals = Number.isInteger(value) ? 0 : size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return fixed(value, Math.min(decimals, maxDecimals), locale);
}

/** A ratio as a percentage: 0.83 → "83 %"; `decimals` for losses and service levels. */
export const formatRatio = (ratio: number, locale: Locale, decimals = 0): string =>
  `${fixed(ratio * 100, decimals, locale)}${locale === 'fr' ? nbsp : ''}%`;

/** 42 s · 6 min · 3 h 10 · 2 j 4 h. Seconds below two minutes when `precise`. */
export function formatDuration(ms: number, locale: Locale, precise = false): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}${nbsp}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return precise && seconds % 60
      ? `${minutes}${nbsp}min${nbsp}${seconds % 60}${nbsp}s`
      : `${minutes}${nbsp}min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24)
    return minutes % 60
      ? `${hours}${nbsp}h${nbsp}${String(minutes % 60).padStart(2, '0')}`
      : `${hours}${nbsp}h`;
  const days = Math.floor(hours / 24);
  const day = locale === 'fr' ? 'j' : 'd';
  return hours % 24 ? `${days}${nbsp}${day}${nbsp}${hours % 24}${nbsp}h` : `${days}${nbsp}${day}`;
}

const scaled = (value: number, steps: readonly (readonly [number, string])[], locale: Locale): string => {
  const [size, unit] = steps.find(([s]) => Math.abs(value) >= s) ?? steps[steps.length - 1] ?? [1, ''];
  return `${formatNumber(value / size, locale)}${nbsp}${unit}`;
};
const decimal = (unit: string): readonly (readonly [number, string])[] => [
  [1e9, `G${unit}`],
  [1e6, `M${unit}`],
  [1e3, `k${unit}`],
  [1, unit],
];
/** 1,66 Mbit/s. */
export const formatBitRate = (bitsPerSecond: number, locale: Locale): string =>
  scaled(bitsPerSecond, decimal('bit/s'), locale);
/** Decimal bytes: 1,2 Go in French, 1.2 GB in English. */
export const formatBytes = (bytes: number, locale: Locale): string =>
  scaled(bytes, [[1e12, locale === 'fr' ? 'To' : 'TB'], ...decimal(locale === 'fr' ? 'o' : 'B')], locale);
/** 22,4 kW. */
export const formatPower = (watts: number, locale: Locale): string =>
  scaled(
    watts,
    [
      [1e3, 'kW'],
      [1, 'W'],
    ],
    locale,
  );

const clockFormats = new Map<string, Intl.DateTimeFormat>();
const clockFormat = (
  zone: string,
  locale: Locale,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat => {
  const key = `${zone} ${locale} ${JSON.stringify(options)}`;
  const known = clockFormats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { timeZone: zone, ...options });
  clockFormats.set(key, format);
  return format;
};
/** 14:32, or 14:32:07. */
export const formatClock = (at: Instant, zone: string, seconds = false): string =>
  clockFormat(zone, 'en', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(seconds ? { second: '2-digit' } : {}),
  }).format(at);
/** "lun. 23 nov. 2026" / "Mon, 23 Nov 2026". */
export const formatDay = (at: Instant, zone: string, locale: Locale, year = true): string =>
  clockFormat(zone, locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(year ? { year: 'numeric' } : {}),
  }).format(at);

/** Offset of a zone at an instant, in minutes east of UTC. */
export function zoneOffsetMinutes(at: Instant, zone: string): number {
  const name =
    clockFormat(zone, 'en', { timeZoneName: 'longOffset' })
      .formatToParts(at)
      .find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
}
/** "UTC+1", "UTC+0", "UTC+5:30". */
export function formatZone(at: Instant, zone: string): string {
  const offset = zoneOffsetMinutes(at, zone);
  const size = Math.abs(offset);
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(size / 60)}${size % 60 ? `:${String(size % 60).padStart(2, '0')}` : ''}`;
}
