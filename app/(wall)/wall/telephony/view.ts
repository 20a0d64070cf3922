/** The telephony wall: for each site its E1 lines, channel by channel counted, the calls of the hour, and VoIP. */
import type { Recent } from '../../../../components/live/recent.ts';
import type { Severity } from '../../../../components/sign/severity.ts';
import { type CallsPicture, callsOf, channelsOfHour } from '../../../../components/wall/calls.ts';
import { areaPath, type Box, linePath } from '../../../../components/wall/path.ts';
import { type Row, rowsOf } from '../../../../components/wall/rows.ts';
import type { WallSettings } from '../../../../components/wall/settings.ts';
import { wallStrip } from '../../../../components/wall/strip-of.ts';
import { ellipsis } from '../../../../components/wall/text-width.ts';
import { type Trouble, troublesOf } from '../../../../components/wall/trouble.ts';
import type { WallModel } from '../../../../components/wall/wall-face.tsx';
import { formatClock, formatDuration, formatZone, noValue } from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import type { Picture, SitePicture } from '../../../../lib/readings/picture.ts';
import { type SpanView, spanViews } from './span-view.ts';
import { type VoipView, voipView } from './voip-view.ts';

export interface TelephonyRow extends Row {
  readonly id: string;
  readonly name: string;
  readonly clock: string;
  readonly severity: Severity | null;
  /** "94/120": in use of those that could carry a call now; null when the site has no E1. */
  readonly total: string | null;
  /** Shares of the channels that were bought. */
  readonly bar: { readonly used: number; readonly lost: number };
  readonly hour: { readonly box: Box; readonly area: string; readonly line: string };
  readonly spans: readonly SpanView[];
  readonly voip: VoipView | null;
  /** What is abnormal, in a sentence, with its age. */
  readonly sentence: { readonly text: string; readonly age: string; readonly severity: Severity } | null;
}
export interface TelephonyModel extends WallModel {
  readonly locale: Locale;
  readonly rows: readonly TelephonyRow[];
  readonly hasVoip: boolean;
}

const sentenceRoom = 840;

function hourView(
  picture: Picture,
  recent: Recent,
  calls: CallsPicture | null,
  box: Box,
): TelephonyRow['hour'] {
  const hour = channelsOfHour(recent, calls?.spans ?? [], picture.now);
  const height = (value: number): number => value / Math.max(1, calls?.bought ?? 1);
  return {
    box,
    area: areaPath(hour, box, height, box.y + box.height),
    line: linePath(hour, box, height),
  };
}

function sentenceOf(
  picture: Picture,
  trouble: Trouble | undefined,
  locale: Locale,
): TelephonyRow['sentence'] {
  if (!trouble) return null;
  return {
    text: ellipsis(trouble.told.what, sentenceRoom, 42, 600),
    age: formatDuration(picture.now - trouble.since, locale),
    severity: trouble.severity,
  };
}

interface RowInput {
  readonly picture: Picture;
  readonly recent: Recent;
  readonly site: SitePicture;
  readonly row: Row;
  readonly troubles: readonly Trouble[];
  /** Some site counts its VoIP: the E1 leave it a column. */
  readonly hasVoip: boolean;
  readonly locale: Locale;
}
function rowView({ picture, recent, site, row, troubles, hasVoip, locale }: RowInput): TelephonyRow {
  const calls = callsOf(picture, site);
  const own = troubles.filter((one) => one.site === site.id);
  const trouble = own.find((one) => one.system === 'telephony');
  const spans = calls?.spans ?? [];
  const bought = Math.max(1, calls?.bought ?? 1);
  const box = { x: 580, y: row.y + 24, width: 210, height: row.height - 48 };
  return {
    ...row,
    id: site.id,
    name: site.name,
    clock: `${formatClock(picture.now, site.timezone)} ${formatZone(picture.now, site.timezone)}`,
    severity: trouble?.severity ?? null,
    total: calls && spans.length > 0 ? `${calls.used ?? noValue}/${calls.usable}` : null,
    bar: {
      used: Math.min(1, (calls?.used ?? 0) / bought),
      lost: calls ? (calls.bought - calls.usable) / bought : 0,
    },
    hour: hourView(picture, recent, calls, box),
    spans: spanViews(spans, { left: 840, right: hasVoip ? 1640 : 1896, y: row.y }, own, picture.now, locale),
    voip: voipView(picture, site, locale),
    sentence: sentenceOf(picture, trouble, locale),
  };
}

export function telephonyView(picture: Picture, recent: Recent, settings: WallSettings): TelephonyModel {
  const { locale } = settings;
  const troubles = troublesOf(picture, locale);
  const rows = rowsOf(picture.sites.length, null, 0);
  const hasVoip = picture.sites.some((site) => voipView(picture, site, locale) !== null);
  const views = picture.sites.map((site, i) =>
    rowView({ picture, recent, site, row: rows[i] ?? { y: 0, height: 0 }, troubles, hasVoip, locale }),
  );
  return {
    ...wallStrip(picture, troubles, settings, wallMessages[locale].telephonyTitle, true),
    locale,
    rows: views,
    hasVoip,
  };
}
