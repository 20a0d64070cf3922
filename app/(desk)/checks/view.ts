/** Periodic checks in the reader's words: what is late, what comes, what was done. Pure. */
import type { SignKind } from '../../../components/sign/severity.ts';
import { checkMessages, checkTitles } from '../../../lib/messages/checks.ts';
import { formatClock, formatDay } from '../../../lib/messages/format.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import type { SitePicture } from '../../../lib/readings/picture.ts';
import { dayMs, localOf } from '../../../lib/time/zone.ts';

export interface DoneLine {
  readonly id: string;
  readonly site: string;
  readonly check: string;
  readonly at: string;
  readonly by: string;
  readonly note: string;
  readonly withdrawnBy: string | null;
}
/** As GET /api/v1/checks answers. */
export interface CheckLine {
  readonly id: string;
  readonly site: string;
  readonly device: string | null;
  readonly title: { readonly fr: string; readonly en: string };
  readonly everyDays: number;
  readonly owner: string;
  readonly state: 'ahead' | 'soon' | 'late';
  readonly due: string;
  readonly last: DoneLine | null;
}
type Sites = readonly Pick<SitePicture, 'id' | 'name' | 'timezone' | 'devices'>[];

export interface CheckRow {
  readonly id: string;
  readonly title: string;
  readonly sign: SignKind | null;
  readonly word: string;
  readonly where: string;
  readonly every: string;
  readonly owner: string;
  readonly last: string;
  readonly lastBy: string;
  readonly due: string;
  readonly dueSaid: string;
}
interface ChecksModel {
  readonly summary: string;
  readonly rows: readonly CheckRow[];
}

const daySaid = (day: string, locale: Locale): string =>
  formatDay(Date.parse(`${day}T12:00:00Z`), 'UTC', locale);

export function checksModel(
  checks: readonly CheckLine[],
  sites: Sites,
  now: number,
  locale: Locale,
): ChecksModel {
  const say = checkMessages[locale];
  const words = { late: say.stateLate, soon: say.stateSoon, ahead: say.stateAhead } as const;
  const signs = { late: 'warning', soon: 'information', ahead: null } as const;
  const count = (state: CheckLine['state']): number => checks.filter((one) => one.state === state).length;
  const rows = checks.map((check): CheckRow => {
    const site = sites.find(({ id }) => id === check.site);
    const zone = site?.timezone ?? 'UTC';
    const today = Math.floor(localOf(now, zone) / dayMs);
    const days = Date.parse(`${check.due}T00:00:00Z`) / dayMs - today;
    const device = site?.devices.find(({ id }) => id === check.device)?.name ?? check.device;
    return {
      id: check.id,
      title: check.title[locale],
      sign: signs[check.state],
      word: words[check.state],
      where: [device, site?.name ?? check.site].filter((part) => part !== null).join(', '),
      every: say.days(check.everyDays),
      owner: check.owner,
      last: check.last === null ? say.never : formatDay(Date.parse(check.last.at), zone, locale),
      lastBy: check.last?.by ?? '',
      due: daySaid(check.due, locale),
      dueSaid: days < 0 ? say.late(-days) : days === 0 ? say.dueToday : say.dueIn(days),
    };
  });
  return { summary: say.summary(count('late'), count('soon'), checks.length), rows };
}

export interface DoneRow {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly site: string;
  readonly by: string;
  readonly note: string;
  /** Null: it counts. */
  readonly withdrawn: string | null;
}
export const doneRows = (
  done: readonly DoneLine[],
  checks: readonly CheckLine[],
  sites: Sites,
  locale: Locale,
): readonly DoneRow[] => {
  const say = checkMessages[locale];
  const title = checkTitles(checks, locale);
  return done.map((one) => {
    const site = sites.find(({ id }) => id === one.site);
    const zone = site?.timezone ?? 'UTC';
    const at = Date.parse(one.at);
    return {
      id: one.id,
      at: `${formatDay(at, zone, locale)} ${formatClock(at, zone)}`,
      title: title(one.check),
      site: site?.name ?? one.site,
      by: one.by,
      note: one.note,
      withdrawn: one.withdrawnBy === null ? null : say.withdrawn(one.withdrawnBy),
    };
  });
};
