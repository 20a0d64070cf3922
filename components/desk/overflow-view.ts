/** The overflows that the API tells, in the reader's words. Pure. */
import { deskMessages } from '../../lib/messages/desk.ts';
import { formatClock, formatDay, formatDuration, formatRatio, noValue } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';

/** As GET /api/v1/overflows/{site} answers. */
export interface OverflowAnswer {
  readonly items: readonly {
    readonly site: string;
    readonly link: string;
    readonly from: string;
    readonly to: string | null;
    readonly delaySeconds: number | null;
    readonly resolutionSeconds: number | null;
    readonly primaryPeakRatio: number | null;
    readonly backupPeakRatio: number | null;
  }[];
}
export interface OverflowRow {
  readonly key: string;
  readonly day: string;
  readonly clock: string;
  readonly delay: string;
  readonly primaryPeak: string;
  readonly backupPeak: string;
  readonly duration: string;
  /** The readings behind it: the site's page over those minutes. */
  readonly href: string;
}
/** Rows shown; the API has the others. */
export const maxOverflowRows = 6;
const aroundMs = 600_000;

export function overflowRows(
  answer: OverflowAnswer,
  now: number,
  locale: Locale,
  zone: string,
): readonly OverflowRow[] {
  const say = deskMessages[locale];
  const ratio = (value: number | null): string => (value === null ? noValue : formatRatio(value, locale));
  return answer.items.slice(0, maxOverflowRows).map((item) => {
    const from = Date.parse(item.from);
    const to = item.to === null ? null : Date.parse(item.to);
    const resolution =
      item.resolutionSeconds === null
        ? ''
        : say.resolution(formatDuration(item.resolutionSeconds * 1000, locale));
    const query = new URLSearchParams({
      from: new Date(from - aroundMs).toISOString(),
      to: new Date((to ?? now) + aroundMs).toISOString(),
    });
    return {
      key: item.from,
      day: formatDay(from, zone, locale, false),
      clock: formatClock(from, zone, true),
      delay:
        item.delaySeconds === null ? noValue : formatDuration(item.delaySeconds * 1000, locale) + resolution,
      primaryPeak: ratio(item.primaryPeakRatio),
      backupPeak: ratio(item.backupPeakRatio),
      duration:
        to === null ? say.inProgress(formatDuration(now - from, locale)) : formatDuration(to - from, locale),
      href: `/sites/${item.site}?${query.toString()}`,
    };
  });
}

export function overflowSummary(answer: OverflowAnswer, days: number, locale: Locale): string | null {
  const delays = answer.items.flatMap((item) => item.delaySeconds ?? []);
  if (answer.items.length === 0) return null;
  const worst = delays.length === 0 ? noValue : formatDuration(Math.max(...delays) * 1000, locale);
  return deskMessages[locale].overflowsSummary(days, delays.length, answer.items.length, worst);
}
