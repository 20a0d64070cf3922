/** The "now" list: at most seven, worst first, what is left counted. Pure. */
import { tellAbnormal } from '../../lib/messages/abnormal.ts';
import { formatClock, formatDuration } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { type NowLine, nowLines } from '../../lib/readings/now-lines.ts';
import type { Picture } from '../../lib/readings/picture.ts';
import { asksForAttention, type LineOwner, lineOwner, signOf } from '../incident/line-owner.ts';
import type { SignKind } from '../sign/severity.ts';

export const maxNow = 7;

export interface NowRow {
  readonly id: string;
  readonly severity: NowLine['severity'];
  readonly sign: SignKind;
  readonly blinks: boolean;
  readonly owner: LineOwner | null;
  readonly what: string;
  readonly where: string;
  readonly href: string | null;
  readonly clock: string;
  readonly age: string;
  readonly consequence: string | null;
  readonly action: string | null;
  readonly more: number;
}
export interface NowList {
  readonly rows: readonly NowRow[];
  readonly hidden: number;
}

/** One step from the alarm to its cause: its incident, else the device if there is one, else the system. */
function hrefOf(one: NowLine): string | null {
  if (one.incident !== null) return `/incidents/${one.incident.id}`;
  if (one.site === null) return '/vigie';
  if (one.device !== null) return `/devices/${one.site}/${one.device}`;
  return one.system === 'vigie' ? '/vigie' : `/sites/${one.site}/${one.system}`;
}

export function nowList(
  picture: Picture,
  locale: Locale,
  zone: string,
  only: (one: NowLine) => boolean = () => true,
): NowList {
  const all = nowLines(picture).filter(only);
  const rows = all.slice(0, maxNow).map((one): NowRow => {
    const told = tellAbnormal(one.said, locale);
    const site = picture.sites.find((place) => place.id === one.site);
    return {
      id: one.id,
      severity: one.severity,
      sign: signOf(one),
      blinks: asksForAttention(one),
      owner: lineOwner(one, zone, locale),
      what: told.what,
      where: site?.name ?? 'Vigie',
      href: hrefOf(one),
      clock: formatClock(one.since, zone),
      age: formatDuration(picture.now - one.since, locale),
      consequence: told.consequence,
      action: told.action,
      more: one.more,
    };
  });
  return { rows, hidden: all.length - rows.length };
}
