/** What the parts of identity in PostgreSQL share: pool, clock, transactions, and the audit written inside them. */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../time/clock.ts';
import type { AuditEntry } from './identity.ts';
import { KnownCallers } from './known-callers.ts';
import { type SecretKind, secretBytes, secretOf } from './secret.ts';

export interface Ground {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** Apart, so that a session is never taken for a token because it was known. */
  readonly tokens: KnownCallers;
  readonly sessions: KnownCallers;
}
export type Client = Pick<pg.PoolClient, 'query'>;

export const groundOf = (pool: pg.Pool, clock: Clock): Ground => ({
  pool,
  clock,
  tokens: new KnownCallers(),
  sessions: new KnownCallers(),
});

export const freshSecret = (kind: SecretKind): string => secretOf(kind, randomBytes(secretBytes));

/** All of `work` or nothing of it. */
export async function inTransaction<T>({ pool }: Ground, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const value = await work(client);
    await client.query('commit');
    client.release();
    return value;
  } catch (error) {
    // A connection in an unknown state is not given to the next one.
    client.release(true);
    throw error;
  }
}

export async function writeAudit(client: Client, { at, who, what, about }: AuditEntry): Promise<void> {
  await client.query('insert into identity.audit (at, who, what, about) values ($1, $2, $3, $4)', [
    new Date(at),
    who,
    what,
    JSON.stringify(about ?? {}),
  ]);
}

/** Ends sessions here and in the store. */
export async function endSessions(
  { sessions }: Ground,
  client: Client,
  where: { readonly person: string; readonly but?: Buffer; readonly id?: string },
): Promise<number> {
  const { rows } = await client.query<{ hash: Buffer }>(
    `delete from identity.session where person = $1 and not administrator
       and ($2::bytea is null or hash <> $2) and ($3::text is null or id::text = $3) returning hash`,
    [where.person, where.but ?? null, where.id ?? null],
  );
  for (const { hash } of rows) sessions.forget(hash);
  return rows.length;
}
