/** The list of incidents: its filters as they stand in the address, the question for the API, and its rows. Pure. */
import { formatClock, formatDay, formatDuration } from '../../../lib/messages/format.ts';
import { incidentMessages } from '../../../lib/messages/incident.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import { severityRank } from '../../../lib/readings/abnormal.ts';
import { thingOf } from '../../../lib/readings/now-lines.ts';
import type { Picture } from '../../../lib/readings/picture.ts';
import type { IncidentShape } from '../../_server/api/incident-shapes.ts';

export const stateChoices = ['current', 'untaken', 'taken', 'resolved', 'all'] as const;
export type StateChoice = (typeof stateChoices)[number];
export const sorts = ['worst', 'newest', 'oldest'] as const;
export type Sort = (typeof sorts)[number];
export const severityChoices = ['critical', 'warning', 'information'] as const;

export interface ListFilters {
  readonly state: StateChoice;
  readonly site: string;
  readonly severity: string;
  readonly from: string;
  readonly to: string;
  readonly sort: Sort;
}

const among = <T extends string>(all: readonly T[], text: string | null, otherwise: T): T =>
  all.find((one) => one === text) ?? otherwise;
const day = (text: string | null): string => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '');

/** What is not understood is left out: an address shared by mail never breaks a page. */
export const filtersOf = (query: URLSearchParams): ListFilters => ({
  state: among(stateChoices, query.get('state'), 'current'),
  site: (query.get('site') ?? '').replace(/[^\w.-]/g, '').slice(0, 100),
  severity: among(['', ...severityChoices], query.get('severity'), ''),
  from: day(query.get('from')),
  to: day(query.get('to')),
  sort: among(sorts, query.get('sort'), 'worst'),
});

/** The address of other filters; what is as usual is left out of it. */
export function withFilter(filters: ListFilters, change: Partial<ListFilters>): string {
  const next = { ...filters, ...change };
  const usual = filtersOf(new URLSearchParams());
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(next))
    if (value !== usual[name as keyof ListFilters]) query.set(name, value);
  return `?${query.toString()}`;
}

const states: Readonly<Record<StateChoice, string>> = {
  current: 'open,acknowledged',
  untaken: 'open',
  taken: 'acknowledged',
  resolved: 'resolved',
  all: '',
};
const dayMs = 86_400_000;
export const listLimit = 500;

/** `to` is a day that is included. Days are those of UTC. */
export function listUrl(filters: ListFilters, locale: Locale, format: 'json' | 'csv' = 'json'): string {
  const query = new URLSearchParams({ limit: String(format === 'csv' ? 1000 : listLimit), lang: locale });
  if (states[filters.state]) query.set('state', states[filters.state]);
  if (filters.site) query.set('site', filters.site);
  if (filters.severity) query.set('severity', filters.severity);
  if (filters.from) query.set('from', `${filters.from}T00:00:00Z`);
  if (filters.to) query.set('to', new Date(Date.parse(`${filters.to}T00:00:00Z`) + dayMs).toISOString());
  if (format === 'csv') query.set('format', 'csv');
  return `/api/v1/incidents?${query.toString()}`;
}

export interface ListRow {
  readonly id: string;
  readonly version: number;
  readonly severity: IncidentShape['severity'];
  readonly planned: boolean;
  readonly free: boolean;
  readonly over: boolean;
  readonly title: string;
  readonly thing: string;
  readonly place: string;
  readonly device: string;
  readonly site: string;
  readonly opened: string;
  readonly age: string;
  readonly state: string;
  readonly who: string;
  /** What it explains, folded into it. */
  readonly children: number;
  readonly exercise: boolean;
}

const openedOf = (one: IncidentShape): number => Date.parse(one.openedAt);
const inOrder =
  (sort: Sort) =>
  (a: IncidentShape, b: IncidentShape): number => {
    if (sort === 'newest') return openedOf(b) - openedOf(a);
    if (sort === 'oldest') return openedOf(a) - openedOf(b);
    return (
      Number(a.state === 'resolved') - Number(b.state === 'resolved') ||
      severityRank(a.severity) - severityRank(b.severity) ||
      Number(a.state === 'acknowledged') - Number(b.state === 'acknowledged') ||
      openedOf(b) - openedOf(a)
    );
  };

/** What an incident of the same list explains is folded into it. */
export function listRows(
  items: readonly IncidentShape[],
  sort: Sort,
  picture: Picture,
  locale: Locale,
  zone: string,
): readonly ListRow[] {
  const ids = new Set(items.map(({ id }) => id));
  const folded = new Map<string, number>();
  const roots = items.filter(({ root, id }) => {
    if (root === null || !ids.has(root) || root === id) return true;
    folded.set(root, (folded.get(root) ?? 0) + 1);
    return false;
  });
  return roots
    .toSorted(inOrder(sort))
    .map((one) => rowOf(one, folded.get(one.id) ?? 0, picture, locale, zone));
}

function rowOf(
  one: IncidentShape,
  children: number,
  picture: Picture,
  locale: Locale,
  zone: string,
): ListRow {
  const say = incidentMessages[locale];
  const site = picture.sites.find(({ id }) => id === one.site);
  const device = site?.devices.find(({ id }) => id === one.device);
  const opened = openedOf(one);
  const end = one.resolvedAt === null ? picture.now : Date.parse(one.resolvedAt);
  const live = picture.incidents.get(one.id);
  const { acknowledgement } = one;
  const words = { open: say.openWord, acknowledged: say.takenWord, resolved: say.resolvedWord };
  return {
    id: one.id,
    version: one.version,
    severity: one.severity,
    planned: one.standing === 'silenced' && !one.lifeSafety,
    free: one.state === 'open',
    over: one.state === 'resolved',
    title: one.title,
    thing: live ? thingOf(picture, live) : one.instance,
    place: site?.name ?? (one.site === 'vigie' ? 'Vigie' : one.site),
    device: device?.name ?? one.device,
    site: one.site,
    opened: momentOf(opened, picture.now, zone, locale),
    age: formatDuration(Math.max(0, end - opened), locale),
    state: words[one.state],
    who: acknowledgement
      ? `${acknowledgement.who}, ${say.untilClock(momentOf(Date.parse(acknowledgement.until), picture.now, zone, locale))}`
      : '',
    children,
    exercise: one.exercise,
  };
}

/** "14:26", and its day when it is another one. */
export function momentOf(at: number, now: number, zone: string, locale: Locale): string {
  const clock = formatClock(at, zone);
  const named = formatDay(at, zone, locale, false);
  return named === formatDay(now, zone, locale, false) ? clock : `${named} ${clock}`;
}
