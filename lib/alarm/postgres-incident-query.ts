/** The filters of a list of incidents as SQL, and the place in it where the next page begins. */
import type { IncidentQuery } from './incident-store.ts';
import type { StoredIncident } from './stored-incident.ts';

export const writeCursor = ({ incident }: StoredIncident): string =>
  Buffer.from(JSON.stringify([incident.openedAt, incident.id])).toString('base64url');

/** Null: no cursor of ours. */
export function readCursor(cursor: string): { readonly openedAt: number; readonly id: string } | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [openedAt, id] = Array.isArray(said) ? (said as unknown[]) : [];
    return typeof openedAt === 'number' && typeof id === 'string' ? { openedAt, id } : null;
  } catch {
    return null;
  }
}

export function incidentConditions(
  query: IncidentQuery,
  watcher: string,
): {
  readonly where: string;
  readonly values: unknown[];
} {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (text: (place: string) => string, value: unknown): void => {
    values.push(value);
    conditions.push(text(`$${values.length}`));
  };
  if (query.states) add((place) => `state = any(${place})`, query.states);
  if (query.sites) add((place) => `site = any(${place})`, query.sites);
  if (query.device !== undefined) add((place) => `device = ${place}`, query.device);
  if (query.rule !== undefined) add((place) => `rule = ${place}`, query.rule);
  if (query.root !== undefined) add((place) => `body->'incident'->>'root' = ${place}`, query.root);
  if (query.severities) add((place) => `severity = any(${place})`, query.severities);
  if (query.from !== undefined) add((place) => `opened_at >= ${place}`, new Date(query.from));
  if (query.to !== undefined) add((place) => `opened_at < ${place}`, new Date(query.to));
  if (query.mine === true) add((place) => `watcher = ${place}`, watcher);
  const from = query.cursor ? readCursor(query.cursor) : null;
  if (from) {
    values.push(new Date(from.openedAt), from.id);
    conditions.push(`(opened_at, id) < ($${values.length - 1}, $${values.length})`);
  }
  return { where: conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`, values };
}
