/** The "now" list: what, where, since when, consequence and first action of what is abnormal, at most seven. */
import type { Severity } from '../../../../components/sign/severity.ts';
import { ellipsis, textWidth } from '../../../../components/wall/text-width.ts';
import { severityWord, type Trouble } from '../../../../components/wall/trouble.ts';
import { formatClock, formatDuration, formatZone, nbsp } from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import type { Picture } from '../../../../lib/readings/picture.ts';

export interface NowItem {
  readonly id: string;
  readonly severity: Severity;
  readonly place: string;
  readonly word: string;
  readonly what: string;
  /** "+3": what this cause explains; null when nothing else. */
  readonly more: string | null;
  readonly consequence: string;
  readonly action: string;
  readonly age: string;
  readonly clock: string;
  readonly y: number;
  readonly height: number;
}
export interface NowView {
  readonly items: readonly NowItem[];
  /** Two lines an item up to four, one line beyond. */
  readonly lines: 1 | 2;
  /** What did not find a line. */
  readonly others: string | null;
}

export const nowTop = 646;
export const maxItems = 7;
/** Width of the column of site names. */
const placeRoom = 228;
const twoLines = { upTo: 4, height: 102 };
const oneLine = 58;

/** Left and right ends of the sentences, two lines and one. */
export const sentenceX = 372;
export const sentenceEnd = 1640;
export const oneLineX = 590;
export const oneLineEnd = 1570;

/** "Gasoil 3 h 10, service 4 h 28 : commander avant 15:12". The action always stays whole; the consequence yields. */
function sentences(trouble: Trouble, room: number, locale: Locale): { consequence: string; action: string } {
  const { consequence, action } = trouble.told;
  if (!action) return { consequence: ellipsis(consequence ?? '', room, 42), action: '' };
  const lower = action.charAt(0).toLowerCase() + action.slice(1);
  const colon = locale === 'fr' ? `${nbsp}: ` : ': ';
  const both = consequence ? `${consequence}${colon}` : '';
  const said = both ? lower : action;
  const left = room - textWidth(said, 42, 600);
  if (left <= 0) return { consequence: '', action: ellipsis(action, room, 42, 600) };
  if (!consequence || textWidth(both, 42) <= left) return { consequence: both, action: said };
  const short = ellipsis(consequence, left - textWidth(colon, 42), 42);
  return short.length > 6
    ? { consequence: `${short}${colon}`, action: lower }
    : { consequence: '', action: ellipsis(action, room, 42, 600) };
}

function itemOf(
  picture: Picture,
  trouble: Trouble,
  at: { readonly y: number; readonly height: number; readonly lines: 1 | 2; readonly zone: string },
  locale: Locale,
): NowItem {
  const site = picture.sites.find((one) => one.id === trouble.site);
  const zone = site?.timezone ?? at.zone;
  const { told, more } = trouble;
  const extra = more > 0 ? wallMessages[locale].more(more) : null;
  const extraRoom = extra ? textWidth(extra, 42, 600) + 16 : 0;
  const room = at.lines === 2 ? sentenceEnd - sentenceX : oneLineEnd - oneLineX;
  const size = at.lines === 2 ? 46 : 42;
  const second = sentences(trouble, room, locale);
  return {
    id: trouble.id,
    severity: trouble.severity,
    place: ellipsis(site?.name ?? 'Vigie', placeRoom, size, 600),
    word: severityWord(trouble.severity, locale),
    what: ellipsis(told.what, room - extraRoom, size, 600),
    more: extra,
    consequence: second.consequence,
    action: second.action,
    age: formatDuration(picture.now - trouble.since, locale),
    clock: `${formatClock(trouble.since, zone)} ${formatZone(trouble.since, zone)}`,
    y: at.y,
    height: at.height,
  };
}

export function nowView(
  picture: Picture,
  troubles: readonly Trouble[],
  zone: string,
  locale: Locale,
): NowView {
  const lines = troubles.length <= twoLines.upTo ? 2 : 1;
  const height = lines === 2 ? twoLines.height : oneLine;
  const shown = troubles.slice(0, maxItems);
  const hidden = troubles.length - shown.length;
  return {
    lines,
    items: shown.map((trouble, i) =>
      itemOf(picture, trouble, { y: nowTop + i * height, height, lines, zone }, locale),
    ),
    others: hidden > 0 ? wallMessages[locale].others(hidden) : null,
  };
}
