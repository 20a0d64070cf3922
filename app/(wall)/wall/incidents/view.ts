/** The wall of incidents: every line of "now" on the whole height, and under it how the day has gone. */
import type { Recent } from '../../../../components/live/recent.ts';
import { type NowPlace, type NowView, nowView } from '../../../../components/wall/now-view.ts';
import type { WallSettings } from '../../../../components/wall/settings.ts';
import { wallStrip } from '../../../../components/wall/strip-of.ts';
import { ellipsis } from '../../../../components/wall/text-width.ts';
import { toldLines, troublesOf } from '../../../../components/wall/trouble.ts';
import type { WallModel } from '../../../../components/wall/wall-face.tsx';
import { formatDuration, noValue } from '../../../../lib/messages/format.ts';
import { incidentMessages } from '../../../../lib/messages/incident.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { rememberedMs } from '../../../../lib/readings/incident-memory.ts';
import type { IncidentPicture } from '../../../../lib/readings/incident-picture.ts';
import { nowLines } from '../../../../lib/readings/now-lines.ts';
import type { Picture } from '../../../../lib/readings/picture.ts';

export interface DayFigure {
  readonly label: string;
  readonly value: string;
  readonly x: number;
}
export interface IncidentsModel extends WallModel {
  readonly locale: Locale;
  readonly now: NowView | null;
  /** Nothing is the matter: one quiet sentence, and the last incident. */
  readonly calm: { readonly title: string; readonly text: string } | null;
  readonly day: readonly DayFigure[];
}

/** Seven of two lines, or twelve of one, above the figures of the day. */
export const wholeWall: NowPlace = { top: 160, twoLinesUpTo: 7, most: 12 };
const figuresX = [24, 520, 920, 1440] as const;

const median = (all: readonly number[]): number | null => {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
};

/** Only roots: what they explain was nobody's work. */
function dayOf(picture: Picture, locale: Locale): readonly DayFigure[] {
  const say = incidentMessages[locale];
  const since = picture.now - rememberedMs;
  const roots = [...picture.incidents.values()].filter(
    ({ root, standing }) => root === null && standing !== 'silenced',
  );
  const over = roots.filter(({ resolvedAt }) => resolvedAt !== null && resolvedAt >= since);
  const open = nowLines(picture).filter(({ incident, planned }) => incident !== null && !planned);
  const free = open.filter(({ incident }) => incident?.state === 'open').length;
  const taken = roots.flatMap(({ acknowledgedAt, openedAt }) =>
    acknowledgedAt !== null && openedAt >= since ? [acknowledgedAt - openedAt] : [],
  );
  const lasted = over.flatMap(({ resolvedAt, openedAt }) =>
    resolvedAt === null ? [] : [resolvedAt - openedAt],
  );
  const said = (ms: number | null) => (ms === null ? noValue : formatDuration(ms, locale, true));
  const values = [
    { label: say.openNow, value: free > 0 ? `${open.length} (${free} ${say.untaken})` : String(open.length) },
    { label: say.resolvedToday, value: String(over.length) },
    { label: say.medianTake, value: said(median(taken)) },
    { label: say.medianResolve, value: said(median(lasted)) },
  ];
  return values.map((one, i) => ({ ...one, x: figuresX[i] ?? 0 }));
}

function lastOver(picture: Picture): IncidentPicture | null {
  const over = [...picture.incidents.values()].filter(
    ({ resolvedAt, root }) => resolvedAt !== null && root === null,
  );
  return over.toSorted((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))[0] ?? null;
}

function calmOf(picture: Picture, locale: Locale): NonNullable<IncidentsModel['calm']> {
  const say = incidentMessages[locale];
  const last = lastOver(picture);
  if (last === null || last.resolvedAt === null)
    return {
      title: say.noOpen,
      text: `${say.resolvedToday}${locale === 'fr' ? ' :' : ':'} ${say.noneInDay}`,
    };
  const place = picture.sites.find(({ id }) => id === last.site)?.name ?? 'Vigie';
  const lasted = formatDuration(last.resolvedAt - last.openedAt, locale);
  const age = formatDuration(picture.now - last.resolvedAt, locale);
  const text = `${last.title[locale]}, ${place}, ${say.overSince(age, lasted)}`;
  return { title: say.noOpen, text: ellipsis(text, 1800, 42) };
}

export function incidentsView(picture: Picture, _recent: Recent, settings: WallSettings): IncidentsModel {
  const { locale } = settings;
  const strip = wallStrip(
    picture,
    troublesOf(picture, locale),
    settings,
    incidentMessages[locale].incidents,
    true,
  );
  const lines = toldLines(picture, locale);
  return {
    ...strip,
    locale,
    now: lines.length > 0 ? nowView(picture, lines, strip.zone, locale, wholeWall) : null,
    calm: lines.length > 0 ? null : calmOf(picture, locale),
    day: dayOf(picture, locale),
  };
}
