/** The power wall: for each site one line from the sources through switch and UPS to the load, and its fuel. */

import { hourOf, type Recent } from '../../../../components/live/recent.ts';
import type { Severity } from '../../../../components/sign/severity.ts';
import { type Box, linePath } from '../../../../components/wall/path.ts';
import type { Row } from '../../../../components/wall/rows.ts';
import type { WallSettings } from '../../../../components/wall/settings.ts';
import { type SiteRow, siteRows } from '../../../../components/wall/site-rows.ts';
import { wallStrip } from '../../../../components/wall/strip-of.ts';
import { severityWord, type Trouble, troublesOf } from '../../../../components/wall/trouble.ts';
import type { WallModel } from '../../../../components/wall/wall-face.tsx';
import { formatClock, formatDuration, formatZone } from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import type { Picture, SitePicture } from '../../../../lib/readings/picture.ts';
import { type PowerPicture, powerPicture } from '../../../../lib/readings/power-picture.ts';
import { seriesId } from '../../../../lib/readings/reading.ts';
import type { Instant } from '../../../../lib/time/clock.ts';
import { type ChainView, chainView } from './chain-view.ts';
import { type RunwayView, runwayView } from './runway-view.ts';

export interface TroubleView {
  readonly severity: Severity;
  readonly word: string;
  readonly age: string;
  readonly since: string;
  readonly what: string;
  readonly action: string;
}
export interface PowerRow extends Row {
  readonly id: string;
  readonly name: string;
  readonly clock: string;
  readonly grown: boolean;
  readonly trouble: TroubleView | null;
  /** Null: the site book says nothing of this site's power. */
  readonly chain: ChainView | null;
  readonly fuel: RunwayView | null;
  /** Voltage of the mains over the hour, only where it was lost. */
  readonly mainsHour: { readonly line: string; readonly box: Box; readonly band: Box } | null;
}
export interface PowerModel extends WallModel {
  readonly locale: Locale;
  readonly rows: readonly PowerRow[];
}

const grownHeight = 418;
/** Top of the voltage's scale, and the normal band drawn behind its line. */
const voltsTop = 280;
const normalVolts = { low: 207, high: 253 };

function mainsHourOf(power: PowerPicture, recent: Recent, now: Instant, row: Row): PowerRow['mainsHour'] {
  const series = power.mainsVolts.reading;
  if (!series) return null;
  const box: Box = { x: 356, y: row.y + row.height / 2 - 82, width: 160, height: 66 };
  const height = (volts: number): number => volts / voltsTop;
  const y = (volts: number): number => box.y + box.height * (1 - height(volts));
  return {
    line: linePath(hourOf(recent, seriesId(series), now), box, height),
    box,
    band: {
      x: box.x,
      y: y(normalVolts.high),
      width: box.width,
      height: y(normalVolts.low) - y(normalVolts.high),
    },
  };
}

const troubleView = (trouble: Trouble, site: SitePicture, now: number, locale: Locale): TroubleView => ({
  severity: trouble.severity,
  word: severityWord(trouble.severity, locale),
  age: formatDuration(now - trouble.since, locale),
  since: wallMessages[locale].sinceClock(formatClock(trouble.since, site.timezone)),
  what: trouble.told.what,
  action: trouble.told.action ?? trouble.told.consequence ?? '',
});

interface RowInput extends SiteRow {
  readonly picture: Picture;
  readonly recent: Recent;
  readonly locale: Locale;
}
function rowView({ picture, recent, site, row, grown, trouble, locale }: RowInput): PowerRow {
  const power = powerPicture(picture, site);
  const chain = power && chainView(picture, site, power, locale);
  const { now } = picture;
  return {
    ...row,
    id: site.id,
    name: site.name,
    clock: `${formatClock(now, site.timezone)} ${formatZone(now, site.timezone)}`,
    grown,
    trouble: trouble ? troubleView(trouble, site, now, locale) : null,
    chain,
    fuel: power && runwayView(power, site, now, trouble?.severity ?? null, locale),
    mainsHour: power && grown && chain?.mains.lost ? mainsHourOf(power, recent, now, row) : null,
  };
}

export function powerView(picture: Picture, recent: Recent, settings: WallSettings): PowerModel {
  const { locale } = settings;
  const troubles = troublesOf(picture, locale);
  return {
    ...wallStrip(picture, troubles, settings, wallMessages[locale].powerTitle, true),
    locale,
    rows: siteRows(picture, troubles, 'power', grownHeight).map((row) =>
      rowView({ ...row, picture, recent, locale }),
    ),
  };
}
