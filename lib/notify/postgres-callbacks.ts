/** What gateways call back, kept until it has been worked on: written by the web role, taken by alerting, at least once. */
import type pg from 'pg';
import { inTransaction } from '../readings/postgres-transaction.ts';
import type { Instant } from '../time/clock.ts';

export interface Called {
  readonly channel: string;
  readonly receivedAt: Instant;
  /** Names and values of the address and the body together; as foreign as they came. */
  readonly said: unknown;
}

/** Alerting has been away for long, or somebody with a key writes without end. */
const waitingMax = 100_000;
const takenAtOnceMax = 200;

/** False: so many wait already that this one is refused; the gateway calls again. */
export async function storeCallback(pool: pg.Pool, { channel, receivedAt, said }: Called): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into notify.callback (channel, received_at, said)
     select $1, $2, $3 where (select count(*) from notify.callback) < ${waitingMax}`,
    // PostgreSQL keeps neither a NUL nor half a character.
    [channel, new Date(receivedAt), JSON.stringify(said, (_, value: unknown) => kept(value))],
  );
  return rowCount === 1;
}

const keptText = (text: string): string => text.replaceAll('\0', '').toWellFormed();
const kept = (value: unknown): unknown => {
  if (typeof value === 'string') return keptText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [keptText(name), one as unknown]));
};

/**
 * Gives each that waits to `work`, oldest first, and forgets those on which it did not reject; how many there were. Two that take at once
 * never get the same.
 */
export async function takeCallbacks(pool: pg.Pool, work: (called: Called) => Promise<void>): Promise<number> {
  let taken = 0;
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; channel: string; received_at: Date; said: unknown }>(
      `select id, channel, received_at, said from notify.callback order by id limit ${takenAtOnceMax} for update skip locked`,
    );
    const done: string[] = [];
    for (const { id, channel, received_at, said } of rows) {
      const worked = await work({ channel, receivedAt: received_at.getTime(), said }).then(
        () => true,
        () => false,
      );
      if (worked) done.push(id);
    }
    if (done.length > 0)
      await client.query('delete from notify.callback where id = any($1::bigint[])', [done]);
    taken = rows.length;
  });
  return taken;
}
