/** Guards against a message lost or told twice by a restart, and one told of an incident that was never written: real PostgreSQL. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import { DeliveryLoop } from '../../lib/notify/deliver.ts';
import { Deliveries } from '../../lib/notify/deliveries.ts';
import {
  type Delivery,
  defaultPolicy,
  type Notification,
  type Outcome,
} from '../../lib/notify/notification.ts';
import { storeCallback, takeCallbacks } from '../../lib/notify/postgres-callbacks.ts';
import {
  listNotifications,
  PostgresDeliveryStore,
  saveDeliveries,
} from '../../lib/notify/postgres-delivery-store.ts';
import { inTransaction } from '../../lib/readings/postgres-transaction.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';

let engine: Engine;
let pool: pg.Pool;
let now = Date.UTC(2026, 10, 24, 12);
beforeAll(async () => {
  engine = await embeddedPostgresEngine();
  await migrate(engine.access.url);
  pool = new pg.Pool({ connectionString: engine.access.url, max: 3 });
  pool.on('error', () => {});
});
afterAll(async () => {
  await pool.end();
  await engine.stop();
});
beforeEach(async () => {
  await pool.query('truncate notify.delivery');
});

const note = (incident: string, more: Partial<Notification> = {}): Notification => ({
  id: `${incident}/${more.person ?? 'ama'}/${more.kind ?? 'opened'}`,
  incident,
  version: 1,
  kind: 'opened',
  person: 'ama',
  severity: 'critical',
  immediate: false,
  ways: ['sms', 'sms#2'],
  at: now,
  ...more,
});
/** Vigie as it starts: what is stored, and a network that answers as it is told. */
async function start(handOver: (one: Delivery) => Promise<Outcome>) {
  const store = new PostgresDeliveryStore(pool);
  const deliveries = new Deliveries(defaultPolicy, await store.load(defaultPolicy.endedMax), now);
  const loop = new DeliveryLoop(deliveries, {
    store,
    handOver,
    clock: { now: () => now, monotonic: () => now },
    random: () => 0.5,
  });
  return { store, deliveries, loop };
}
const yes: Outcome = { kind: 'accepted', reference: 'r-1', receipts: false };
const hangs = (): Promise<Outcome> => new Promise(() => undefined);

describe('deliveries in PostgreSQL', () => {
  it('come back as they were: what was cut in the middle goes out again, what had gone does not', async () => {
    const before = await start((one) => (one.id.startsWith('a') ? Promise.resolve(yes) : hangs()));
    await before.loop.take({ kind: 'tell', notification: note('a') });
    await before.loop.take({ kind: 'tell', notification: note('b') });
    await expect.poll(() => before.deliveries.outbox.get('a/ama/opened')?.state).toBe('handed-over');
    const sent: string[] = [];
    const after = await start(async (one) => {
      sent.push(one.id);
      return yes;
    });
    expect(after.deliveries.outbox.get('a/ama/opened')).toEqual(before.deliveries.outbox.get('a/ama/opened'));
    await after.loop.take({ kind: 'tell', notification: note('a') });
    await after.loop.take({ kind: 'time' });
    await after.loop.settled();
    expect(sent).toEqual(['b/ama/opened']);
    expect(after.deliveries.outbox.get('b/ama/opened')).toMatchObject({ mayHaveArrived: 2, attempt: 2 });
  });

  it('are there with their incident or not at all', async () => {
    const sent: string[] = [];
    const { loop } = await start(async (one) => {
      sent.push(one.id);
      return yes;
    });
    const told = [{ kind: 'tell', notification: note('c') }] as const;
    const failed = loop.takeWithin(told, (changed, gone) =>
      inTransaction(pool, async (client) => {
        await saveDeliveries(client, changed, gone);
        throw new Error('the incident was refused');
      }),
    );
    await expect(failed).rejects.toThrow('refused');
    expect((await pool.query('select from notify.delivery')).rowCount).toBe(0);
    expect(sent).toEqual([]);
    await loop.takeWithin(told, (changed, gone) =>
      inTransaction(pool, (client) => saveDeliveries(client, changed, gone)),
    );
    await loop.settled();
    expect(sent).toEqual(['c/ama/opened']);
    const { rows } = await pool.query('select state, way, incidents, open from notify.delivery');
    expect(rows).toEqual([{ state: 'handed-over', way: 'sms', incidents: ['c'], open: false }]);
  });

  it('of a storm are one digest in the store too, and of a thousand that ended the latest come back', async () => {
    const { loop, store } = await start(async () => yes);
    for (let i = 0; i < 20; i++) await loop.take({ kind: 'tell', notification: note(`s${i}`) });
    await loop.settled();
    now += 200_000;
    await loop.take({ kind: 'time' });
    await loop.settled();
    const stored = await store.load(1_000);
    expect(stored).toHaveLength(10);
    expect(stored.flatMap(({ notifications }) => notifications)).toHaveLength(20);
    expect((await store.load(3)).map(({ changedAt }) => changedAt)).toEqual(
      stored.slice(-3).map(({ changedAt }) => changedAt),
    );
  });
});

