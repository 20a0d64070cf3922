/** POST to an incident: taken over until an hour, given back, noted. Each act and its audit line are one transaction of the store. */
import { z } from 'zod';
import { incidentPicture, type StoredIncident } from '../../../lib/alarm/stored-incident.ts';
import { type IncidentEvent, longestAcknowledgementMs } from '../../../lib/alerting/incident.ts';
import { authorise, type Who } from '../../../lib/identity/authorise.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problem.ts';
import { incidentId, incidentOf, langQuery } from './incident-endpoints.ts';
import { incidentSchema, incidentShape } from './incident-shapes.ts';

const operate = { verb: 'operate', resource: 'incidents' } as const;
const note = z.string().trim().max(2000);
const version = z.coerce
  .number()
  .int()
  .positive()
  .optional()
  .describe('The one that you have seen: refused with 409 if it has changed since.');
/** Without an hour of its own an acknowledgement lasts so long. */
const usualMs = 3_600_000;
const maxTogether = 500;

const refusals: Readonly<Record<string, readonly [number, string]>> = {
  'not-found': [404, 'There is no such incident.'],
  resolved: [409, 'It is resolved: what comes back will be another incident.'],
  'stale-version': [409, 'It has changed since you saw it: read it again.'],
  'until-past': [400, 'until: must be in the future'],
  'until-too-far': [
    400,
    `until: at most ${longestAcknowledgementMs / 86_400_000} days from now; plan a maintenance for longer work`,
  ],
  'not-acknowledged': [409, 'Nobody has taken it: there is nothing to give back.'],
};

/** All screens at once: this role's own without waiting for the bus, the others' by it. */
export function announce(house: House, stored: StoredIncident): void {
  const picture = incidentPicture(stored);
  if (house.picture.incidents.put(picture)) house.stream.maker.incident(picture);
  house.bus.publish('vigie/v1/incidents/{}', picture, picture.site);
}

async function acted(house: House, id: string, event: IncidentEvent, seen?: number): Promise<StoredIncident> {
  const done = await house.incidents.act(id, event, house.clock.now(), seen ?? null);
  if (!done.ok) {
    const [status, detail] = refusals[done.reason] ?? [409, done.reason];
    throw new ProblemError(status, detail);
  }
  announce(house, done.stored);
  return done.stored;
}

/** The incident that is acted upon, seen and within the rights of who acts. */
async function toActOn(
  house: House,
  who: Who | null,
  id: string,
): Promise<{ stored: StoredIncident; name: string }> {
  const stored = await incidentOf(house, who, id);
  const decision = who && authorise(who, operate.verb, operate.resource, { site: stored.incident.site });
  if (!who || !decision?.ok)
    throw new ProblemError(403, decision?.ok === false ? decision.reason : 'Not signed in.');
  return { stored, name: who.name };
}

const until = z
  .union([z.iso.datetime({ offset: true })], { error: 'an RFC 3339 instant, such as 2026-11-23T15:30:00Z' })
  .transform((text) => Date.parse(text));

export const acknowledgeIncident = defineEndpoint({
  method: 'POST',
  path: '/api/v1/incidents/{id}/acknowledge',
  summary:
    'Takes an incident over until an hour; past it, if it lasts, it is open again. May take what it explains with it.',
  right: operate,
  auditedByStore: true,
  params: incidentId,
  query: z.strictObject({ lang: langQuery }),
  body: z.strictObject({
    note: note.default(''),
    until: until.optional().describe('At most a week from now; left out: in an hour.'),
    children: z
      .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
      .default(false)
      .describe('Also what it explains and nobody has taken yet.'),
    version,
  }),
  answer: incidentSchema.extend({ children: z.array(z.string()).describe('Taken with it.') }),
  answerWith: async ({ house, params, query, body, who }) => {
    const { stored, name } = await toActOn(house, who, params.id);
    const event = {
      kind: 'acknowledge',
      who: name,
      note: body.note,
      until: body.until ?? house.clock.now() + usualMs,
    } as const;
    const done = await acted(house, params.id, event, body.version);
    const children: string[] = [];
    if (body.children) {
      const { items } = await house.incidents.list({ root: params.id, states: ['open'], limit: maxTogether });
      for (const { incident } of items) {
        // A child may hang at another site than its root; and one that is over by now needs nobody.
        if (
          incident.site !== stored.incident.site &&
          !authorise(who as Who, 'operate', 'incidents', { site: incident.site }).ok
        )
          continue;
        const taken = await house.incidents.act(incident.id, event, house.clock.now());
        if (!taken.ok) continue;
        announce(house, taken.stored);
        children.push(incident.id);
      }
    }
    return { ...incidentShape(done, query.lang ?? house.picture.locale()), children };
  },
});

export const withdrawIncident = defineEndpoint({
  method: 'POST',
  path: '/api/v1/incidents/{id}/withdraw',
  summary: 'Gives an incident back: it is open again and somebody is called for it.',
  right: operate,
  auditedByStore: true,
  params: incidentId,
  query: z.strictObject({ lang: langQuery }),
  body: z.strictObject({ version }),
  answer: incidentSchema,
  answerWith: async ({ house, params, query, body, who }) => {
    const { name } = await toActOn(house, who, params.id);
    const done = await acted(house, params.id, { kind: 'withdraw', who: name }, body.version);
    return incidentShape(done, query.lang ?? house.picture.locale());
  },
});

export const noteIncident = defineEndpoint({
  method: 'POST',
  path: '/api/v1/incidents/{id}/note',
  summary: 'Adds a note to the timeline, also of an incident that is over.',
  right: operate,
  auditedByStore: true,
  params: incidentId,
  query: z.strictObject({ lang: langQuery }),
  body: z.strictObject({ note: note.min(1, 'say something') }),
  answer: incidentSchema,
  status: 201,
  answerWith: async ({ house, params, query, body, who }) => {
    const { name } = await toActOn(house, who, params.id);
    const done = await acted(house, params.id, { kind: 'note', who: name, note: body.note });
    return incidentShape(done, query.lang ?? house.picture.locale());
  },
});
