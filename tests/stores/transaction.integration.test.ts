/** Guards against a role that ends because the database went between two of its queries. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../lib/readings/postgres-transaction.ts';
import { type Engine, embeddedPostgresEngine } from './engines.ts';

describe('a transaction', () => {
  let engine: Engine;
  let pool: pg.Pool;
  beforeAll(async () => {
    engine = await embeddedPostgresEngine();
    pool = new pg.Pool({ connectionString: engine.access.url, max: 2 });
    pool.on('error', () => {});
    await pool.query('create table kept (n int)');
  });
  afterAll(async () => {
    await pool.end();
    await engine.stop();
  });
  const count = async () => (await pool.query('select from kept')).rowCount;

  it('gives what its work gave, all of it or none', async () => {
    const done = await inTransaction(pool, async (client) => {
      await client.query('insert into kept values (1)');
      return 'done';
    });
    expect(done).toBe('done');
    const failed = inTransaction(pool, async (client) => {
      await client.query('insert into kept values (2)');
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await count()).toBe(1);
  });

  it('whose connection ends between two queries is refused, ends no process, and is given to nobody else', async () => {
    const cut = inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      const ended = new Promise((resolve) => client.once('end', resolve));
      await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await ended;
      await client.query('insert into kept values (3)');
    });
    await expect(cut).rejects.toThrow();
    expect(await count()).toBe(1);
  });
});
