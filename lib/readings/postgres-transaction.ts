/** One transaction on one connection of the pool: all of it, or as if it had not begun. */
import type { Pool, PoolClient } from 'pg';

/** Rejects with what `run` or the commit rejected with, after the rollback. */
export async function inTransaction(pool: Pool, run: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await run(client);
    await client.query('commit');
  } catch (error) {
    // A connection that is lost cannot roll back; the server has done it then.
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
