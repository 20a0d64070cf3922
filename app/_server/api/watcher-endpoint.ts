/** POST: a site that watches itself reports its incidents, and takes what people decided about them here. */
import { z } from 'zod';
import { alive, siteCheck, vigieSite } from '../../../lib/alarm/bus-events.ts';
import { answerSchema, reportSchema } from '../../../lib/alarm/site-report.ts';
import { authorise } from '../../../lib/identity/authorise.ts';
import { defineEndpoint } from '../endpoint.ts';
import { ProblemError } from '../problem.ts';
import { announce } from './incident-acts.ts';

const right = { verb: 'beat', resource: 'watchers' } as const;

export const reportSite = defineEndpoint({
  method: 'POST',
  path: '/api/v1/watchers/{site}',
  summary:
    'A site that watches itself reports what has changed of its incidents, each kept once however often it comes; the answer holds what was decided here.',
  right,
  // Nobody decides here: each incident has its own timeline.
  auditedByStore: true,
  params: z.object({ site: z.string().min(1).max(100) }),
  body: reportSchema,
  answer: answerSchema,
  answerWith: async ({ house, params, body, who }) => {
    const decision = who && authorise(who, right.verb, right.resource, { site: params.site });
    if (!decision?.ok) throw new ProblemError(403, decision?.reason ?? 'Not signed in.');
    const site = house.picture.inventory?.sites.find(({ id }) => id === params.site);
    if (site?.alerting !== 'site')
      throw new ProblemError(
        409,
        `The site book of the centre does not say that ${params.site} watches itself: write alerting: site.`,
      );
    const { changed, answer } = await house.reports.receive(site.id, body);
    for (const stored of changed) announce(house, stored);
    const { entry } = alive(site.id, vigieSite, siteCheck, house.clock.now());
    house.bus.publish('vigie/v1/ledger/{}', [entry], site.id);
    return answer;
  },
});
