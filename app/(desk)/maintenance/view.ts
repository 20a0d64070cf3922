/** Planned work and shelves, in the reader's words; times by the clock of their site. Pure. */
import { formatClock, formatDay, formatDuration } from '../../../lib/messages/format.ts';
import { maintenanceMessages } from '../../../lib/messages/maintenance.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import type { IncidentPicture } from '../../../lib/readings/incident-picture.ts';
import type { SitePicture } from '../../../lib/readings/picture.ts';
import { spanSaid } from '../span-said.ts';

export type Repeat =
  | { readonly kind: 'none' }
  | { readonly kind: 'daily' }
  | { readonly kind: 'weekly'; readonly weekdays: readonly number[] }
  | { readonly kind: 'monthly'; readonly weekday: number; readonly nth: number };
/** As GET /api/v1/maintenance answers. */
export interface PlanLine {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly site: string;
  readonly thing: string | null;
  readonly timezone: string;
  readonly repeat: Repeat;
  readonly until: string | null;
  readonly state: 'now' | 'coming' | 'past' | 'deleted';
  readonly span: { readonly from: string; readonly to: string } | null;
  readonly by: string;
  readonly deletedBy: string | null;
}
/** As GET /api/v1/shelves answers. */
export interface ShelfLine {
  readonly id: string;
  readonly title: { readonly fr: string; readonly en: string };
  readonly site: string;
  readonly device: string;
  readonly reason: string;
  readonly to: string;
  readonly by: string;
  readonly state: 'now' | 'expired' | 'ended';
  readonly endedBy: string | null;
}
type Sites = readonly Pick<SitePicture, 'id' | 'name' | 'devices'>[];

/** A Sunday, so that day 0 of the week is one. */
const aSunday = Date.UTC(2026, 10, 22, 12);
export const weekdayName = (day: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }).format(
    aSunday + day * 86_400_000,
  );

const listed = (words: readonly string[], and: (list: string, last: string) => string): string => {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : and(words.slice(0, -1).join(', '), last);
};

export function repeatSaid({ repeat, until }: Pick<PlanLine, 'repeat' | 'until'>, locale: Locale): string {
  const say = maintenanceMessages[locale];
  const ranks: Readonly<Record<number, string>> = {
    1: say.nthFirst,
    2: say.nthSecond,
    3: say.nthThird,
    4: say.nthFourth,
    [-1]: say.nthLast,
  };
  // Monday first, as people here write a week.
  const days =
    repeat.kind === 'weekly' ? [1, 2, 3, 4, 5, 6, 0].filter((day) => repeat.weekdays.includes(day)) : [];
  const said =
    repeat.kind === 'none'
      ? say.once
      : repeat.kind === 'daily'
        ? say.daily
        : repeat.kind === 'weekly'
          ? say.weekly(
              listed(
                days.map((day) => weekdayName(day, locale)),
                say.and,
              ),
            )
          : say.monthly(ranks[repeat.nth] ?? '', weekdayName(repeat.weekday, locale));
  if (until === null || repeat.kind === 'none') return said;
  return `${said} ${say.until(formatDay(Date.parse(`${until}T12:00:00Z`), 'UTC', locale))}`;
}

export function whereSaid(site: string, thing: string | null, sites: Sites, locale: Locale): string {
  const say = maintenanceMessages[locale];
  const found = sites.find(({ id }) => id === site);
  const name = found?.name ?? site;
  if (thing === null) return say.wholeSite(name);
  if (thing.startsWith('link:')) return say.thingOf(say.link(thing.slice('link:'.length)), name);
  return say.thingOf(found?.devices.find(({ id }) => id === thing)?.name ?? thing, name);
}

export interface PlanRow {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly where: string;
  readonly when: string;
  readonly repeat: string;
  readonly by: string;
}
export interface PlanGroup {
  readonly state: PlanLine['state'];
  readonly title: string;
  readonly rows: readonly PlanRow[];
}

/** A group without a line is left out. What is on stands first; each group in the order of its times. */
export function planGroups(plans: readonly PlanLine[], sites: Sites, locale: Locale): readonly PlanGroup[] {
  const say = maintenanceMessages[locale];
  const titles = { now: say.now, coming: say.coming, past: say.past, deleted: say.deleted } as const;
  const beginsAt = ({ span }: PlanLine): number => (span === null ? 0 : Date.parse(span.from));
  return (['now', 'coming', 'past', 'deleted'] as const).flatMap((state) => {
    const lines = plans.filter((plan) => plan.state === state);
    if (lines.length === 0) return [];
    const sign = state === 'past' || state === 'deleted' ? -1 : 1;
    const rows = lines
      .toSorted((a, b) => sign * (beginsAt(a) - beginsAt(b)))
      .map((plan) => ({
        id: plan.id,
        name: plan.name,
        reason: plan.reason,
        where: whereSaid(plan.site, plan.thing, sites, locale),
        when:
          plan.span === null
            ? ''
            : spanSaid(Date.parse(plan.span.from), Date.parse(plan.span.to), plan.timezone, locale),
        repeat: repeatSaid(plan, locale),
        by: plan.deletedBy ?? plan.by,
      }));
    return [{ state, title: titles[state], rows }];
  });
}

export interface ShelfRow {
  readonly id: string;
  readonly alarm: string;
  readonly where: string;
  readonly reason: string;
  readonly until: string;
  readonly by: string;
  readonly standing: boolean;
}
export const shelfRows = (
  shelves: readonly ShelfLine[],
  sites: Sites,
  now: number,
  zone: string,
  locale: Locale,
): readonly ShelfRow[] => {
  const say = maintenanceMessages[locale];
  return shelves.map((one) => {
    const to = Date.parse(one.to);
    const over = one.state === 'ended' ? say.shelfEnded(one.endedBy ?? '') : say.shelfExpired;
    return {
      id: one.id,
      alarm: one.title[locale],
      where: whereSaid(one.site, one.device === '' ? null : one.device, sites, locale),
      reason: one.reason,
      until:
        one.state === 'now' ? say.untilWhen(formatClock(to, zone), formatDuration(to - now, locale)) : over,
      by: one.by,
      standing: one.state === 'now',
    };
  });
};

type OpenIncident = Pick<
  IncidentPicture,
  'id' | 'rule' | 'site' | 'device' | 'instance' | 'title' | 'state' | 'lifeSafety' | 'root'
>;
export interface Shelvable {
  readonly id: string;
  readonly said: string;
  readonly alarm: Pick<IncidentPicture, 'rule' | 'site' | 'device' | 'instance'>;
}
/** Open alarms that may be put aside: no fire, and none that another explains. */
export const shelvable = (
  incidents: readonly OpenIncident[],
  sites: Sites,
  locale: Locale,
): readonly Shelvable[] =>
  incidents
    .filter(({ state, lifeSafety, root }) => state !== 'resolved' && !lifeSafety && root === null)
    .map(({ id, rule, site, device, instance, title }) => ({
      id,
      said: `${title[locale]}, ${whereSaid(site, device === '' ? null : device, sites, locale)}`,
      alarm: { rule, site, device, instance },
    }));
