/** The browsers in which people have asked to be pushed to. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '../time/clock.ts';
import type { PushSubscription } from './push-subscription.ts';

export interface PushBrowser {
  readonly id: string;
  /** As the browser calls itself. */
  readonly browser: string;
  readonly createdAt: Instant;
}

/** A person has a few browsers; the oldest makes room. */
const perPersonMax = 10;

const idOf = ({ endpoint }: PushSubscription): string =>
  createHash('sha256').update(endpoint).digest('base64url');

export class PushSubscriptions {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** A browser belongs to whoever subscribed in it last. */
  async add(person: string, subscription: PushSubscription, browser: string, at: Instant): Promise<string> {
    const id = idOf(subscription);
    await this.#pool.query(
      `insert into notify.push_subscription (id, person, created_at, browser, body) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set person = $2, created_at = $3, browser = $4, body = $5`,
      [id, person, new Date(at), browser.slice(0, 200), JSON.stringify(subscription)],
    );
    await this.#pool.query(
      `delete from notify.push_subscription where id in
         (select id from notify.push_subscription where person = $1 order by created_at desc, id offset ${perPersonMax})`,
      [person],
    );
    return id;
  }

  /** False: this person has no such browser. */
  async remove(person: string, id: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      'delete from notify.push_subscription where person = $1 and id = $2',
      [person, id],
    );
    return rowCount === 1;
  }

  async list(person: string): Promise<PushBrowser[]> {
    const { rows } = await this.#pool.query<{ id: string; browser: string; created_at: Date }>(
      'select id, browser, created_at from notify.push_subscription where person = $1 order by created_at desc',
      [person],
    );
    return rows.map(({ id, browser, created_at }) => ({ id, browser, createdAt: created_at.getTime() }));
  }

  async of(person: string): Promise<PushSubscription[]> {
    const { rows } = await this.#pool.query<{ body: PushSubscription }>(
      'select body from notify.push_subscription where person = $1 order by created_at desc',
      [person],
    );
    return rows.map(({ body }) => body);
  }

  /** The push service says that this browser is no more. */
  async gone(subscription: PushSubscription): Promise<void> {
    await this.#pool.query('delete from notify.push_subscription where id = $1', [idOf(subscription)]);
  }
}
