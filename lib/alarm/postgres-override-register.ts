/** Stand-ins on call, made on the screen, in PostgreSQL. */
import type { Pool } from 'pg';
import type { Override } from '../oncall/schedule.ts';
import type { Instant } from '../time/clock.ts';
import { isUuid, markOf, maxRows, time } from './postgres-mark.ts';
import type { Mark, OverrideRegister, StoredOverride } from './registers.ts';

interface Row {
  readonly id: string;
  readonly schedule: string;
  readonly person: string;
  readonly reason: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly created_at: Date;
  readonly created_by: string;
  readonly removed_at: Date | null;
  readonly removed_by: string | null;
}
const overrideOf = ({ id, schedule, person, reason, ...row }: Row): StoredOverride => ({
  ...{ id, schedule, person, reason },
  fromAt: row.from_at.getTime(),
  toAt: row.to_at.getTime(),
  created: { at: row.created_at.getTime(), by: row.created_by },
  removed: markOf(row.removed_at, row.removed_by),
});

export class PostgresOverrideRegister implements OverrideRegister {
  readonly #pool: Pool;
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async overrides(since: Instant): Promise<readonly StoredOverride[]> {
    const { rows } = await this.#pool.query<Row>(
      `select * from (
         select * from oncall.override where to_at >= $1 or created_at >= $1 or removed_at >= $1
         order by number desc limit ${maxRows}
       ) as latest order by number`,
      [time(since)],
    );
    return rows.map(overrideOf);
  }

  async add(one: Override & { readonly reason: string }, { at, by }: Mark): Promise<StoredOverride> {
    const { rows } = await this.#pool.query<Row>(
      `insert into oncall.override (schedule, person, reason, from_at, to_at, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7) returning *`,
      [one.schedule, one.person, one.reason, time(one.fromAt), time(one.toAt), time(at), by],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the override was not written');
    return overrideOf(row);
  }

  remove(id: string, { at, by }: Mark): Promise<StoredOverride | null> {
    return this.#mark('removed_at is null', id, time(at), by);
  }

  restore(id: string): Promise<StoredOverride | null> {
    return this.#mark('removed_at is not null', id, null, null);
  }

  async #mark(where: string, id: string, at: Date | null, by: string | null): Promise<StoredOverride | null> {
    if (!isUuid(id)) return null;
    const { rows } = await this.#pool.query<Row>(
      `update oncall.override set removed_at = $2, removed_by = $3 where id = $1 and ${where} returning *`,
      [id, at, by],
    );
    return rows[0] ? overrideOf(rows[0]) : null;
  }
}
