/** GET live: server-sent events. Snapshot first, then what happens; resumes by Last-Event-ID. */
import { z } from 'zod';
import { credentialsOf } from '../credentials.ts';
import { defineEndpoint } from '../endpoint.ts';
import { pictureNow, sightOf } from '../house.ts';
import type { Who } from '../identity.ts';
import type { LiveFilter } from '../live/filter.ts';
import { maxClients } from '../live/stream.ts';
import { ProblemError } from '../problem.ts';
import { known } from './filters.ts';

const names = z
  .string()
  .max(1000)
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )
  .refine((all) => all.length <= 50, 'at most 50 names');

export const live = defineEndpoint({
  path: '/api/v1/live',
  summary:
    'Server-sent events: snapshot first, then reading, ledger, labels, roles, collectors, book, drill, and a tick each second.',
  right: { verb: 'read', resource: 'live' },
  query: z.strictObject({
    site: names.optional().describe('Only these sites, separated by commas.'),
    device: z.string().max(200).optional(),
    metric: names.optional().describe('Only metrics that begin with one of these.'),
    recent: names.optional().describe('Metrics of which the last hour is sent after the snapshot.'),
    batch: z.enum(['0', '1']).optional().describe('1: readings come in lists, as event `readings`.'),
  }),
  answer: z.string().describe('text/event-stream'),
  contentTypes: ['text/event-stream'],
  answerWith: ({ house, query, request, who }) => {
    const picture = pictureNow(house, who);
    for (const site of query.site ?? []) known(picture, { site });
    known(picture, { device: query.device });
    const sight = sightOf(who as Who);
    const filter: LiveFilter = {
      sight,
      sites: query.site ?? null,
      device: query.device ?? null,
      metrics: query.metric ?? null,
      recent: query.recent ?? [],
      batch: query.batch === '1',
    };
    const credentials = credentialsOf(request.headers);
    const allowed = async () => {
      const now = await house.identity.whoIs(credentials);
      // Another sight is another stream: the reader comes back and is given that one.
      return (
        now !== null &&
        house.identity.authorise(now, 'read', 'live').ok &&
        JSON.stringify(sightOf(now)) === JSON.stringify(sight)
      );
    };
    const stream = house.stream.open(filter, request.headers.get('last-event-id'), allowed);
    if (!stream)
      throw new ProblemError(
        503,
        `There are already ${maxClients} readers of the live stream; try again later.`,
      );
    return new Response(stream, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // no-transform: a compressor between would hold events back.
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  },
});
