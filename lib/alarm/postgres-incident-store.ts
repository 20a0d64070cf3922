/** Incidents in the operational store. Every change locks the row, asks `advanceIncident`, and raises the version. */
import pg from 'pg';
import { advanceIncident } from '../alerting/incident.ts';
import { inTransaction } from '../readings/postgres-transaction.ts';
import type { Instant } from '../time/clock.ts';
import type {
  Acted,
  AlertingMemory,
  IncidentChange,
  IncidentPage,
  IncidentQuery,
  IncidentStore,
} from './incident-store.ts';
import { incidentConditions, writeCursor } from './postgres-incident-query.ts';
import { insertIncidents, lockedIncidents, oneAtATime, updateIncidents } from './postgres-incident-rows.ts';
import type { StoredIncident } from './stored-incident.ts';

const connectionsLimit = 4;
const queryMs = 5_000;
const changedAtOnceMax = 1_000;

interface Row {
  readonly body: StoredIncident;
  readonly change: string;
}

/** `watcher`: whose incidents this process writes: 'centre', or a site's own. Reading sees all of them. */
export function openIncidentStore(url: string, watcher = 'centre'): IncidentStore {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsLimit,
    connectionTimeoutMillis: queryMs,
    query_timeout: queryMs,
    application_name: 'vigie incidents',
  });
  pool.on('error', () => {});
  return new PostgresIncidentStore(pool, watcher);
}

class PostgresIncidentStore implements IncidentStore {
  readonly #pool: pg.Pool;
  readonly #watcher: string;

  constructor(pool: pg.Pool, watcher: string) {
    this.#pool = pool;
    this.#watcher = watcher;
  }

  async list(query: IncidentQuery): Promise<IncidentPage> {
    const { where, values } = incidentConditions(query, this.#watcher);
    const { rows } = await this.#pool.query<Row>(
      `select body from alerting.incident ${where} order by opened_at desc, id desc limit ${Math.floor(query.limit) + 1}`,
      values,
    );
    const items = rows.slice(0, query.limit).map(({ body }) => body);
    const last = items.at(-1);
    return { items, next: rows.length > query.limit && last ? writeCursor(last) : null };
  }

  async one(id: string): Promise<StoredIncident | null> {
    const { rows } = await this.#pool.query<Row>('select body from alerting.incident where id = $1', [id]);
    return rows[0]?.body ?? null;
  }

  async open(mine = false): Promise<readonly StoredIncident[]> {
    const { rows } = await this.#pool.query<Row>(
      `select body from alerting.incident where state <> 'resolved' and ($1::text is null or watcher = $1)
       order by opened_at`,
      [mine ? this.#watcher : null],
    );
    return rows.map(({ body }) => body);
  }

