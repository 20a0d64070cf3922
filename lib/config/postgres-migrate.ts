/**
 * Brings the operational store to the shape that this version needs: numbered SQL files, each once, each in a
 * transaction, one migrating process at a time. A file that was changed after it ran is refused.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Any number, the same in every Vigie: whoever holds this advisory lock migrates. */
const lockKey = 8_447_301;
const lockWaitMs = 60_000;

export const migrationsDir = join(import.meta.dirname, 'postgres');

/** The files of a folder, in order. Throws when two have one number or a name is not `NNNN-what.sql`. */
export function readMigrations(dir = migrationsDir): Migration[] {
  const found = readdirSync(dir)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const [, number, name] = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file) ?? [];
      if (!number || !name) throw new Error(`migration ${file}: call it NNNN-what-it-does.sql`);
      const sql = readFileSync(join(dir, file), 'utf8');
      return {
        number: Number(number),
        name,
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
      };
    });
  for (const [at, { number, name }] of found.entries())
    if (found[at - 1]?.number === number)
      throw new Error(`migration ${name}: number ${number} is used twice`);
  return found;
}

/** Applies what is missing; returns the names of what was applied. */
export async function migrate(url: string, migrations = readMigrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`set lock_timeout = ${lockWaitMs}`);
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(`create schema if not exists vigie`);
    await client.query(
      `create table if not exists vigie.migration
         (number int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`,
    );
    const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
      'select number, name, checksum from vigie.migration order by number',
    );
    const missing = missingOf(migrations, rows);
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end().catch(() => {});
  }
}

/** What has still to run; throws when the store and this version do not fit together. */
export function missingOf(
  migrations: readonly Migration[],
  applied: readonly { readonly number: number; readonly name: string; readonly checksum: string }[],
): Migration[] {
  for (const { number, name, checksum } of applied) {
    const ours = migrations.find((migration) => migration.number === number);
    if (!ours)
      throw new Error(
        `the operational store was made by a newer Vigie (it has migration ${number}, ${name}). Start that version, or name another store.`,
      );
    if (ours.checksum !== checksum)
      throw new Error(
        `migration ${number} (${name}) was changed after it ran in this store. Undo the change of the file; a new shape needs a new number.`,
      );
  }
  return migrations.filter(({ number }) => !applied.some((one) => one.number === number));
}

async function apply(client: pg.Client, { number, name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into vigie.migration (number, name, checksum) values ($1, $2, $3)', [
      number,
      name,
      checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw new Error(`migration ${number} (${name}) failed: ${(error as Error).message}`);
  }
}
