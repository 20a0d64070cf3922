/**
 * Identity in the operational store. Who was known a moment ago stays known for a while when the store does not
 * answer: a wall must not go dark because a database restarts.
 */
import pg from 'pg';
import type { Clock } from '../time/clock.ts';
import type { Who } from './authorise.ts';
import type {
  AuditEntry,
  AuditFilter,
  AuditLine,
  Credentials,
  Identity,
  TokenLimits,
  TokenLine,
  Visitor,
} from './identity.ts';
import type { KnownCallers } from './known-callers.ts';
import { PostgresAccounts } from './postgres-accounts.ts';
import { type Ground, groundOf, inTransaction, writeAudit } from './postgres-ground.ts';
import { PostgresPeople } from './postgres-people.ts';
import { findSession, insertCode, openSession, takeCode, unseen } from './postgres-sessions.ts';
import { findToken, listTokens, makeToken, revokeToken } from './postgres-tokens.ts';
import type { TokenKind } from './rights.ts';
import { hashOf } from './secret.ts';

const connectionsLimit = 4;
const queryMs = 3_000;

export function openPostgresIdentity(url: string, clock: Clock): Identity {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsLimit,
    connectionTimeoutMillis: queryMs,
    query_timeout: queryMs,
    application_name: 'vigie identity',
  });
  pool.on('error', () => {});
  return new PostgresIdentity(groundOf(pool, clock));
}

/** The launcher of the screens puts the administrator's token in at each start; a replaced file replaces it. */
export async function setAdministratorToken(url: string, token: string, at: number): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: queryMs });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`delete from identity.token where kind = 'administrator' and hash <> $1`, [
      hashOf(token),
    ]);
    await client.query(
      `insert into identity.token (hash, kind, name, created_at, created_by)
       values ($1, 'administrator', 'administrator', $2, 'launcher') on conflict (hash) do nothing`,
      [hashOf(token), new Date(at)],
    );
    await client.query('commit');
  } finally {
    await client.end();
  }
}

class PostgresIdentity implements Identity {
  readonly people;
  readonly accounts;
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.people = new PostgresPeople(ground);
    this.accounts = new PostgresAccounts(ground);
  }

  async whoIs({ bearer, session, wall }: Credentials): Promise<Who | null> {
    const { tokens, sessions } = this.#ground;
    if (bearer !== null) return this.#recall(tokens, bearer, () => findToken(this.#ground, bearer));
    const person =
      session === null
        ? null
        : await this.#recall(sessions, session, () => findSession(this.#ground, session));
    if (person || wall === null) return person;
    const who = await this.#recall(tokens, wall, () => findToken(this.#ground, wall));
    // A screen's cookie is read by whoever stands at it: it never carries more than a wall's rights.
    return who?.kind === 'wall' && who.roles === undefined ? who : null;
  }

  makeCode(person: string, by: string): Promise<string> {
    return inTransaction(this.#ground, async (client) => {
      const { rowCount } = await client.query(
        'select 1 from identity.person where id = $1 and removed_at is null',
        [person],
      );
      return insertCode(this.#ground, client, { person, administrator: rowCount === 0, by });
    });
  }

  redeem(code: string, from: Visitor = unseen): Promise<string | null> {
    return inTransaction(this.#ground, async (client) => {
      const of = await takeCode(this.#ground, client, code);
      return of && openSession(this.#ground, client, { ...of, means: 'link' }, from);
    });
  }

  async signOut(session: string): Promise<void> {
    this.#ground.sessions.forget(hashOf(session));
    const { rows } = await this.#ground.pool.query<{ person: string }>(
      'delete from identity.session where hash = $1 returning person',
      [hashOf(session)],
    );
    const person = rows[0]?.person;
    if (person !== undefined)
      await this.audit({ at: this.#ground.clock.now(), who: person, what: 'sign out', about: {} });
  }

  makeToken(kind: TokenKind, name: string, by: string, limits: TokenLimits = {}): Promise<string> {
    return makeToken(this.#ground, kind, name, by, limits);
  }

  tokens(): Promise<TokenLine[]> {
    return listTokens(this.#ground);
  }

  revokeToken(id: string, by: string): Promise<boolean> {
    return revokeToken(this.#ground, id, by);
  }

  audit(entry: AuditEntry): Promise<void> {
    return writeAudit(this.#ground.pool, entry);
  }

  async auditLines({ from, to, who, what, before, limit }: AuditFilter): Promise<AuditLine[]> {
    const { rows } = await this.#ground.pool.query<{
      id: string;
      at: Date;
      who: string;
      what: string;
      about: unknown;
    }>(
      `select id, at, who, what, about from identity.audit
        where ($1::timestamptz is null or at >= $1) and ($2::timestamptz is null or at < $2)
          and ($3::text is null or who = $3) and ($4::text is null or position(lower($4) in lower(what)) > 0)
          and ($5::bigint is null or id < $5)
        order by id desc limit $6`,
      [
        from === undefined ? null : new Date(from),
        to === undefined ? null : new Date(to),
        who ?? null,
        what ?? null,
        before ?? null,
        limit,
      ],
    );
    return rows.map(({ at, ...line }) => ({ ...line, at: at.getTime() }));
  }

  async check(): Promise<{ ok: boolean; reason: string | null }> {
    try {
      await this.#ground.pool.query('select 1');
      return { ok: true, reason: null };
    } catch (error) {
      return { ok: false, reason: (error as Error).message };
    }
  }

  async close(): Promise<void> {
    await this.#ground.pool.end();
  }

  #recall(known: KnownCallers, secret: string, find: () => Promise<Who | null>): Promise<Who | null> {
    return known.recall(hashOf(secret), this.#ground.clock.monotonic(), find);
  }
}
