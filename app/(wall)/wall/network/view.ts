/** The network wall: both links of each site over the last hour, their overflow, loss, latency and tunnels. */

import type { Recent } from '../../../../components/live/recent.ts';
import type { Severity } from '../../../../components/sign/severity.ts';
import type { Row } from '../../../../components/wall/rows.ts';
import type { WallSettings } from '../../../../components/wall/settings.ts';
import { type SiteRow, siteRows } from '../../../../components/wall/site-rows.ts';
import { wallStrip } from '../../../../components/wall/strip-of.ts';
import { ellipsis } from '../../../../components/wall/text-width.ts';
import { type Trouble, troublesOf } from '../../../../components/wall/trouble.ts';
import type { WallModel } from '../../../../components/wall/wall-face.tsx';
import {
  formatBitRate,
  formatClock,
  formatDuration,
  formatRatio,
  nbsp,
} from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import { type LinkPicture, siteLinks } from '../../../../lib/readings/link-picture.ts';
import type { Picture, SitePicture } from '../../../../lib/readings/picture.ts';
import type { OverflowState } from '../../../../lib/readings/states.ts';
import { type LinkView, linkView, type OverflowMark, overflowMark } from './link-view.ts';
import { type TunnelsView, tunnelsView } from './tunnels-view.ts';

export interface NetworkRow extends Row {
  readonly id: string;
  readonly name: string;
  readonly contract: string;
  readonly grown: boolean;
  readonly severity: Severity | null;
  readonly state: string;
  /** How long the abnormal state has lasted; null while normal. */
  readonly age: string | null;
  readonly primary: LinkView | null;
  readonly backup: LinkView | null;
  readonly mark: OverflowMark | null;
  readonly tunnels: TunnelsView;
}
export interface NetworkModel extends WallModel {
  readonly locale: Locale;
  /** "seuil 70 %": null when the links have none or several. */
  readonly threshold: string | null;
  readonly rows: readonly NetworkRow[];
}

const grownHeight = 258;

/** "2 × 4 Mbit/s" when both are alike, else "4 + 2 Mbit/s". */
function contractOf(site: SitePicture, locale: Locale): string {
  const rates = site.links.map((link) => link.contractedBitsPerSecond);
  const [first] = rates;
  if (first === undefined) return '';
  if (rates.length === 1) return formatBitRate(first, locale);
  return rates.every((rate) => rate === first)
    ? `${rates.length}${nbsp}×${nbsp}${formatBitRate(first, locale)}`
    : rates.map((rate) => formatBitRate(rate, locale)).join(`${nbsp}+${nbsp}`);
}

/** From the side bar to the chart, less the padding of a block. */
const stateRoom = 212;

/** The state of the pair of links in one or two words; while it is calm, the abnormal word if there is one. */
function stateWord(primary: LinkPicture | null, trouble: Trouble | null, locale: Locale): string {
  const text = wallMessages[locale];
  const words: Record<OverflowState, string> = {
    'primary-only': text.primaryOnly,
    overflow: text.overflow,
    'fail-over': text.failOver,
    'both-down': text.bothDown,
  };
  const word = primary?.overflow ? words[primary.overflow] : '';
  const calm = primary?.overflow == null || primary.overflow === 'primary-only';
  const grave = trouble?.severity === 'critical' || trouble?.severity === 'warning';
  return trouble && calm && grave ? ellipsis(trouble.told.cell, stateRoom, 42, 600) : word;
}

function places(row: Row, grown: boolean) {
  const chartHeight = grown ? 218 : Math.min(150, row.height - 28);
  const y = row.y + (row.height - chartHeight) / 2;
  const middle = row.y + row.height / 2;
  const apart = grown ? 40 : 34;
  return {
    primary: { chart: { x: 298, y, width: 336, height: chartHeight }, baseline: middle - apart + 12 },
    backup: { chart: { x: 796, y, width: 336, height: chartHeight }, baseline: middle + apart + 12 },
  };
}

interface RowInput extends SiteRow {
  readonly picture: Picture;
  readonly recent: Recent;
  readonly locale: Locale;
}

function rowView({ picture, recent, site, row, grown, trouble, locale }: RowInput): NetworkRow {
  const scene = { picture, recent, site, locale };
  const { primary, backup } = siteLinks(picture, site);
  const place = places(row, grown);
  return {
    ...row,
    id: site.id,
    name: site.name,
    contract: contractOf(site, locale),
    grown,
    severity: trouble?.severity ?? null,
    state: stateWord(primary, trouble, locale),
    age: trouble ? formatDuration(picture.now - trouble.since, locale) : null,
    primary: primary ? linkView(scene, primary, place.primary, grown) : null,
    backup: backup ? linkView(scene, backup, place.backup, grown) : null,
    mark: primary ? overflowMark(scene, primary, (at) => formatClock(at, site.timezone)) : null,
    tunnels: tunnelsView(picture, site, locale),
  };
}

function thresholdOf(picture: Picture, locale: Locale): string | null {
  const ratios = new Set(
    picture.sites.flatMap((site) => site.links.flatMap((link) => link.overflow?.atRatio ?? [])),
  );
  const [ratio] = ratios;
  return ratios.size === 1 && ratio !== undefined
    ? wallMessages[locale].threshold(formatRatio(ratio, locale))
    : null;
}

export function networkView(picture: Picture, recent: Recent, settings: WallSettings): NetworkModel {
  const { locale } = settings;
  const troubles = troublesOf(picture, locale);
  return {
    ...wallStrip(picture, troubles, settings, wallMessages[locale].networkTitle, true),
    locale,
    threshold: thresholdOf(picture, locale),
    rows: siteRows(picture, troubles, 'internet', grownHeight).map((row) =>
      rowView({ ...row, picture, recent, locale }),
    ),
  };
}
