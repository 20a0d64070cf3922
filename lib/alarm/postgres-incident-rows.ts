/** The rows of incidents: how one is written, locked and changed, within the transaction of the caller. */
import type { ClientBase } from 'pg';
import type { Instant } from '../time/clock.ts';
import type { StoredIncident } from './stored-incident.ts';

const columns = `id, watcher, key, rule, site, device, severity, state, opened_at, acknowledged_at, resolved_at, version, body`;
const at = (instant: Instant | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();
const rowOf = (stored: StoredIncident, watcher: string) => {
  const { incident } = stored;
  const { id, key, rule, site, device, severity, state, version } = incident;
  return {
    ...{ id, watcher, key, rule, site, device, severity, state, version },
    opened_at: at(incident.openedAt),
    acknowledged_at: at(incident.acknowledgedAt),
    resolved_at: at(incident.resolvedAt),
    body: stored,
  };
};

/** Those that were not there: a thing that has an open incident keeps it. */
export async function insertIncidents(
  client: ClientBase,
  opened: readonly StoredIncident[],
  watcher: string,
): Promise<readonly StoredIncident[]> {
  if (opened.length === 0) return [];
  const { rows } = await client.query<{ body: StoredIncident }>(
    `insert into alerting.incident (${columns})
     select ${columns} from jsonb_populate_recordset(null::alerting.incident, $1::jsonb)
     on conflict do nothing returning body`,
    [JSON.stringify(opened.map((one) => rowOf(one, watcher)))],
  );
  return rows.map(({ body }) => body);
}

export async function lockedIncidents(
  client: ClientBase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredIncident>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ body: StoredIncident }>(
    'select body from alerting.incident where id = any($1) order by id for update',
    [ids],
  );
  return new Map(rows.map(({ body }) => [body.incident.id, body]));
}

export async function updateIncidents(client: ClientBase, changed: readonly StoredIncident[]): Promise<void> {
  if (changed.length === 0) return;
  await client.query(
    `update alerting.incident as old
     set state = new.state, acknowledged_at = new.acknowledged_at, resolved_at = new.resolved_at,
         version = new.version, change = nextval('alerting.change'), body = new.body
     from jsonb_populate_recordset(null::alerting.incident, $1::jsonb) as new where old.id = new.id`,
    [JSON.stringify(changed.map((one) => rowOf(one, '')))],
  );
}

/** Any number, the same in every Vigie. */
const changeLock = 8_447_302;
/** Held to the end of the transaction: changes are committed in the order of their numbers, so that a reader misses none. */
export const oneAtATime = async (client: ClientBase): Promise<void> => {
  await client.query('select pg_advisory_xact_lock($1)', [changeLock]);
};
