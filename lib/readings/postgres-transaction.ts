/** One transaction on one connection of the pool: all of it, or as if it had not begun. */
import type { Pool, PoolClient } from 'pg';

/** Rejects with what `run` or the commit rejected with, after the rollback. */
export async function inTransaction<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let lost = false;
  // The pool listens only while nobody has it: a server that goes between two queries would end the process.
  const onLost = (): void => {
    lost = true;
  };
  client.on('error', onLost);
  try {
    await client.query('begin');
    const done = await run(client);
    await client.query('commit');
    return done;
  } catch (error) {
    // A connection that is lost cannot roll back; the server has done it then.
    await client.query('rollback').catch(onLost);
    throw error;
  } finally {
    client.off('error', onLost);
    client.release(lost);
  }
}
