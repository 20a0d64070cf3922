/** Guards against a stranger who says that a message has arrived, and a gateway that is told "yes" for what nobody keeps. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorise, type Who } from '../../../lib/identity/authorise.ts';
import { callbackKey } from '../../../lib/notify/callback-key.ts';
import type { NotificationFilter } from '../../../lib/notify/postgres-delivery-store.ts';
import { withRight } from '../door.ts';
import { type House, openHouse } from '../house.ts';
import { getCallback, listNotifications, postCallback } from './notification-endpoints.ts';

const houseKey = Buffer.alloc(32, 5);
const kept: unknown[] = [];
const poked: unknown[] = [];
const asked: NotificationFilter[] = [];
let room = true;
const houseOf = (who: Who | null): House =>
  ({
    runtime: { linkKey: houseKey.toString('base64url') },
    clock: { now: () => 7, monotonic: () => 7 },
    log: { error: () => undefined },
    alarmBook: () => ({ channels: new Map([['own', {}]]) }),
    bus: { publish: (_: string, message: unknown) => poked.push(message) },
    identity: { whoIs: () => Promise.resolve(who), authorise },
    notify: {
      calledBack: (called: unknown) => {
        if (room) kept.push(called);
        return Promise.resolve(room);
      },
      list: (filter: NotificationFilter) => {
        asked.push(filter);
        return Promise.resolve({ items: [], next: { at: 5, delivery: 'd' } });
      },
    },
  }) as unknown as House;

beforeEach(() => {
  openHouse(houseOf(null));
  kept.length = 0;
  poked.length = 0;
  asked.length = 0;
  room = true;
});
afterEach(() => openHouse(undefined));

const call = (
  endpoint: typeof postCallback | typeof getCallback,
  {
    channel = 'own',
    key = callbackKey(houseKey, 'own'),
    query = '',
    body,
  }: Record<string, string | undefined>,
): Promise<Response> =>
  withRight(endpoint as typeof postCallback)(
    new Request(`http://127.0.0.1/x${query}`, {
      method: endpoint.method,
      ...(body === undefined
        ? {}
        : { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    }),
    { params: Promise.resolve({ channel, key }) },
  );

describe('a gateway that calls back', () => {
  it('with the key of its channel is kept with all it says, and alerting is woken', async () => {
    const response = await call(postCallback, {
      query: '?account=1',
      body: 'MessageSid=SM1&MessageStatus=delivered',
    });
    expect(response.status).toBe(200);
    const said = { account: '1', MessageSid: 'SM1', MessageStatus: 'delivered' };
    expect(kept).toEqual([{ channel: 'own', receivedAt: 7, said }]);
    expect(poked).toEqual([{ channel: 'own' }]);
  });
  it('may put everything into its address, and gets its challenge back, if it is no more than a number', async () => {
    expect((await call(getCallback, { query: '?id=k1&type=1' })).status).toBe(200);
    expect(kept).toMatchObject([{ said: { id: 'k1', type: '1' } }]);
    expect(await (await call(getCallback, { query: '?hub.challenge=115820' })).text()).toBe('115820');
    expect(await (await call(getCallback, { query: '?hub.challenge=%3Cb%3E' })).json()).toEqual({ ok: true });
  });
  it.each([
    ['another key', { key: 'AAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['the key of another channel', { key: callbackKey(houseKey, 'gsm') }],
    ['a channel that is no more, and its key', { channel: 'old', key: callbackKey(houseKey, 'old') }],
  ])('with %s is told nothing, and nothing is kept', async (_, given) => {
    const response = await call(postCallback, { ...given, body: 'id=x&status=delivered' });
    expect(response.status).toBe(401);
    expect(kept).toEqual([]);
    expect(poked).toEqual([]);
  });
  it('while too many wait is told to come again', async () => {
    room = false;
    expect((await call(postCallback, { body: 'id=x&status=delivered' })).status).toBe(503);
    expect(poked).toEqual([]);
  });
});

describe('the list of notifications', () => {
  const list = (query: string): Promise<Response> =>
    withRight(listNotifications)(new Request(`http://127.0.0.1/x${query}`), { params: Promise.resolve({}) });
  it('shows to who sees one site only what is of that site, and goes on where it was', async () => {
    openHouse(
      houseOf({ kind: 'person', name: 'Ama', person: 'ama', roles: ['operator'], sites: ['cotonou'] }),
    );
    const { next } = (await (await list('?state=failed')).json()) as { next: string };
    await list(`?cursor=${next}`);
    expect(asked).toMatchObject([
      { sites: ['cotonou'], state: 'failed' },
      { sites: ['cotonou'], before: { at: 5, delivery: 'd' } },
    ]);
    expect((await list('?cursor=nonsense')).status).toBe(400);
    expect((await list('?state=lost')).status).toBe(400);
  });
});
