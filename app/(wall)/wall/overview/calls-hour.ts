/** Calls in progress over the last hour, all sites together: what the calm third of the overview carries. */
import type { Recent } from '../../../../components/live/recent.ts';
import { callsOf, channelsOfHour } from '../../../../components/wall/calls.ts';
import { areaPath, type Box, linePath } from '../../../../components/wall/path.ts';
import { formatNumber } from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import type { Picture } from '../../../../lib/readings/picture.ts';

export interface CallsHour {
  readonly label: string;
  readonly figure: string;
  readonly box: Box;
  readonly area: string;
  readonly line: string;
}

const box: Box = { x: 640, y: 872, width: 1256, height: 160 };

/** Null: no site has channels that are counted. */
export function callsHour(picture: Picture, recent: Recent, locale: Locale): CallsHour | null {
  const sites = picture.sites.map((site) => ({ site, calls: callsOf(picture, site) }));
  const told = sites.flatMap(({ calls }) => (calls?.used == null ? [] : [calls.used]));
  const bought = sites.reduce((sum, { calls }) => sum + (calls?.bought ?? 0), 0);
  if (told.length === 0 || bought === 0) return null;
  const hour = channelsOfHour(
    recent,
    sites.flatMap(({ calls }) => calls?.spans ?? []),
    picture.now,
  );
  const height = (value: number): number => value / bought;
  const total = told.reduce((sum, value) => sum + value, 0);
  return {
    label: wallMessages[locale].callsOfHour,
    figure: `${formatNumber(total, locale)}/${formatNumber(bought, locale)}`,
    box,
    area: areaPath(hour, box, height, box.y + box.height),
    line: linePath(hour, box, height),
  };
}