  async changedSince(
    change: number,
    mine = false,
  ): Promise<{ readonly items: readonly StoredIncident[]; readonly change: number }> {
    const open = change === 0 ? `and state <> 'resolved'` : '';
    const whose = mine ? this.#watcher : null;
    const { rows } = await this.#pool.query<Row>(
      `select body, change from alerting.incident where change > $1 and ($2::text is null or watcher = $2) ${open}
       order by change limit ${changedAtOnceMax}`,
      [change, whose],
    );
    if (rows.length > 0 || change > 0)
      return { items: rows.map(({ body }) => body), change: Number(rows.at(-1)?.change ?? change) };
    const newest = await this.#pool.query<{ change: string | null }>(
      'select max(change) as change from alerting.incident',
    );
    return { items: [], change: Number(newest.rows[0]?.change ?? 0) };
  }

  async act(
    id: string,
    event: Parameters<IncidentStore['act']>[1],
    at: Instant,
    version: number | null = null,
  ) {
    return this.#transaction(async (client): Promise<Acted> => {
      const stored = (await lockedIncidents(client, [id])).get(id);
      if (stored === undefined) return { ok: false, reason: 'not-found' };
      const moved = advanceIncident(stored.incident, event, at, version);
      if (!moved.ok) return moved;
      if ('who' in event) await audit(client, event, id, at);
      if (!(await this.#isMine(client, id))) {
        await forItsWatcher(client, id, event, at);
        return { ok: true, stored };
      }
      const now = { ...stored, incident: moved.incident };
      await updateIncidents(client, [now]);
      return { ok: true, stored: now };
    });
  }

  async write(
    opened: readonly StoredIncident[],
    changes: readonly IncidentChange[],
    paging: unknown,
    at: Instant,
  ): Promise<readonly StoredIncident[]> {
    return this.#transaction(async (client) => {
      const made = await insertIncidents(client, opened, this.#watcher);
      const before = await lockedIncidents(client, [...new Set(changes.map(({ id }) => id))]);
      const changed = applied(before, changes, at);
      await updateIncidents(client, [...changed.values()]);
      await client.query(
        `insert into alerting.memory (watcher, saved_at, paging) values ($1, $2, $3)
         on conflict (watcher) do update set saved_at = $2, paging = $3`,
        [this.#watcher, new Date(at), JSON.stringify(paging)],
      );
      return [...made.map((one) => changed.get(one.incident.id) ?? one), ...leftOut(changed, made)];
    });
  }

  async memory(): Promise<AlertingMemory> {
    const { rows } = await this.#pool.query<AlertingMemory>(
      'select evaluation, paging from alerting.memory where watcher = $1',
      [this.#watcher],
    );
    return rows[0] ?? { evaluation: null, paging: null };
  }

  async saveEvaluation(evaluation: unknown, at: Instant): Promise<void> {
    await this.#pool.query(
      `insert into alerting.memory (watcher, saved_at, evaluation) values ($1, $2, $3)
       on conflict (watcher) do update set saved_at = $2, evaluation = $3`,
      [this.#watcher, new Date(at), JSON.stringify(evaluation)],
    );
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #isMine(client: pg.PoolClient, id: string): Promise<boolean> {
    const { rows } = await client.query('select from alerting.incident where id = $1 and watcher = $2', [
      id,
      this.#watcher,
    ]);
    return rows.length > 0;
  }

  #transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.#pool, async (client) => {
      await oneAtATime(client);
      return work(client);
    });
  }
}

const leftOut = (
  changed: ReadonlyMap<string, StoredIncident>,
  made: readonly StoredIncident[],
): readonly StoredIncident[] => {
  const known = new Set(made.map(({ incident }) => incident.id));
  return [...changed.values()].filter(({ incident }) => !known.has(incident.id));
};

/** Each change on what the one before has left; one that is refused (already resolved) changes nothing. */
function applied(
  before: ReadonlyMap<string, StoredIncident>,
  changes: readonly IncidentChange[],
  at: Instant,
): Map<string, StoredIncident> {
  const changed = new Map<string, StoredIncident>();
  for (const { id, event, paging } of changes) {
    const stored = changed.get(id) ?? before.get(id);
    if (stored === undefined) continue;
    const moved = event === null ? null : advanceIncident(stored.incident, event, at);
    // A decision of paging is a change too: who has seen the version before must see this one.
    const incident = moved?.ok
      ? moved.incident
      : paging === null
        ? null
        : { ...stored.incident, version: stored.incident.version + 1 };
    if (incident === null) continue;
    changed.set(id, { ...stored, incident, paging: { ...stored.paging, ...paging } });
  }
  return changed;
}

async function audit(
  client: pg.PoolClient,
  event: { readonly kind: string; readonly who: string },
  id: string,
  when: Instant,
): Promise<void> {
  const { kind, who, ...about } = event;
  await client.query('insert into identity.audit (at, who, what, about) values ($1, $2, $3, $4)', [
    new Date(when),
    who,
    `incident: ${kind}`,
    JSON.stringify({ incident: id, ...about }),
  ]);
}

/** A site watches it and is its one writer: it takes what was decided here with its next report. */
async function forItsWatcher(
  client: pg.PoolClient,
  id: string,
  event: Parameters<IncidentStore['act']>[1],
  when: Instant,
): Promise<void> {
  await client.query(
    `insert into alerting.act (watcher, incident, event, at)
     select watcher, id, $2, $3 from alerting.incident where id = $1`,
    [id, JSON.stringify(event), new Date(when)],
  );
}
