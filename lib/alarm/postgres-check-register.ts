/** What was done of the periodic checks, in PostgreSQL. */
import type { Pool } from 'pg';
import type { Instant } from '../time/clock.ts';
import type { CheckDone } from './checks.ts';
import { isUuid, markOf, maxRows, time } from './postgres-mark.ts';
import type { CheckRegister, Mark } from './registers.ts';

interface Row {
  readonly id: string;
  readonly site: string;
  readonly check_id: string;
  readonly done_at: Date;
  readonly done_by: string;
  readonly note: string;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_by: string | null;
}
const doneOf = ({ id, site, note, ...row }: Row): CheckDone => ({
  ...{ id, site, note },
  check: row.check_id,
  at: row.done_at.getTime(),
  by: row.done_by,
  withdrawn: markOf(row.withdrawn_at, row.withdrawn_by),
});

export class PostgresCheckRegister implements CheckRegister {
  readonly #pool: Pool;
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async done(since: Instant): Promise<readonly CheckDone[]> {
    const { rows } = await this.#pool.query<Row>(
      `select * from checks.done where done_at >= $1 or written_at >= $1 or withdrawn_at >= $1
       order by done_at desc, written_at desc limit ${maxRows}`,
      [time(since)],
    );
    return rows.map(doneOf);
  }

  async latest(): Promise<readonly CheckDone[]> {
    const { rows } = await this.#pool.query<Row>(
      `select distinct on (site, check_id) * from checks.done where withdrawn_at is null
       order by site, check_id, done_at desc limit ${maxRows}`,
    );
    return rows.map(doneOf);
  }

  async add(done: Omit<CheckDone, 'id' | 'withdrawn'>, writtenAt: Instant): Promise<CheckDone> {
    const { rows } = await this.#pool.query<Row>(
      `insert into checks.done (site, check_id, done_at, done_by, note, written_at)
       values ($1, $2, $3, $4, $5, $6) returning *`,
      [done.site, done.check, time(done.at), done.by, done.note, time(writtenAt)],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the check was not written');
    return doneOf(row);
  }

  async withdraw(id: string, { at, by }: Mark): Promise<CheckDone | null> {
    if (!isUuid(id)) return null;
    const { rows } = await this.#pool.query<Row>(
      `update checks.done set withdrawn_at = $2, withdrawn_by = $3
       where id = $1 and withdrawn_at is null returning *`,
      [id, time(at), by],
    );
    return rows[0] ? doneOf(rows[0]) : null;
  }
}
