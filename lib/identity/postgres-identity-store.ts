/**
 * Identity in the operational store. Who was known a moment ago stays known for a while when the store does not
 * answer: a wall must not go dark because a database restarts.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Clock } from '../time/clock.ts';
import type { Who } from './authorise.ts';
import type { AuditEntry, Credentials, Identity, TokenLine } from './identity.ts';
import { KnownCallers } from './known-callers.ts';
import { hashOf, type SecretKind, secretBytes, secretOf } from './secret.ts';

const codeLivesMs = 10 * 60_000;
const sessionLivesMs = 30 * 24 * 3_600_000;
/** A session in use is prolonged, but not with each of its requests. */
const prolongEveryMs = 3_600_000;
const connectionsLimit = 4;
const queryMs = 3_000;

const freshSecret = (kind: SecretKind): string => secretOf(kind, randomBytes(secretBytes));

export function openPostgresIdentity(url: string, clock: Clock): Identity {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsLimit,
    connectionTimeoutMillis: queryMs,
    query_timeout: queryMs,
    application_name: 'vigie identity',
  });
  pool.on('error', () => {});
  return new PostgresIdentity(pool, clock);
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
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  /** Apart, so that a session is never taken for a token because it was known. */
  readonly #tokens = new KnownCallers();
  readonly #sessions = new KnownCallers();

  constructor(pool: pg.Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async whoIs({ bearer, session, wall }: Credentials): Promise<Who | null> {
    if (bearer !== null) return this.#recall(this.#tokens, bearer, () => this.#byToken(bearer));
    const person =
      session === null ? null : await this.#recall(this.#sessions, session, () => this.#bySession(session));
    if (person || wall === null) return person;
    const who = await this.#recall(this.#tokens, wall, () => this.#byToken(wall));
    // A screen's cookie is read by whoever stands at it: it never carries more than a wall's rights.
    return who?.kind === 'wall' ? who : null;
  }

  async makeCode(person: string, by: string): Promise<string> {
    const code = freshSecret('code');
    const now = this.#clock.now();
    await this.#pool.query('delete from identity.sign_in_code where expires_at < $1', [new Date(now)]);
    await this.#pool.query(
      'insert into identity.sign_in_code (hash, person, created_at, expires_at) values ($1, $2, $3, $4)',
      [hashOf(code), person, new Date(now), new Date(now + codeLivesMs)],
    );
    await this.audit({ at: now, who: by, what: 'make sign-in link', about: { person } });
    return code;
  }

  async redeem(code: string): Promise<string | null> {
    const now = this.#clock.now();
    const { rows } = await this.#pool.query<{ person: string }>(
      'delete from identity.sign_in_code where hash = $1 and expires_at > $2 returning person',
      [hashOf(code), new Date(now)],
    );
    const person = rows[0]?.person;
    if (person === undefined) return null;
    const session = freshSecret('session');
    await this.#pool.query('delete from identity.session where expires_at < $1', [new Date(now)]);
    await this.#pool.query(
      'insert into identity.session (hash, person, created_at, seen_at, expires_at) values ($1, $2, $3, $3, $4)',
      [hashOf(session), person, new Date(now), new Date(now + sessionLivesMs)],
    );
    await this.audit({ at: now, who: person, what: 'sign in', about: {} });
    return session;
  }

  async signOut(session: string): Promise<void> {
    this.#sessions.forget(hashOf(session));
    const { rows } = await this.#pool.query<{ person: string }>(
      'delete from identity.session where hash = $1 returning person',
      [hashOf(session)],
    );
    const person = rows[0]?.person;
    if (person !== undefined)
      await this.audit({ at: this.#clock.now(), who: person, what: 'sign out', about: {} });
  }

  async makeToken(kind: 'wall' | 'api', name: string, by: string): Promise<string> {
    const token = freshSecret(kind);
    const now = this.#clock.now();
    await this.#pool.query(
      'insert into identity.token (hash, kind, name, created_at, created_by) values ($1, $2, $3, $4, $5)',
      [hashOf(token), kind, name, new Date(now), by],
    );
    await this.audit({ at: now, who: by, what: 'make token', about: { kind, name } });
    return token;
  }

  async tokens(): Promise<TokenLine[]> {
    const { rows } = await this.#pool.query<{
      id: string;
      kind: Who['kind'];
      name: string;
      created_at: Date;
      revoked: boolean;
    }>(
      `select id, kind, name, created_at, revoked_at is not null as revoked from identity.token order by created_at`,
    );
    return rows.map(({ created_at, ...line }) => ({ ...line, createdAt: created_at.getTime() }));
  }

  async revokeToken(id: string, by: string): Promise<boolean> {
    const now = this.#clock.now();
    const { rows } = await this.#pool.query<{ hash: Buffer; name: string }>(
      `update identity.token set revoked_at = $2
       where id::text = $1 and revoked_at is null and kind <> 'administrator' returning hash, name`,
      [id, new Date(now)],
    );
    const revoked = rows[0];
    if (!revoked) return false;
    this.#tokens.forget(revoked.hash);
    await this.audit({ at: now, who: by, what: 'revoke token', about: { id, name: revoked.name } });
    return true;
  }

  async audit({ at, who, what, about }: AuditEntry): Promise<void> {
    await this.#pool.query('insert into identity.audit (at, who, what, about) values ($1, $2, $3, $4)', [
      new Date(at),
      who,
      what,
      JSON.stringify(about ?? {}),
    ]);
  }

  async check(): Promise<{ ok: boolean; reason: string | null }> {
    try {
      await this.#pool.query('select 1');
      return { ok: true, reason: null };
    } catch (error) {
      return { ok: false, reason: (error as Error).message };
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  #recall(known: KnownCallers, secret: string, find: () => Promise<Who | null>): Promise<Who | null> {
    return known.recall(hashOf(secret), this.#clock.monotonic(), find);
  }

  async #byToken(token: string): Promise<Who | null> {
    const { rows } = await this.#pool.query<Who>(
      'select kind, name from identity.token where hash = $1 and revoked_at is null',
      [hashOf(token)],
    );
    const found = rows[0];
    return found ? { kind: found.kind, name: found.name } : null;
  }

  async #bySession(session: string): Promise<Who | null> {
    const now = this.#clock.now();
    const { rows } = await this.#pool.query<{ person: string; seen_at: Date }>(
      'select person, seen_at from identity.session where hash = $1 and expires_at > $2',
      [hashOf(session), new Date(now)],
    );
    const found = rows[0];
    if (!found) return null;
    if (now - found.seen_at.getTime() > prolongEveryMs)
      await this.#pool.query('update identity.session set seen_at = $2, expires_at = $3 where hash = $1', [
        hashOf(session),
        new Date(now),
        new Date(now + sessionLivesMs),
      ]);
    return { kind: 'person', name: found.person, person: found.person, roles: ['administrator'] };
  }
}
