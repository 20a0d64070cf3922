/** What a site's page shows: its sentence, its systems, its links on one axis, its power, its devices. Pure. */
import type { MirrorLink, MirrorModel } from '../../../../components/chart/link-mirror.tsx';
import { laneOf, type Sample, type Span } from '../../../../components/chart/link-mirror-view.ts';
import { type DeviceRow, deviceRow } from '../../../../components/desk/device-list-view.ts';
import { type NowList, nowList } from '../../../../components/desk/now-view.ts';
import { powerLine, type Stage } from '../../../../components/desk/power-line-view.ts';
import { type SystemCell, systemCells } from '../../../../components/desk/system-cell-view.ts';
import { severityFill } from '../../../../components/sign/severity.ts';
import { deskMessages } from '../../../../lib/messages/desk.ts';
import {
  formatBitRate,
  formatClock,
  formatDuration,
  formatRatio,
  formatZone,
  noValue,
} from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { formatQuantity } from '../../../../lib/messages/quantity.ts';
import { type Severity, worstOf } from '../../../../lib/readings/abnormal.ts';
import { type LinkPicture, siteLinks } from '../../../../lib/readings/link-picture.ts';
import { troubling } from '../../../../lib/readings/now-lines.ts';
import type { Picture, SitePicture } from '../../../../lib/readings/picture.ts';
import { seriesId } from '../../../../lib/readings/reading.ts';
import { serviceAt } from '../../../../lib/readings/service-hours.ts';
import { overflowStates } from '../../../../lib/readings/states.ts';

/** The samples of one series of a link, wherever they came from: the live hour or the store. */
export type SamplesOf = (id: string) => readonly Sample[];

/** Its sign and its hours: the title, which needs no past. */
export interface SiteHead {
  readonly severity: Severity | null;
  readonly place: string;
}
export interface SiteModel {
  readonly sentence: string;
  readonly cells: readonly SystemCell[];
  readonly mirror: MirrorModel | null;
  readonly now: NowList;
  readonly power: readonly Stage[];
  readonly devices: readonly DeviceRow[];
}

function placeOf(picture: Picture, site: SitePicture, locale: Locale): string {
  const say = deskMessages[locale];
  const { now } = picture;
  const service = serviceAt(site.service, site.timezone, now);
  const hours =
    service.open && service.endAt !== null
      ? say.serviceUntil(formatClock(service.endAt, site.timezone))
      : service.nextAt !== null
        ? say.serviceFrom(formatClock(service.nextAt, site.timezone))
        : null;
  const local = say.localTime(formatClock(now, site.timezone), formatZone(now, site.timezone));
  return hours === null ? local : `${local}, ${hours}`;
}

function sentenceOf(picture: Picture, site: SitePicture, list: NowList, locale: Locale): string {
  const say = deskMessages[locale];
  const first = list.rows[0];
  if (!first) return say.sentenceGood;
  const rest = list.rows.length + list.hidden - 1;
  const others = rest > 0 ? ` ${say.sentenceOthers(rest)}` : '';
  const { primary } = siteLinks(picture, site);
  if (
    primary?.overflow === 'overflow' &&
    primary.overflowResult === 'held' &&
    first.severity === 'information'
  ) {
    const age = formatDuration(picture.now - (primary.overflowSince ?? picture.now), locale);
    return (
      say.sentenceOverflowHeld(
        primary.use.value === null ? noValue : formatRatio(primary.use.value, locale),
        age,
      ) + others
    );
  }
  return `${first.what}. ${first.consequence ?? ''}`.trim().replace(/([^.!?])$/, '$1.') + others;
}

function mirrorLink(
  of: LinkPicture,
  title: string,
  note: string | null,
  samples: SamplesOf,
  site: string,
  locale: Locale,
  holeMs: number,
): MirrorLink {
  const say = deskMessages[locale];
  const id = (metric: string) => seriesId({ site, device: of.link.device, metric, instance: of.link.id });
  const ratio = (value: number | null) => (value === null ? noValue : formatRatio(value, locale));
  const rate = of.inBitsPerSecond.value;
  return {
    title: `${title}, ${formatBitRate(of.link.contractedBitsPerSecond, locale)}`,
    figure: `${say.inbound} ${rate === null ? '' : `${formatBitRate(rate, locale)}, `}${ratio(of.inRatio.value)}`,
    others: [
      `${say.outbound} ${ratio(of.outRatio.value)}`,
      `${say.loss} ${of.loss.value === null ? noValue : formatRatio(of.loss.value, locale, 1)}`,
      `${say.latency} ${formatQuantity(of.latency.value, 'seconds', locale)}`,
    ],
    series: {
      inRatio: samples(id('link.in_ratio')),
      outRatio: samples(id('link.out_ratio')),
      maxHoleMs: holeMs,
    },
    mark: of.link.overflow?.atRatio ?? null,
    label: `${title}: ${say.inbound} ${ratio(of.inRatio.value)}, ${say.outbound} ${ratio(of.outRatio.value)}`,
    note,
  };
}

