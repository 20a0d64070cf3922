/** How often a password was wrong, in PostgreSQL: every web role counts in one place, and a try is counted before it is checked. */
import { type Client, type Ground, inTransaction } from './postgres-ground.ts';
import { knownForMs, waitFor, windowMs } from './sign-in-limits.ts';

const unknownKeptMs = 24 * 3_600_000;

export interface Pair {
  readonly person: string;
  readonly address: string;
}

async function triesOf(client: Client, { person, address }: Pair, now: number) {
  const { rows } = await client.query<{
    pair_wrong: number;
    pair_last: Date | null;
    known: boolean;
    person_wrong: number;
    address_wrong: number;
  }>(
    `select coalesce(max(wrong) filter (where person = $1 and address = $2), 0)::int as pair_wrong,
            max(last_at) filter (where person = $1 and address = $2) as pair_last,
            coalesce(bool_or(person = $1 and address = $2 and known_at > $4), false) as known,
            coalesce(sum(wrong) filter (where person = $1 and address <> $2 and last_at > $3), 0)::int as person_wrong,
            coalesce(sum(wrong) filter (where person <> $1 and address = $2 and last_at > $3), 0)::int as address_wrong
       from identity.sign_in_try where person = $1 or address = $2`,
    [person, address, new Date(now - windowMs), new Date(now - knownForMs)],
  );
  const found = rows[0];
  return {
    pairWrong: found?.pair_wrong ?? 0,
    pairLastAt: found?.pair_last?.getTime() ?? null,
    known: found?.known ?? false,
    personWrong: found?.person_wrong ?? 0,
    addressWrong: found?.address_wrong ?? 0,
  };
}

/** 0: the try is counted as wrong until `wasRight`; else nothing is counted and this long must pass. */
export const beginTry = (ground: Ground, pair: Pair): Promise<number> =>
  inTransaction(ground, async (client) => {
    const now = ground.clock.now();
    // Guesses sent at once wait for one another.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${pair.person}\n${pair.address}`,
    ]);
    const waitMs = waitFor(await triesOf(client, pair, now), now);
    if (waitMs > 0) return waitMs;
    await client.query(
      `delete from identity.sign_in_try where last_at < $1 or (known_at is null and last_at < $2)`,
      [new Date(now - knownForMs), new Date(now - unknownKeptMs)],
    );
    await client.query(
      `insert into identity.sign_in_try (person, address, wrong, last_at) values ($1, $2, 1, $3)
       on conflict (person, address) do update set wrong = identity.sign_in_try.wrong + 1, last_at = $3`,
      [pair.person, pair.address, new Date(now)],
    );
    return 0;
  });

export async function wasRight({ pool, clock }: Ground, { person, address }: Pair): Promise<void> {
  await pool.query(
    'update identity.sign_in_try set wrong = 0, known_at = $3 where person = $1 and address = $2',
    [person, address, new Date(clock.now())],
  );
}

/** Half of a proof: neither right nor wrong yet. */
export async function wasHalf({ pool }: Ground, { person, address }: Pair): Promise<void> {
  await pool.query(
    'update identity.sign_in_try set wrong = greatest(0, wrong - 1) where person = $1 and address = $2',
    [person, address],
  );
}
