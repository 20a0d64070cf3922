/** How one is reached oneself: test my phone, and the browsers that may be pushed to. Nobody does this for somebody else. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { testDeliveryId, testIncident } from '../../../lib/notify/own-test.ts';
import { isPushService, pushSubscriptionSchema } from '../../../lib/notify/push-subscription.ts';
import { namedWays } from '../../../lib/notify/ways.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import type { Who } from '../identity.ts';
import { ProblemError } from '../problem.ts';
import { instant, iso } from './shapes.ts';

const own = { verb: 'operate', resource: 'account' } as const;

const personOf = (who: Who | null): string => {
  if (who?.kind !== 'person' || who.person === undefined)
    throw new ProblemError(409, 'This sign-in is nobody’s: sign in as a person of people.yaml.');
  return who.person;
};

/** A call rings for half a minute; what takes longer is looked up in the log. */
const testAnswerWithinMs = 50_000;
const testLookEveryMs = 300;

async function answerOf(house: House, id: string) {
  const until = house.clock.monotonic() + testAnswerWithinMs;
  while (house.clock.monotonic() < until) {
    const { items } = await house.notify.list({ incident: testIncident, delivery: testDeliveryId(id) }, 1);
    if (items[0] !== undefined) return items[0];
    await new Promise((resolve) => setTimeout(resolve, testLookEveryMs));
  }
  throw new ProblemError(
    504,
    'The alerting role has not answered yet; the list of notifications will say what became of it.',
  );
}

export const testOwnPhone = defineEndpoint({
  method: 'POST',
  path: '/api/v1/on-call/test',
  summary: 'Sends a marked test message over one of one’s own ways, and answers with what became of it.',
  right: own,
  status: 201,
  body: z.strictObject({
    way: z
      .string()
      .min(1)
      .max(80)
      .nullable()
      .default(null)
      .describe('Such as "sms" or "sms#2"; null: the first.'),
  }),
  answer: z.object({
    id: z.string(),
    person: z.string(),
    channel: z.string().nullable(),
    state: z.enum(['queued', 'handed-over', 'delivered', 'failed']),
    reason: z.string().nullable(),
    at: instant,
  }),
  answerWith: async ({ house, who, body }) => {
    const person = personOf(who);
    const ways = namedWays(house.alarmBook().people.find(({ id }) => id === person)?.ways ?? []);
    if (ways.size === 0)
      throw new ProblemError(
        409,
        `${person} has no ways in people.yaml: add "ways" with a channel and an address.`,
      );
    if (body.way !== null && !ways.has(body.way))
      throw new ProblemError(400, `way: one of ${[...ways.keys()].join(', ')}`);
    const id = randomUUID();
    house.bus.publish('vigie/v1/notify/test', { id, person, way: body.way });
    const line = await answerOf(house, id);
    return { ...line, at: iso(line.at) };
  },
});

const reachSchema = z.object({
  ways: z.array(z.object({ name: z.string(), channel: z.string(), kind: z.string() })),
  publicKey: z
    .string()
    .nullable()
    .describe('To subscribe with; null: channels.yaml has no web-push channel.'),
  browsers: z.array(z.object({ id: z.string(), browser: z.string(), createdAt: instant })),
});

const publicKeyOf = (house: House): string | null =>
  [...house.alarmBook().channels.values()].find(({ publicKey }) => publicKey !== null)?.publicKey ?? null;

async function reachOf(house: House, person: string): Promise<z.input<typeof reachSchema>> {
  const { people, channels } = house.alarmBook();
  const ways = people.find(({ id }) => id === person)?.ways ?? [];
  const browsers = await house.notify.browsers.list(person);
  return {
    ways: [...namedWays(ways)].map(([name, { channel }]) => ({
      name,
      channel,
      kind: channels.get(channel)?.kind ?? '',
    })),
    publicKey: publicKeyOf(house),
    browsers: browsers.map((one) => ({ ...one, createdAt: iso(one.createdAt) })),
  };
}

export const ownReach = defineEndpoint({
  path: '/api/v1/account/reach',
  summary: 'How one is reached oneself: ways in their order, and the browsers that may be pushed to.',
  right: own,
  query: z.strictObject({}),
  answer: reachSchema,
  answerWith: ({ house, who }) => reachOf(house, personOf(who)),
});

export const addBrowser = defineEndpoint({
  method: 'POST',
  path: '/api/v1/account/browsers',
  summary: 'This browser may be pushed to.',
  right: own,
  status: 201,
  body: z.strictObject({
    endpoint: z.string().max(2_000),
    keys: pushSubscriptionSchema.shape.keys,
    expirationTime: z.number().nullable().optional(),
  }),
  answer: z.object({ id: z.string() }),
  auditedByStore: true,
  answerWith: async ({ house, who, body, request }) => {
    const person = personOf(who);
    const subscription = pushSubscriptionSchema.safeParse({ endpoint: body.endpoint, keys: body.keys });
    if (!subscription.success || !isPushService(body.endpoint, pushServicesOf(house)))
      throw new ProblemError(400, 'endpoint: not of a push service that Vigie knows');
    const browser = request.headers.get('user-agent') ?? '';
    const at = house.clock.now();
    const id = await house.notify.browsers.add(person, subscription.data, browser, at);
    // The address of a subscription is as good as a key: the log gets its name alone.
    await house.identity.audit({ at, who: person, what: 'POST /api/v1/account/browsers', about: { id } });
    return { id };
  },
});

const pushServicesOf = (house: House): readonly string[] =>
  [...house.alarmBook().channels.values()].flatMap(({ pushServices }) => pushServices);

export const removeBrowser = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/account/browsers/{id}',
  summary: 'This browser is pushed to no more.',
  right: own,
  params: z.object({ id: z.string().min(1).max(100) }),
  answer: z.object({ ok: z.literal(true) }),
  answerWith: async ({ house, who, params }) => {
    if (!(await house.notify.browsers.remove(personOf(who), params.id)))
      throw new ProblemError(404, 'You have no such browser.');
    return { ok: true } as const;
  },
});
