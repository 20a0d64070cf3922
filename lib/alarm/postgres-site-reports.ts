/** Reports of sites that watch themselves: at the centre what they brought and what is for them, at a site how far it has come. */
import pg from 'pg';
import { inTransaction } from '../readings/postgres-transaction.ts';
import { insertIncidents, lockedIncidents, oneAtATime, updateIncidents } from './postgres-incident-rows.ts';
import type { CentreAnswer, SiteReport } from './site-report.ts';
import type { StoredIncident } from './stored-incident.ts';

const connectionsLimit = 2;
const queryMs = 5_000;
const actsAtOnceMax = 50;

/** How far a site has come with its centre. */
export interface Reported {
  /** The change that the centre has. */
  readonly change: number;
  /** The last act that was taken. */
  readonly taken: number;
}

export class SiteReports {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: connectionsLimit,
      connectionTimeoutMillis: queryMs,
      query_timeout: queryMs,
      application_name: 'vigie site reports',
    });
    this.#pool.on('error', () => {});
  }

  /** At the centre: keeps what is new in a report, once; gives what has changed, and what is for the site. */
  async receive(
    site: string,
    { incidents, taken }: SiteReport,
  ): Promise<{ readonly changed: readonly StoredIncident[]; readonly answer: CentreAnswer }> {
    return inTransaction(this.#pool, async (client) => {
      await oneAtATime(client);
      const changed = await this.#keep(client, site, incidents);
      await client.query('delete from alerting.act where watcher = $1 and id <= $2', [site, taken]);
      const { rows } = await client.query<{ id: string; incident: string; event: never }>(
        'select id, incident, event from alerting.act where watcher = $1 order by id limit $2',
        [site, actsAtOnceMax],
      );
      const acts = rows.map(({ id, incident, event }) => ({ id: Number(id), incident, event }));
      return { changed, answer: { acts } };
    });
  }

  /** Only what is the site's own: nobody brings an incident of another site, or takes over one that is watched elsewhere. */
  async #keep(
    client: pg.PoolClient,
    site: string,
    incidents: readonly StoredIncident[],
  ): Promise<readonly StoredIncident[]> {
    const own = incidents.filter(({ incident }) => incident.site === site);
    const ids = own.map(({ incident }) => incident.id);
    const before = await lockedIncidents(client, ids);
    const { rows } = await client.query<{ id: string }>(
      'select id from alerting.incident where id = any($1) and watcher = $2',
      [ids, site],
    );
    const mine = new Set(rows.map(({ id }) => id));
    const newer = own.filter(({ incident: { id, version } }) => {
      const known = before.get(id);
      return known !== undefined && mine.has(id) && known.incident.version < version;
    });
    // What ended goes first: the same thing may have a new incident in the same report.
    await updateIncidents(client, newer);
    const fresh = own.filter(({ incident }) => !before.has(incident.id));
    return [...newer, ...(await insertIncidents(client, fresh, site))];
  }

  /** At the site. */
  async reported(watcher: string): Promise<Reported> {
    const { rows } = await this.#pool.query<{ reported: string; taken: string }>(
      'select reported, taken from alerting.memory where watcher = $1',
      [watcher],
    );
    return { change: Number(rows[0]?.reported ?? 0), taken: Number(rows[0]?.taken ?? 0) };
  }

  async saveReported(watcher: string, { change, taken }: Reported): Promise<void> {
    await this.#pool.query(
      `insert into alerting.memory (watcher, saved_at, reported, taken) values ($1, now(), $2, $3)
       on conflict (watcher) do update set reported = $2, taken = $3`,
      [watcher, change, taken],
    );
  }

  /** What changed after `change`, everything of it, in order. */
  async changes(
    watcher: string,
    change: number,
    limit: number,
  ): Promise<readonly { readonly stored: StoredIncident; readonly change: number }[]> {
    const { rows } = await this.#pool.query<{ body: StoredIncident; change: string }>(
      `select body, change from alerting.incident where watcher = $1 and change > $2 order by change limit $3`,
      [watcher, change, limit],
    );
    return rows.map(({ body, change: at }) => ({ stored: body, change: Number(at) }));
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
