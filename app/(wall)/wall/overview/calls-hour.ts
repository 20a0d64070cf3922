/** Calls in progress over the last hour, all sites together: what the calm third of the overview carries. */
import { hourOf, type Recent } from '../../../../components/live/recent.ts';
import { callsOf } from '../../../../components/wall/calls.ts';
import { areaPath, type Box, linePath } from '../../../../components/wall/path.ts';
import { formatNumber } from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import type { Picture } from '../../../../lib/readings/picture.ts';
import { seriesId } from '../../../../lib/readings/reading.ts';

export interface CallsHour {
  readonly label: string;
  readonly figure: string;
  readonly box: Box;
  readonly area: string;
  readonly line: string;
}

const box: Box = { x: 640, y: 872, width: 1256, height: 160 };

/** A slot is known when at least one span told it; a hole in all of them stays a hole. */
function summed(series: readonly (readonly (number | null)[])[]): readonly (number | null)[] {
  const length = series[0]?.length ?? 0;
  return Array.from({ length }, (_, i) => {
    const told = series.map((values) => values[i]).filter((value) => value != null);
    return told.length > 0 ? told.reduce((sum, value) => sum + value, 0) : null;
  });
}

/** Null: no site has channels that are counted. */
export function callsHour(picture: Picture, recent: Recent, locale: Locale): CallsHour | null {
  const sites = picture.sites.map((site) => ({ site, calls: callsOf(picture, site) }));
  const told = sites.flatMap(({ calls }) => (calls?.used == null ? [] : [calls.used]));
  const bought = sites.reduce((sum, { calls }) => sum + (calls?.bought ?? 0), 0);
  if (told.length === 0 || bought === 0) return null;
  const series = sites.flatMap(({ site, calls }) =>
    (calls?.spans ?? []).map((span) =>
      hourOf(
        recent,
        seriesId({
          site: site.id,
          device: span.device,
          metric: 'e1.channels_used_count',
          instance: span.instance,
        }),
        picture.now,
      ),
    ),
  );
  const hour = summed(series);
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
