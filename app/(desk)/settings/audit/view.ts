/** The addresses of the audit and its rows. Pure. */
import { formatClock, formatDay } from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';

export interface AuditFilterText {
  readonly who: string;
  readonly what: string;
  /** Days, `2026-11-24`. */
  readonly from: string;
  readonly to: string;
  readonly cursor: string;
}
/** As the API lists it. */
export interface AuditItem {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly about: unknown;
}
export interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly about: string;
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
const dayMs = 86_400_000;

/** What is not a day, or empty, is not asked for. `to` is a day too, and its evening is meant. */
export function auditQuery(filter: AuditFilterText): URLSearchParams {
  const query = new URLSearchParams();
  const { who, what, from, to, cursor } = filter;
  if (who.trim() !== '') query.set('who', who.trim());
  if (what.trim() !== '') query.set('what', what.trim());
  if (isDay(from)) query.set('from', `${from}T00:00:00Z`);
  if (isDay(to)) query.set('to', new Date(Date.parse(to) + dayMs).toISOString());
  if (/^\d{1,18}$/.test(cursor)) query.set('cursor', cursor);
  return query;
}

/** The page with these filters; `cursor` null: the newest. */
export function auditPath(filter: AuditFilterText, cursor: string | null): string {
  const query = new URLSearchParams();
  for (const name of ['who', 'what', 'from', 'to'] as const)
    if (filter[name] !== '') query.set(name, filter[name]);
  if (cursor !== null) query.set('cursor', cursor);
  return query.size === 0 ? '/settings/audit' : `/settings/audit?${query.toString()}`;
}

function shown(about: unknown): string {
  if (about === null || typeof about !== 'object') return '';
  return Object.entries(about)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ');
}

export const auditRows = (items: readonly AuditItem[], locale: Locale, zone: string): readonly AuditRow[] =>
  items.map(({ id, at, who, what, about }) => ({
    id,
    at: `${formatDay(Date.parse(at), zone, locale)} ${formatClock(Date.parse(at), zone, true)}`,
    who,
    what,
    about: shown(about),
  }));
