/** The overview: the sites on a map joined to a matrix site × system, and under it what is abnormal now. */
import type { Recent } from '../../../../components/live/recent.ts';
import type { Severity } from '../../../../components/sign/severity.ts';
import { type NowView, nowView } from '../../../../components/wall/now-view.ts';
import type { WallSettings } from '../../../../components/wall/settings.ts';
import { wallStrip } from '../../../../components/wall/strip-of.ts';
import { toldLines, troublesOf } from '../../../../components/wall/trouble.ts';
import type { WallModel } from '../../../../components/wall/wall-face.tsx';
import { formatRatio } from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import type { Picture } from '../../../../lib/readings/picture.ts';
import { type CallsHour, callsHour } from './calls-hour.ts';
import { type MatrixRow, matrixRow, rowMiddles } from './matrix-view.ts';

export interface OverviewModel extends WallModel {
  readonly locale: Locale;
  /** "70 % du contrat"; null when the links have none or several. */
  readonly contract: string | null;
  readonly rows: readonly MatrixRow[];
  readonly severities: Readonly<Record<string, Severity | null>>;
  readonly now: NowView | null;
  /** Only while nothing is abnormal. */
  readonly calm: { readonly title: string; readonly text: string; readonly calls: CallsHour | null } | null;
}

function contractOf(picture: Picture, locale: Locale): string | null {
  const ratios = new Set(
    picture.sites.flatMap((site) => site.links.flatMap((link) => link.overflow?.atRatio ?? [])),
  );
  const [ratio] = ratios;
  return ratios.size === 1 && ratio !== undefined
    ? wallMessages[locale].ofContract(formatRatio(ratio, locale))
    : null;
}

export function overviewView(picture: Picture, recent: Recent, settings: WallSettings): OverviewModel {
  const { locale } = settings;
  const text = wallMessages[locale];
  const troubles = troublesOf(picture, locale);
  const lines = toldLines(picture, locale);
  const strip = wallStrip(picture, troubles, settings, text.overview, false);
  const middles = rowMiddles(picture.sites.length);
  const rows = picture.sites.map((site, i) => matrixRow(picture, site, troubles, middles[i] ?? 0, locale));
  const devices = picture.sites.reduce((sum, site) => sum + site.devices.length, 0);
  const heard = picture.readings.size > 0;
  return {
    ...strip,
    locale,
    contract: contractOf(picture, locale),
    rows,
    severities: Object.fromEntries(rows.map((row) => [row.id, row.severity])),
    now: lines.length > 0 ? nowView(picture, lines, strip.zone, locale) : null,
    calm:
      lines.length > 0
        ? null
        : {
            title: heard ? text.nothing : text.starting,
            text: heard ? text.allNormal(devices, picture.sites.length) : text.waiting,
            calls: heard ? callsHour(picture, recent, locale) : null,
          },
  };
}