interface MirrorNeeds {
  readonly span: Span;
  readonly zone: string;
  readonly samples: SamplesOf;
  readonly holeMs: number;
}

function mirrorOf(
  picture: Picture,
  site: SitePicture,
  locale: Locale,
  needs: MirrorNeeds,
): MirrorModel | null {
  const { primary, backup } = siteLinks(picture, site);
  if (!primary) return null;
  const say = deskMessages[locale];
  const { samples, holeMs, span, zone } = needs;
  const overflowing = primary.overflow !== null && primary.overflow !== 'primary-only';
  const since = overflowing ? primary.overflowSince : null;
  const colour = severityFill[worstOf(troubling(picture), site.id, 'internet')?.severity ?? 'information'];
  const laneSamples = samples(
    seriesId({
      site: site.id,
      device: primary.link.device,
      metric: 'link.overflow_state',
      instance: primary.link.id,
    }),
  );
  const words = laneWords(locale);
  const delay = primary.relayDelayMs;
  const resolution =
    primary.relayResolutionMs === null
      ? ''
      : say.resolution(formatDuration(primary.relayResolutionMs, locale));
  const mark = primary.link.overflow;
  const noteUp =
    since === null || mark === null
      ? null
      : say.overflowAt(formatRatio(mark.atRatio, locale), formatClock(since, zone, true));
  const noteDown =
    since === null || delay === null ? null : say.backupEngaged(formatDuration(delay, locale), resolution);
  const newest = Math.max(0, ...[primary.inRatio.at, backup?.inRatio.at ?? null].map((at) => at ?? 0));
  return {
    primary: mirrorLink(primary, say.primary, noteUp, samples, site.id, locale, holeMs),
    // The same mark on both, so that the two compare; the backup has no overflow of its own.
    backup: backup
      ? {
          ...mirrorLink(backup, say.backup, noteDown, samples, site.id, locale, holeMs),
          mark: mark?.atRatio ?? null,
        }
      : null,
    lane: laneOf(laneSamples, span, holeMs).map((segment) => ({
      ...segment,
      colour: segment.state === overflowStates['primary-only'] ? null : colour,
      word:
        (words[segment.state] ?? say.unknownState) +
        (segment.state !== overflowStates['primary-only'] && since !== null && segment.to >= span.to - holeMs
          ? ` ${say.sinceLane(formatClock(since, zone, true), formatDuration(picture.now - since, locale))}`
          : ''),
    })),
    event: since === null ? null : { at: since, colour },
    overColour: colour,
    heardAt: newest === 0 ? null : newest + holeMs,
    words: { in: say.inbound, out: say.outbound, state: say.state },
  };
}

const laneWords = (locale: Locale): Readonly<Record<number, string>> => {
  const say = deskMessages[locale];
  return {
    [overflowStates['primary-only']]: say.primaryOnly,
    [overflowStates.overflow]: say.overflowing,
    [overflowStates['fail-over']]: say.failOver,
    [overflowStates['both-down']]: say.bothDown,
  };
};

export const siteHead = (picture: Picture, site: SitePicture, locale: Locale): SiteHead => ({
  severity: worstOf(troubling(picture), site.id)?.severity ?? null,
  place: placeOf(picture, site, locale),
});

export function siteModel(
  picture: Picture,
  site: SitePicture,
  locale: Locale,
  needs: MirrorNeeds,
): SiteModel {
  const now = nowList(picture, locale, needs.zone, (one) => one.site === site.id);
  return {
    sentence: sentenceOf(picture, site, now, locale),
    cells: systemCells(picture, site, locale),
    mirror: mirrorOf(picture, site, locale, needs),
    now,
    power: powerLine(picture, site, locale),
    devices: site.devices.map((device) => deviceRow(picture, device, locale)),
  };
}
