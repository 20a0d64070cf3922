/** Planned work and shelves in PostgreSQL. */
import type { Pool } from 'pg';
import type { MaintenancePlan } from '../alerting/maintenance-plan.ts';
import type { Instant } from '../time/clock.ts';
import { dayMs } from '../time/zone.ts';
import { isUuid, markOf, maxRows, time } from './postgres-mark.ts';
import type { MaintenanceRegister, Mark, PlannedWork } from './registers.ts';
import type { Shelf } from './shelf.ts';

interface PlanRow {
  readonly id: string;
  readonly body: Omit<MaintenancePlan, 'id'> & { readonly reason: string };
  readonly created_at: Date;
  readonly created_by: string;
  readonly deleted_at: Date | null;
  readonly deleted_by: string | null;
}
const planOf = (row: PlanRow): PlannedWork => ({
  ...row.body,
  id: row.id,
  created: { at: row.created_at.getTime(), by: row.created_by },
  deleted: markOf(row.deleted_at, row.deleted_by),
});

interface ShelfRow {
  readonly id: string;
  readonly rule: string;
  readonly site: string;
  readonly device: string;
  readonly instance: string;
  readonly reason: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly created_by: string;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
}
const shelfOfRow = ({ id, rule, site, device, instance, reason, ...row }: ShelfRow): Shelf => ({
  ...{ id, rule, site, device, instance, reason },
  fromAt: row.from_at.getTime(),
  toAt: row.to_at.getTime(),
  by: row.created_by,
  ended: markOf(row.ended_at, row.ended_by),
});

export class PostgresMaintenanceRegister implements MaintenanceRegister {
  readonly #pool: Pool;
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async plans(since: Instant): Promise<readonly PlannedWork[]> {
    // A local time is at most a day from the instant: what ended lately is asked for a little too generously.
    const { rows } = await this.#pool.query<PlanRow>(
      `select * from maintenance.plan
       where (deleted_at is null or deleted_at >= $1)
         and (body->'repeat'->>'kind' <> 'none' or (body->>'toLocal')::bigint >= $2)
       order by created_at desc limit ${maxRows}`,
      [time(since), since - dayMs],
    );
    return rows.map(planOf);
  }

  async plan(work: Omit<PlannedWork, 'id' | 'created' | 'deleted'>, { at, by }: Mark) {
    const { rows } = await this.#pool.query<PlanRow>(
      `insert into maintenance.plan (site, body, created_at, created_by) values ($1, $2, $3, $4) returning *`,
      [work.site, JSON.stringify(work), time(at), by],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the plan was not written');
    return planOf(row);
  }

  remove(id: string, { at, by }: Mark): Promise<PlannedWork | null> {
    return this.#mark('deleted_at is null', id, time(at), by);
  }

  restore(id: string): Promise<PlannedWork | null> {
    return this.#mark('deleted_at is not null', id, null, null);
  }

  async #mark(where: string, id: string, at: Date | null, by: string | null): Promise<PlannedWork | null> {
    if (!isUuid(id)) return null;
    const { rows } = await this.#pool.query<PlanRow>(
      `update maintenance.plan set deleted_at = $2, deleted_by = $3 where id = $1 and ${where} returning *`,
      [id, at, by],
    );
    return rows[0] ? planOf(rows[0]) : null;
  }

  async shelves(since: Instant): Promise<readonly Shelf[]> {
    const { rows } = await this.#pool.query<ShelfRow>(
      `select * from maintenance.shelf where to_at >= $1 order by from_at desc limit ${maxRows}`,
      [time(since)],
    );
    return rows.map(shelfOfRow);
  }

  async shelve(shelf: Omit<Shelf, 'id' | 'ended'>): Promise<Shelf> {
    const { rule, site, device, instance, reason, fromAt, toAt, by } = shelf;
    const { rows } = await this.#pool.query<ShelfRow>(
      `insert into maintenance.shelf (rule, site, device, instance, reason, from_at, to_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning *`,
      [rule, site, device, instance, reason, time(fromAt), time(toAt), by],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the shelf was not written');
    return shelfOfRow(row);
  }

  async unshelve(id: string, { at, by }: Mark): Promise<Shelf | null> {
    if (!isUuid(id)) return null;
    const { rows } = await this.#pool.query<ShelfRow>(
      `update maintenance.shelf set ended_at = $2, ended_by = $3
       where id = $1 and ended_at is null and to_at > $2 returning *`,
      [id, time(at), by],
    );
    return rows[0] ? shelfOfRow(rows[0]) : null;
  }
}
