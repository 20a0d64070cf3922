/** The simulated telephones of the drill: what they got, and an answer given on one of them. A real installation has none. */
import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problem.ts';
import { instant, iso } from './shapes.ts';

const message = z.object({
  id: z.string(),
  who: z.string(),
  number: z.string().describe('Masked.'),
  way: z.string().describe('Channel of channels.yaml.'),
  text: z.string(),
  at: instant,
  deliveredAt: instant.nullable(),
  reply: z.string().nullable(),
});

const messagesOf = (house: House) => {
  if (house.runtime.drill === null)
    throw new ProblemError(404, 'This is a real installation: it has no drill.');
  return house.picture.drillPhone?.messages ?? [];
};

export const drillPhone = defineEndpoint({
  path: '/api/v1/drill/phone',
  summary: 'The last messages that the simulated telephones of the drill got, newest first.',
  // A message holds the link by which its owner takes the incident: whoever only looks must not get it.
  right: { verb: 'operate', resource: 'drill' },
  answer: z.object({ items: z.array(message), next: z.null() }),
  answerWith: ({ house }) => ({
    items: messagesOf(house).map((one) => ({
      ...one,
      at: iso(one.at),
      deliveredAt: one.deliveredAt === null ? null : iso(one.deliveredAt),
    })),
    next: null,
  }),
});

export const answerDrillPhone = defineEndpoint({
  method: 'POST',
  path: '/api/v1/drill/phone/{message}/reply',
  summary: 'Answers a message on its simulated telephone, as its owner would by SMS: OK and the code.',
  right: { verb: 'operate', resource: 'drill' },
  status: 202,
  params: z.strictObject({ message: z.string().min(1).max(100) }),
  body: z.strictObject({ text: z.string().trim().min(1).max(300) }),
  answer: z.object({ message: z.string(), text: z.string() }),
  answerWith: ({ house, params, body }) => {
    if (!messagesOf(house).some(({ id }) => id === params.message))
      throw new ProblemError(404, 'The telephone has no such message (any more).');
    house.bus.publish('vigie/v1/drill/reply', { message: params.message, text: body.text });
    return { message: params.message, text: body.text };
  },
});
