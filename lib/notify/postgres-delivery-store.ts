/** Deliveries in the operational store: written alone, or inside the transaction that writes their incident; and their log. */
import type pg from 'pg';
import { inTransaction } from '../readings/postgres-transaction.ts';
import type { Instant } from '../time/clock.ts';
import type { DeliveryStore } from './deliver.ts';
import { wayOf } from './delivery-steps.ts';
import type { Delivery, DeliveryState } from './notification.ts';
import { isOpen } from './outbox.ts';
import { channelOfWay } from './ways.ts';

/** Many at once in one statement: a storm changes thousands. */
const rowsMax = 1_000;

const upsert = `insert into notify.delivery (id, person, state, open, way, incidents, changed_at, body)
  select one.id, one.person, one.state, one.open, one.way,
         array(select jsonb_array_elements_text(one.incidents)), to_timestamp(one.changed_ms / 1000.0), one.body
  from jsonb_to_recordset($1::jsonb)
    as one(id text, person text, state text, open boolean, way text, incidents jsonb, changed_ms double precision, body jsonb)
  on conflict (id) do update set state = excluded.state, open = excluded.open, way = excluded.way,
    incidents = excluded.incidents, changed_at = excluded.changed_at, body = excluded.body`;

const rowOf = (one: Delivery) => ({
  id: one.id,
  person: one.person,
  state: one.state,
  open: isOpen(one),
  way: wayOf(one) ?? null,
  incidents: [...new Set(one.notifications.map(({ incident }) => incident))],
  changed_ms: one.changedAt,
  body: one,
});

/** Within the caller's transaction: the incident and its messages are there together, or not at all. */
export async function saveDeliveries(
  client: pg.ClientBase,
  changed: readonly Delivery[],
  gone: readonly string[],
): Promise<void> {
  for (let from = 0; from < changed.length; from += rowsMax)
    await client.query(upsert, [JSON.stringify(changed.slice(from, from + rowsMax).map(rowOf))]);
  if (gone.length > 0) await client.query('delete from notify.delivery where id = any($1)', [gone]);
}

export class PostgresDeliveryStore implements DeliveryStore {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** What is open, and the latest that ended; oldest change first, as `Deliveries` wants them. */
  async load(endedMax: number): Promise<Delivery[]> {
    const { rows } = await this.#pool.query<{ body: Delivery }>(
      `select body from (
         select id, changed_at, body from notify.delivery where open
         union all
         (select id, changed_at, body from notify.delivery where not open order by changed_at desc, id desc limit $1)
       ) as kept order by changed_at, id`,
      [endedMax],
    );
    return rows.map(({ body }) => body);
  }

  save(changed: readonly Delivery[], gone: readonly string[]): Promise<void> {
    return inTransaction(this.#pool, (client) => saveDeliveries(client, changed, gone));
  }
}

/** One line of the log: one notification, with the message that carried it. */
export interface NotificationLine {
  readonly id: string;
  readonly delivery: string;
  readonly incident: string;
  readonly kind: 'opened' | 'resolved';
  readonly person: string;
  readonly channel: string | null;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly at: Instant;
}
export interface NotificationFilter {
  readonly incident?: string | undefined;
  /** One message alone. */
  readonly delivery?: string | undefined;
  readonly person?: string | undefined;
  readonly state?: DeliveryState | undefined;
  /** Only of incidents at these sites; null: all, and the tests of one's own telephone. */
  readonly sites?: readonly string[] | null | undefined;
  /** `next` of the page before. */
  readonly before?: { readonly at: Instant; readonly delivery: string } | undefined;
}

/** Newest first. A page holds whole messages: `limit` counts messages, a digest has several lines. */
export async function listNotifications(
  pool: pg.Pool,
  filter: NotificationFilter,
  limit: number,
): Promise<{ items: NotificationLine[]; next: { at: Instant; delivery: string } | null }> {
  const { rows } = await pool.query<{ id: string; body: Delivery; way: string | null }>(
    `select id, way, body from notify.delivery
     where ($1::text is null or incidents @> array[$1]) and ($2::text is null or person = $2)
       and ($3::text is null or state = $3)
       and ($4::double precision is null or (changed_at, id) < (to_timestamp($4 / 1000.0), $5::text))
       and ($6::text[] is null or exists
         (select from alerting.incident where alerting.incident.id = any(incidents) and site = any($6)))
       and ($7::text is null or id = $7)
     order by changed_at desc, id desc limit $8`,
    [
      filter.incident ?? null,
      filter.person ?? null,
      filter.state ?? null,
      filter.before?.at ?? null,
      filter.before?.delivery ?? null,
      filter.sites ?? null,
      filter.delivery ?? null,
      limit + 1,
    ],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.flatMap(({ id, way, body }) =>
      body.notifications
        .filter(({ incident }) => filter.incident === undefined || incident === filter.incident)
        .map((one) => ({
          id: one.id,
          delivery: id,
          incident: one.incident,
          kind: one.kind,
          person: body.person,
          channel: way === null ? null : channelOfWay(way),
          state: body.state,
          reason: body.reason,
          at: body.changedAt,
        })),
    ),
    next: rows.length > limit && last !== undefined ? { at: last.body.changedAt, delivery: last.id } : null,
  };
}
