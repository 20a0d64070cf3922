/** Notifications: who was told what, by which way, and how far it came; and what gateways say of it later. */
import { z } from 'zod';
import { webAddress } from '../../../lib/config/runtime.ts';
import { scopeOf } from '../../../lib/identity/authorise.ts';
import { callbackPath, checkCallbackKey } from '../../../lib/notify/callback-key.ts';
import type { NotificationLine } from '../../../lib/notify/postgres-delivery-store.ts';
import { callerOf } from '../caller.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import { pageQuery, pageSchema } from '../page-of.ts';
import { ProblemError } from '../problem.ts';
import { instant, iso } from './shapes.ts';

const states = ['queued', 'handed-over', 'delivered', 'failed'] as const;
const name = z.string().min(1).max(200);

const notificationSchema = z
  .object({
    id: z.string(),
    incident: z.string().describe('"test" for a test of one’s own telephone.'),
    kind: z.enum(['opened', 'resolved']),
    person: z.string(),
    channel: z.string().nullable().describe('The way in use, or the last one; null: there is none.'),
    state: z.enum(states),
    reason: z.string().nullable().describe('Why it waits, or why it did not arrive.'),
    at: instant,
    message: z.string().describe('What carried it: several notifications may go as one digest.'),
  })
  .meta({ id: 'Notification' });

const shape = (one: NotificationLine): z.input<typeof notificationSchema> => ({
  id: one.id,
  incident: one.incident,
  kind: one.kind,
  person: one.person,
  channel: one.channel,
  state: one.state,
  reason: one.reason,
  at: iso(one.at),
  message: one.delivery,
});

const cursorOf = (next: { at: number; delivery: string } | null): string | null =>
  next && Buffer.from(JSON.stringify([next.at, next.delivery])).toString('base64url');

function before(cursor: string | undefined): { at: number; delivery: string } | undefined {
  if (cursor === undefined) return undefined;
  try {
    return z
      .tuple([z.number(), z.string()])
      .transform(([at, delivery]) => ({ at, delivery }))
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new ProblemError(400, 'cursor: not one that this list has given');
  }
}

export const listNotifications = defineEndpoint({
  path: '/api/v1/notifications',
  summary: 'Who was told of what, newest first.',
  right: { verb: 'read', resource: 'notifications' },
  query: z.strictObject({
    incident: name.optional().describe('Only of this incident.'),
    person: name.optional().describe('Only to this person.'),
    state: z.enum(states).optional(),
    ...pageQuery,
  }),
  answer: pageSchema(notificationSchema),
  answerWith: async ({ house, query, who }) => {
    const { incident, person, state, cursor, limit } = query;
    const { sites } = scopeOf(callerOf(who));
    const page = await house.notify.list({ incident, person, state, sites, before: before(cursor) }, limit);
    return { items: page.items.map(shape), next: cursorOf(page.next) };
  },
});

/** Names and values of a call-back are many, but no book. */
const saidQuery = z.record(z.string().max(200), z.string().max(4_000));
const callbackParams = z.object({ channel: z.string().min(1).max(64), key: z.string().min(1).max(100) });
type Callback = z.output<typeof callbackParams>;

async function takeCallback(house: House, { channel, key }: Callback, said: unknown): Promise<{ ok: true }> {
  const houseKey = Buffer.from(house.runtime.linkKey, 'base64url');
  // One answer for an unknown channel and a wrong key: nobody learns names by trying.
  if (!checkCallbackKey(houseKey, channel, key) || !house.alarmBook().channels.has(channel))
    throw new ProblemError(401, 'No channel of channels.yaml is called back at this address.');
  const receivedAt = house.clock.now();
  if (!(await house.notify.calledBack({ channel, receivedAt, said })))
    throw new ProblemError(503, 'Too many call-backs wait to be worked on; try again later.');
  house.bus.publish('vigie/v1/notify/callback', { channel });
  return { ok: true };
}
const taken = z.object({ ok: z.literal(true) });

export const postCallback = defineEndpoint({
  method: 'POST',
  path: '/api/v1/notifications/callbacks/{channel}/{key}',
  summary:
    'A gateway says whether a message has arrived, or brings an answer to it; the key is the channel’s own.',
  right: 'own-key',
  params: callbackParams,
  query: saidQuery,
  body: z.unknown(),
  answer: taken,
  answerWith: ({ house, params, query, body }) =>
    takeCallback(
      house,
      params,
      typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...query, ...body } : query,
    ),
});

/** Some gateways only know how to open an address; and one asks for its challenge back before it trusts it. */
export const getCallback = defineEndpoint({
  path: '/api/v1/notifications/callbacks/{channel}/{key}',
  summary: 'The same, for gateways that put everything into the address.',
  right: 'own-key',
  params: callbackParams,
  query: saidQuery,
  answer: taken,
  contentTypes: ['text/plain'],
  answerWith: async ({ house, params, query }) => {
    const answer = await takeCallback(house, params, query);
    const challenge = query['hub.challenge'];
    return challenge !== undefined && /^\d{1,40}$/.test(challenge)
      ? new Response(challenge, { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } })
      : answer;
  },
});

export const listCallbacks = defineEndpoint({
  path: '/api/v1/notifications/callbacks',
  summary:
    'The addresses to give to gateways, so that they say what has arrived and bring the answers. Each holds a key.',
  right: { verb: 'manage', resource: 'notifications' },
  query: z.strictObject({}),
  answer: z.object({
    items: z.array(z.object({ channel: z.string(), address: z.string() })),
    next: z.null(),
  }),
  answerWith: ({ house }) => {
    const houseKey = Buffer.from(house.runtime.linkKey, 'base64url');
    const called = [...house.alarmBook().channels.values()].filter(({ calledBack }) => calledBack);
    return {
      items: called.map(({ id }) => ({
        channel: id,
        address: `${webAddress(house.runtime.web)}${callbackPath(houseKey, id)}`,
      })),
      next: null,
    };
  },
});
