/** The "now" list: what, where, since when, who has it, consequence and first action; at most seven lines. */

import { formatClock, formatDuration, formatZone, nbsp } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { wallMessages } from '../../lib/messages/wall.ts';
import type { Picture } from '../../lib/readings/picture.ts';
import { asksForAttention, type LineOwner, lineOwner, signOf, wordOf } from '../incident/line-owner.ts';
import type { SignKind } from '../sign/severity.ts';
import { ellipsis, textWidth } from './text-width.ts';
import { severityWord, type Trouble } from './trouble.ts';

export interface NowItem {
  readonly id: string;
  readonly sign: SignKind;
  /** A critical that nobody has taken: its word blinks. */
  readonly blinks: boolean;
  readonly place: string;
  readonly word: string;
  readonly what: string;
  /** "+3": what this cause explains; null when nothing else. */
  readonly more: string | null;
  readonly consequence: string;
  readonly action: string;
  readonly age: string;
  readonly clock: string;
  readonly owner: LineOwner | null;
  readonly y: number;
  readonly height: number;
}
export interface NowView {
  readonly top: number;
  readonly items: readonly NowItem[];
  /** Two lines an item up to four, one line beyond. */
  readonly lines: 1 | 2;
  /** The column of who has it: only where there are incidents to be taken. */
  readonly owners: boolean;
  /** What did not find a line. */
  readonly others: string | null;
}

/** Where the list stands and how much it holds. */
export interface NowPlace {
  readonly top: number;
  /** Two lines an item up to so many. */
  readonly twoLinesUpTo: number;
  readonly most: number;
}
export const nowTop = 646;
export const underMatrix: NowPlace = { top: nowTop, twoLinesUpTo: 4, most: 7 };
/** Width of the column of site names. */
const placeRoom = 228;
const twoLines = 102;
const oneLine = 58;

/** Left and right ends of the sentences, two lines and one. */
export const sentenceX = 372;
export const sentenceEnd = 1640;
export const oneLineX = 590;
export const oneLineEnd = 1570;
/** With owners: the column of the ages ends here, theirs begins after it. */
export const agesEnd = 1592;
export const ownerX = 1656;
const ownerRoom = 240;
const withOwners = { sentenceEnd: 1380, oneLineEnd: 1420 };

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

const shortOwner = (owner: LineOwner | null): LineOwner | null =>
  owner && {
    ...owner,
    who: ellipsis(owner.who, ownerRoom, 42, 500),
    until: ellipsis(owner.until, ownerRoom, 28),
  };

function itemOf(
  picture: Picture,
  trouble: Trouble,
  at: {
    readonly y: number;
    readonly height: number;
    readonly lines: 1 | 2;
    readonly owners: boolean;
    readonly zone: string;
  },
  locale: Locale,
): NowItem {
  const site = picture.sites.find((one) => one.id === trouble.site);
  const zone = site?.timezone ?? at.zone;
  const { told, more } = trouble;
  const extra = more > 0 ? wallMessages[locale].more(more) : null;
  const extraRoom = extra ? textWidth(extra, 42, 600) + 16 : 0;
  const ends = at.owners ? withOwners : { sentenceEnd, oneLineEnd };
  const room = at.lines === 2 ? ends.sentenceEnd - sentenceX : ends.oneLineEnd - oneLineX;
  const size = at.lines === 2 ? 46 : 42;
  const second = sentences(trouble, room, locale);
  return {
    id: trouble.id,
    sign: signOf(trouble),
    blinks: asksForAttention(trouble),
    place: ellipsis(site?.name ?? 'Vigie', placeRoom, size, 600),
    word: wordOf(trouble, severityWord, locale),
    what: ellipsis(told.what, room - extraRoom, size, 600),
    more: extra,
    consequence: second.consequence,
    action: second.action,
    age: formatDuration(picture.now - trouble.since, locale),
    clock: `${formatClock(trouble.since, zone)} ${formatZone(trouble.since, zone)}`,
    owner: at.owners ? shortOwner(lineOwner(trouble, zone, locale)) : null,
    y: at.y,
    height: at.height,
  };
}

export function nowView(
  picture: Picture,
  troubles: readonly Trouble[],
  zone: string,
  locale: Locale,
  place: NowPlace = underMatrix,
): NowView {
  const lines = troubles.length <= place.twoLinesUpTo ? 2 : 1;
  const height = lines === 2 ? twoLines : oneLine;
  const shown = troubles.slice(0, place.most);
  const hidden = troubles.length - shown.length;
  const owners = shown.some(({ incident }) => incident !== null);
  return {
    top: place.top,
    lines,
    owners,
    items: shown.map((trouble, i) =>
      itemOf(picture, trouble, { y: nowTop + i * height, height, lines, owners, zone }, locale),
    ),
    others: hidden > 0 ? wallMessages[locale].others(hidden) : null,
  };
}
