/** GET incidents: the list with its filters, as JSON or CSV, and one with its timeline and what it explains. */
import { z } from 'zod';
import type { IncidentQuery } from '../../../lib/alarm/incident-store.ts';
import { readCursor } from '../../../lib/alarm/postgres-incident-query.ts';
import type { StoredIncident } from '../../../lib/alarm/stored-incident.ts';
import { ruleSeverities } from '../../../lib/alerting/rule.ts';
import { inScope, scopeOf, type Who } from '../../../lib/identity/authorise.ts';
import { defineEndpoint } from '../endpoint.ts';
import { type House, pictureNow } from '../house.ts';
import { pageQuery, pageSchema } from '../page-of.ts';
import { ProblemError } from '../problem.ts';
import { deviceFilter, known, siteFilter } from './filters.ts';
import { incidentCsv } from './incident-csv.ts';
import {
  incidentSchema,
  incidentShape,
  incidentStates,
  limitSchema,
  limitShape,
  timelineSchema,
  timelineShape,
} from './incident-shapes.ts';
import { spanQuery } from './span.ts';

const read = { verb: 'read', resource: 'incidents' } as const;
export const incidentId = z.object({ id: z.string().min(1).max(200) });
export const langQuery = z
  .enum(['fr', 'en'])
  .optional()
  .describe('Language of its words; left out: that of the site book.');

/** Shown under a root; a parent that is cut may explain hundreds. */
const maxChildren = 500;

/** `open,acknowledged`: several of a few words. */
const severalOf = <W extends string>(words: readonly [W, ...W[]]) =>
  z
    .string()
    .max(200)
    .transform((text) => text.split(',').map((word) => word.trim()))
    .pipe(z.array(z.enum(words)));

const filters = {
  state: severalOf(incidentStates).optional().describe('One or several, separated by commas.'),
  severity: severalOf(ruleSeverities).optional().describe('One or several, separated by commas.'),
  site: siteFilter,
  device: deviceFilter,
  rule: z.string().max(200).optional(),
  root: z.string().max(200).optional().describe('Only what this incident explains.'),
  from: spanQuery.from.describe('Opened at or after.'),
  to: spanQuery.to.describe('Opened before.'),
};

/** A site outside the scope is answered as an empty list; one that does not exist as an error. */
function sitesAsked(who: Who | null, site: string | undefined): readonly string[] | null {
  const sites: readonly string[] | null = who ? scopeOf(who).sites : [];
  if (site === undefined) return sites;
  return sites === null || sites.includes(site) ? [site] : [];
}

const filterSchema = z.object(filters);

function queryOf(who: Who | null, query: z.output<typeof filterSchema>): Omit<IncidentQuery, 'limit'> {
  const sites = sitesAsked(who, query.site);
  return {
    ...(query.state ? { states: query.state } : {}),
    ...(query.severity ? { severities: query.severity } : {}),
    ...(sites ? { sites } : {}),
    ...(query.device === undefined ? {} : { device: query.device }),
    ...(query.rule === undefined ? {} : { rule: query.rule }),
    ...(query.root === undefined ? {} : { root: query.root }),
    ...(query.from === undefined ? {} : { from: query.from }),
    ...(query.to === undefined ? {} : { to: query.to }),
  };
}

export const listIncidents = defineEndpoint({
  path: '/api/v1/incidents',
  summary: 'Incidents, the latest first.',
  right: read,
  query: z.strictObject({
    ...pageQuery,
    ...filters,
    lang: langQuery,
    format: z.enum(['json', 'csv']).default('json'),
  }),
  answer: pageSchema(incidentSchema),
  contentTypes: ['application/json', 'text/csv'],
  answerWith: async ({ house, query, who }) => {
    known(pictureNow(house, who), { site: query.site });
    const { limit, cursor } = query;
    if (cursor !== undefined && readCursor(cursor) === null)
      throw new ProblemError(400, 'cursor: not one that this list has given');
    const page = await house.incidents.list({ ...queryOf(who, query), limit, cursor: cursor ?? null });
    const locale = query.lang ?? house.picture.locale();
    const items = page.items.map((stored) => incidentShape(stored, locale));
    return query.format === 'csv' ? incidentCsv(items) : { items, next: page.next };
  },
});

/** Who may not see its site learns nothing from the answer either. */
export async function incidentOf(house: House, who: Who | null, id: string): Promise<StoredIncident> {
  const stored = await house.incidents.one(id);
  if (!stored || !who || !inScope(scopeOf(who), { site: stored.incident.site }))
    throw new ProblemError(404, `There is no incident ${id}.`);
  return stored;
}

export const oneIncident = defineEndpoint({
  path: '/api/v1/incidents/{id}',
  summary: 'One incident: its timeline, what explains it, what it explains, the limit that was passed.',
  right: read,
  params: incidentId,
  query: z.strictObject({ lang: langQuery }),
  answer: incidentSchema.extend({
    timeline: z.array(timelineSchema),
    limit: limitSchema.nullable(),
    explainedBy: incidentSchema.nullable(),
    children: z.array(incidentSchema),
  }),
  answerWith: async ({ house, params, query, who }) => {
    const stored = await incidentOf(house, who, params.id);
    const locale = query.lang ?? house.picture.locale();
    const { root, timeline } = stored.incident;
    const sites = sitesAsked(who, undefined);
    const [above, below] = await Promise.all([
      root === null ? null : house.incidents.one(root),
      house.incidents.list({
        root: params.id,
        ...(sites ? { sites } : {}),
        limit: maxChildren,
      }),
    ]);
    return {
      ...incidentShape(stored, locale),
      timeline: timeline.map((entry) => timelineShape(entry, stored.metric, locale)),
      limit: limitShape(stored),
      explainedBy: above ? incidentShape(above, locale) : null,
      children: below.items.map((one) => incidentShape(one, locale)),
    };
  },
});
