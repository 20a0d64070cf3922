/** What the web role has to do with notifications: their log, what gateways call back, and the browsers that are pushed to. */
import pg from 'pg';
import type { Runtime } from '../../lib/config/runtime.ts';
import { type Called, storeCallback } from '../../lib/notify/postgres-callbacks.ts';
import {
  listNotifications,
  type NotificationFilter,
  type NotificationLine,
} from '../../lib/notify/postgres-delivery-store.ts';
import { PushSubscriptions } from '../../lib/notify/postgres-push-subscriptions.ts';

const connectionsLimit = 3;
const queryMs = 3_000;

export interface NotifyDoor {
  list(
    filter: NotificationFilter,
    limit: number,
  ): Promise<{ items: NotificationLine[]; next: { at: number; delivery: string } | null }>;
  /** False: too many wait already. */
  calledBack(called: Called): Promise<boolean>;
  readonly browsers: PushSubscriptions;
  close(): Promise<void>;
}

export function openNotifyDoor(runtime: Runtime): NotifyDoor {
  const pool = new pg.Pool({
    connectionString: runtime.operations,
    max: connectionsLimit,
    connectionTimeoutMillis: queryMs,
    query_timeout: queryMs,
    application_name: 'vigie notifications of the web',
  });
  pool.on('error', () => {});
  return {
    list: (filter, limit) => listNotifications(pool, filter, limit),
    calledBack: (called) => storeCallback(pool, called),
    browsers: new PushSubscriptions(pool),
    close: () => pool.end(),
  };
}