describe('the log of notifications', () => {
  it('is asked by incident, person and state, newest first, page by page without a gap', async () => {
    const { loop } = await start(async (one) =>
      one.person === 'kofi' ? { kind: 'refused', permanent: true, cause: '400' } : yes,
    );
    for (let i = 0; i < 5; i++) {
      now += 1_000;
      await loop.take({ kind: 'tell', notification: note(`d${i}`) });
      await loop.take({ kind: 'tell', notification: note(`d${i}`, { person: 'kofi' }) });
      await loop.settled();
    }
    const ids: string[] = [];
    let before: { at: number; delivery: string } | undefined;
    do {
      const page = await listNotifications(pool, { person: 'ama', before }, 2);
      ids.push(...page.items.map(({ id }) => id));
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(ids).toEqual([4, 3, 2, 1, 0].map((i) => `d${i}/ama/opened`));
    const one = await listNotifications(pool, { incident: 'd3' }, 10);
    expect(one.items.map(({ person, state, channel }) => [person, state, channel]).sort()).toEqual([
      ['ama', 'handed-over', 'sms'],
      ['kofi', 'queued', 'sms'],
    ]);
    expect((await listNotifications(pool, { state: 'delivered' }, 10)).items).toEqual([]);
  });
});

describe('what gateways call back', () => {
  it('waits until it has been worked on, comes in its order, and is given once to two that take at once', async () => {
    for (const id of ['a', 'b', 'c'])
      expect(await storeCallback(pool, { channel: 'own', receivedAt: now, said: { id } })).toBe(true);
    const given: unknown[] = [];
    const work = async ({ said }: { said: unknown }): Promise<void> => void given.push(said);
    await Promise.all([takeCallbacks(pool, work), takeCallbacks(pool, work)]);
    expect(given).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect(await takeCallbacks(pool, work)).toBe(0);
  });
  it('is given again when the pipeline could not take it, and keeps nothing else waiting', async () => {
    for (const id of ['a', 'b']) await storeCallback(pool, { channel: 'own', receivedAt: now, said: { id } });
    const fails = async (): Promise<void> => {
      throw new Error('the pipeline cannot be stored');
    };
    const given: unknown[] = [];
    expect(
      await takeCallbacks(pool, (one) => (given.push(one.said) === 1 ? fails() : Promise.resolve())),
    ).toBe(2);
    expect(await takeCallbacks(pool, async (one) => void given.push(one.said))).toBe(1);
    expect(given).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'a' }]);
  });
  it('is kept whatever bytes are in it', async () => {
    const said = { 'a\0b': ['x\0y', '\ud800'], deep: { text: '\udfff OK' } };
    expect(await storeCallback(pool, { channel: 'own', receivedAt: now, said })).toBe(true);
    const given: unknown[] = [];
    await takeCallbacks(pool, async (called) => void given.push(called.said));
    expect(given).toEqual([{ ab: ['xy', '\ufffd'], deep: { text: '\ufffd OK' } }]);
  });
});
