/** One reading as a line: what, value in its context, state, how old. Pure. */
import { familyMessages, stateWord } from '../../lib/messages/device.ts';
import { formatDuration, noValue } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { formatQuantity } from '../../lib/messages/quantity.ts';
import type { Severity } from '../../lib/readings/abnormal.ts';
import { metricOf } from '../../lib/readings/catalogue/index.ts';
import type { Metric, NormalBand } from '../../lib/readings/catalogue/metric.ts';
import { believedOf } from '../../lib/readings/device-state.ts';
import { type DevicePicture, labelOf, type Picture } from '../../lib/readings/picture.ts';
import { type Freshness, type Reading, seriesId } from '../../lib/readings/reading.ts';
import type { Bar } from './system-cell-view.ts';

export interface ReadingRow {
  readonly id: string;
  /** `metric/instance`, as `?draw=` names it. */
  readonly draw: string;
  readonly metric: string;
  readonly label: string;
  readonly thing: string;
  readonly value: string;
  readonly severity: Severity | null;
  readonly freshness: Freshness;
  readonly bar: Bar | null;
  readonly age: string;
  readonly numeric: boolean;
}
export interface ReadingGroup {
  readonly family: string;
  readonly title: string;
  readonly rows: readonly ReadingRow[];
}

const bounds = (band: NormalBand): number[] =>
  [band.criticalBelow, band.warningBelow, band.warningAbove, band.criticalAbove].filter(
    (one) => one !== undefined,
  );

/** The scale leaves a fifth of room beyond the bounds; a ratio is always 0 to 1. */
export function barOf(metric: Metric, value: number | null): Bar | null {
  const { band } = metric;
  if (metric.kind !== 'gauge') return null;
  if (metric.unit === 'ratio' && (band === undefined || (band.warningAbove ?? 1) > 0.2))
    return {
      from: 0,
      to: 1,
      value,
      usual: band ? [band.warningBelow ?? 0, band.warningAbove ?? 1] : null,
      limits: band ? bounds(band) : [],
    };
  if (!band) return null;
  const marks = bounds(band);
  const low = Math.min(...marks, value ?? Number.POSITIVE_INFINITY);
  const high = Math.max(...marks, value ?? Number.NEGATIVE_INFINITY);
  const room = (high - low || Math.abs(high) || 1) * 0.3;
  const from = low >= 0 ? Math.max(0, low - room) : low - room;
  const to = high + room;
  return { from, to, value, usual: [band.warningBelow ?? from, band.warningAbove ?? to], limits: marks };
}

export function valueText(reading: Pick<Reading, 'metric' | 'value' | 'text'>, locale: Locale): string {
  const metric = metricOf(reading.metric);
  if (metric?.kind === 'state' || metric?.kind === 'contact') {
    if (reading.text !== null) return stateWord(reading.metric, reading.text, locale);
    return reading.value === null ? noValue : String(reading.value);
  }
  return formatQuantity(reading.value, metric?.unit ?? '', locale);
}

export function readingRow(
  picture: Picture,
  reading: Reading,
  freshness: Freshness,
  locale: Locale,
): ReadingRow {
  const metric = metricOf(reading.metric);
  const believed = freshness === 'fresh' || freshness === 'stale';
  const severity: Severity | null =
    freshness !== 'fresh'
      ? 'stale'
      : reading.state === 'critical' || reading.state === 'warning'
        ? reading.state
        : null;
  return {
    id: seriesId(reading),
    draw: `${reading.metric}/${reading.instance}`,
    metric: reading.metric,
    label: metric ? metric[locale] : reading.metric,
    thing: labelOf(picture, reading),
    value: believed ? valueText(reading, locale) : noValue,
    severity,
    freshness,
    bar: metric ? barOf(metric, believed ? reading.value : null) : null,
    age: formatDuration(Math.max(0, picture.now - reading.at), locale),
    numeric: metric?.kind === 'gauge' || metric?.kind === 'counter',
  };
}

const isFamily = (text: string, locale: Locale): text is keyof (typeof familyMessages)['fr'] =>
  text in familyMessages[locale];
export const familyTitle = (family: string, locale: Locale): string =>
  isFamily(family, locale) ? familyMessages[locale][family] : family;

const byLabel = (a: ReadingRow, b: ReadingRow): number =>
  a.thing.localeCompare(b.thing, 'fr', { numeric: true }) || a.label.localeCompare(b.label, 'fr');

/** Families in the order of their catalogue; abnormal readings stay in their place, their sign finds them. */
export function readingGroups(
  picture: Picture,
  device: DevicePicture,
  locale: Locale,
  keep: (row: ReadingRow) => boolean = () => true,
): readonly ReadingGroup[] {
  const groups = new Map<string, ReadingRow[]>();
  for (const { reading, freshness } of believedOf(picture, device.site, device.id)) {
    const row = readingRow(picture, reading, freshness, locale);
    if (!keep(row)) continue;
    const family = reading.metric.split('.')[0] ?? '';
    const rows = groups.get(family);
    if (rows) rows.push(row);
    else groups.set(family, [row]);
  }
  const order = Object.keys(familyMessages.fr);
  return [...groups]
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([family, rows]) => ({ family, title: familyTitle(family, locale), rows: rows.toSorted(byLabel) }));
}
