/**
 * The strip of every wall: title, counts by severity, clock. The same facts on each wall, so that a critical
 * elsewhere is seen from any of them; wordings shorten, in a fixed order, when the counts grow.
 */
import { formatClock, formatDay, formatDuration, formatZone, nbsp } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { wallMessages } from '../../lib/messages/wall.ts';
import { type Severity, severities } from '../../lib/readings/abnormal.ts';
import type { Instant } from '../../lib/time/clock.ts';
import { textWidth } from './text-width.ts';

export type SeverityCounts = Readonly<Record<Severity, number>>;

export interface StripInput {
  readonly title: string;
  readonly counts: SeverityCounts;
  /** Name of the site of the worst critical; null: not said on this wall. */
  readonly criticalSite: string | null;
  /** A drill scenario runs. */
  readonly exercise: string | null;
  readonly zone: string;
  readonly locale: Locale;
}
export interface CountView {
  readonly severity: Severity;
  readonly number: string;
  readonly word: string;
  /** Left edge and width of the count with its sign. */
  readonly x: number;
  readonly width: number;
}
export interface StripView {
  readonly title: string;
  readonly titleX: number;
  /** The name of the product stands before the title: it gives way when counts are many. */
  readonly mark: boolean;
  readonly exercise: { readonly word: string; readonly width: number } | null;
  readonly counts: readonly CountView[];
  readonly none: { readonly text: string; readonly x: number } | null;
}
export interface StripClock {
  readonly clock: string;
  readonly zone: string;
  readonly day: string;
}

/** Where the counts end: the clock begins beyond. */
export const countsEnd = 1508;
const usualStart = 478;
const markEnd = 172;
const barEnd = 48;
const gap = 18;
const signRoom = 54;
const blockPadding = 8;

const countWidth = (severity: Severity, number: string, word: string): number =>
  signRoom +
  textWidth(number, 52, 600) +
  (word ? 10 : 0) +
  textWidth(word, 42, severity === 'critical' ? 600 : 400) +
  (severity === 'critical' ? 2 * blockPadding : 0);

type Wording = (severity: Severity, count: number) => string;

/** Wordings from the fullest to the barest; the number and the sign always stay. */
function wordings(input: StripInput): readonly Wording[] {
  const text = wallMessages[input.locale];
  const full: Wording = (severity, count) => text[`${severity}Count`](count);
  const short: Wording = (severity, count) =>
    severity === 'information' ? text.informationShort(count) : full(severity, count);
  const withSite =
    (base: Wording): Wording =>
    (severity, count) =>
      severity === 'critical' && input.criticalSite
        ? `${base(severity, count)}${nbsp}· ${input.criticalSite}`
        : base(severity, count);
  const bare =
    (...silent: Severity[]): Wording =>
    (severity, count) =>
      silent.includes(severity) ? '' : short(severity, count);
  return [withSite(full), withSite(short), full, short, bare('information'), bare('information', 'stale')];
}

function placed(input: StripInput, word: Wording, start: number): readonly CountView[] {
  let x = start;
  return severities
    .filter((severity) => input.counts[severity] > 0)
    .map((severity) => {
      const number = String(input.counts[severity]);
      const view = { severity, number, word: word(severity, input.counts[severity]), x, width: 0 };
      const width = countWidth(severity, number, view.word);
      x += width + gap;
      return { ...view, width };
    });
}

const endOf = (counts: readonly CountView[]): number => {
  const last = counts[counts.length - 1];
  return last ? last.x + last.width : 0;
};

/** The name of the product goes before a word of a severity does. */
function layouts(input: StripInput, exerciseWidth: number | null) {
  const titleXs = exerciseWidth === null ? [markEnd, barEnd] : [barEnd + exerciseWidth + 16];
  const said = wordings(input);
  const titleWidth = textWidth(input.title, 44, 500) + 20;
  return said.flatMap((word, i) =>
    // The mark is only given up once nothing but words would be left to give up.
    (i < said.length - 3 ? titleXs.slice(0, 1) : titleXs).map((titleX) => ({
      titleX,
      titleEnd: titleX + titleWidth,
      counts: placed(input, word, titleX + titleWidth),
    })),
  );
}

export function stripView(input: StripInput): StripView {
  const exercise = input.exercise
    ? { word: input.exercise, width: textWidth(input.exercise, 42, 600) + 24 }
    : null;
  const all = layouts(input, exercise?.width ?? null);
  const layout = all.find((one) => endOf(one.counts) <= countsEnd) ?? all[all.length - 1];
  const { titleX = markEnd, titleEnd = markEnd, counts = [] } = layout ?? {};
  // The counts begin at the same place on every wall, as long as they leave room for the clock.
  const shift = Math.max(0, Math.min(usualStart - titleEnd, countsEnd - endOf(counts)));
  return {
    title: input.title,
    titleX,
    mark: exercise === null && titleX === markEnd,
    exercise,
    counts: counts.map((count) => ({ ...count, x: count.x + shift })),
    none: counts.length > 0 ? null : { text: wallMessages[input.locale].noIncidentOpen, x: 1434 },
  };
}

export const stripClock = (now: Instant, zone: string, locale: Locale): StripClock => ({
  clock: formatClock(now, zone),
  zone: formatZone(now, zone),
  day: formatDay(now, zone, locale),
});

/** "à jour il y a 1 s", or how long the server has been silent. */
export function heardText(silentMs: number, silent: boolean, locale: Locale): string {
  const text = wallMessages[locale];
  const age = formatDuration(Math.max(silentMs, 1000), locale, true);
  return silent ? text.silentFor(age) : text.upToDate(age);
}

/** The zone of the wall's clock: as set, else the one whose offset most sites share now. */
export function wallZone(set: string | null, zones: readonly string[], now: Instant): string {
  if (set) return set;
  const shared = (zone: string): number =>
    zones.filter((other) => formatZone(now, other) === formatZone(now, zone)).length;
  return zones.reduce((best, zone) => (shared(zone) > shared(best) ? zone : best), zones[0] ?? 'UTC');
}
