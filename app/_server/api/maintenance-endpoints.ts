/** Planned work: who may silence what, when; with what it covers and what it meets said before it is written. */
import { z } from 'zod';
import { coveredBy, overlapping } from '../../../lib/alarm/maintenance-board.ts';
import { causalGraph } from '../../../lib/alerting/causal-graph.ts';
import {
  type MaintenancePlan,
  type PlanProblem,
  planProblem,
  readLocal,
  spansOf,
} from '../../../lib/alerting/maintenance-plan.ts';
import type { Inventory } from '../../../lib/inventory/inventory.ts';
import { dayMs } from '../../../lib/time/zone.ts';
import { mayChangeAt, seenBy } from '../caller.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problem.ts';
import { type PlanBody, planBody, planSchema, planShape } from './maintenance-shapes.ts';
import { instant, iso } from './shapes.ts';

/** Work that is over stays in sight for a month. */
const keptMs = 31 * dayMs;
const spansShown = 6;

const inventoryOf = (house: House): Inventory => {
  const { inventory } = house.picture;
  if (inventory === null) throw new ProblemError(503, 'The site book is not read yet; try again.');
  return inventory;
};

function planOfBody(inventory: Inventory, body: PlanBody): Omit<MaintenancePlan, 'id'> {
  const site = inventory.sites.find(({ id }) => id === body.site);
  if (site === undefined) {
    const names = inventory.sites.map(({ id }) => id).join(', ');
    throw new ProblemError(400, `site: ${body.site} is not a site of the book (${names})`);
  }
  const { thing } = body;
  const isThere =
    thing === null ||
    site.devices.some(({ id }) => id === thing) ||
    site.links.some(({ id }) => `link:${id}` === thing);
  if (!isThere)
    throw new ProblemError(400, `thing: ${thing} is neither a device nor a link (link:ID) of ${site.id}`);
  return {
    name: body.name,
    site: site.id,
    thing,
    fromLocal: readLocal(body.from) ?? 0,
    toLocal: readLocal(body.to) ?? 0,
    zone: site.timezone,
    repeat: body.repeat,
    untilDay: body.until,
  };
}

const problems: Readonly<Record<PlanProblem, string>> = {
  'ends-before-it-begins': 'to: the work ends before it begins',
  'too-long': 'to: a work lasts at most 31 days; plan it in parts',
  'no-weekday': 'repeat: choose at least one day of the week',
  'repeats-before-its-end': 'repeat: the next one would begin before this one is over',
  'until-before-first': 'until: lies before the first one',
};

export const listMaintenance = defineEndpoint({
  path: '/api/v1/maintenance',
  summary: 'Planned work: what is on, what comes, what was in the last month; deleted ones too, for a while.',
  right: { verb: 'read', resource: 'maintenance' },
  query: z.strictObject({ site: z.string().max(200).optional().describe('Only this site.') }),
  answer: z.object({ items: z.array(planSchema), next: z.null() }),
  answerWith: async ({ house, query, who }) => {
    const now = house.clock.now();
    const seen = seenBy(who);
    const plans = await house.registers.maintenance.plans(now - keptMs);
    const items = plans
      .filter(({ site }) => seen(site) && (query.site === undefined || site === query.site))
      .map((plan) => planShape(plan, now));
    return { items, next: null };
  },
});

export const planMaintenance = defineEndpoint({
  method: 'POST',
  path: '/api/v1/maintenance',
  summary: 'Plans a work: what it covers is recorded and calls nobody, but for fire and what is immediate.',
  right: { verb: 'operate', resource: 'maintenance' },
  status: 201,
  body: planBody,
  answer: planSchema,
  answerWith: async ({ house, body, who }) => {
    const plan = planOfBody(inventoryOf(house), body);
    const { name } = mayChangeAt(house, who, 'maintenance', plan.site);
    const problem = planProblem({ ...plan, id: '' });
    if (problem !== null) throw new ProblemError(400, problems[problem]);
    const at = house.clock.now();
    const planned = await house.registers.maintenance.plan(
      { ...plan, reason: body.reason },
      { at, by: name },
    );
    house.bus.publish('vigie/v1/maintenance/changed', { at });
    return planShape(planned, at);
  },
});

export const previewMaintenance = defineEndpoint({
  method: 'POST',
  path: '/api/v1/maintenance/preview',
  summary: 'What a plan would silence, when, and which other plans it meets; nothing is written.',
  right: { verb: 'read', resource: 'maintenance' },
  body: planBody,
  answer: z.object({
    problem: z
      .enum([
        'ends-before-it-begins',
        'too-long',
        'no-weekday',
        'repeats-before-its-end',
        'until-before-first',
      ])
      .nullable(),
    covers: z.array(z.string()).describe('site/device, site/link:ID, site/vpn:ID'),
    spans: z.array(z.object({ from: instant, to: instant })).describe(`The next ${spansShown}.`),
    overlaps: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  answerWith: async ({ house, body, who }) => {
    const inventory = inventoryOf(house);
    const plan = { ...planOfBody(inventory, body), id: 'new' };
    if (!seenBy(who)(plan.site)) throw new ProblemError(403, 'Your rights do not reach this site.');
    const problem = planProblem(plan);
    const now = house.clock.now();
    const graph = causalGraph(inventory);
    const others = await house.registers.maintenance.plans(now);
    const standing = others.filter(({ deleted }) => deleted === null);
    return {
      problem,
      covers: coveredBy(inventory, graph, plan),
      spans: spansOf(plan, now, now + 400 * dayMs)
        .slice(0, spansShown)
        .map(({ fromAt, toAt }) => ({ from: iso(fromAt), to: iso(toAt) })),
      overlaps: overlapping(inventory, graph, plan, standing, now).map(({ id, name }) => ({ id, name })),
    };
  },
});

async function siteOfPlan(house: House, id: string): Promise<string> {
  const plans = await house.registers.maintenance.plans(house.clock.now() - keptMs);
  const found = plans.find((plan) => plan.id === id);
  if (found === undefined) throw new ProblemError(404, `There is no maintenance ${id}.`);
  return found.site;
}
const ofId = z.object({ id: z.string().min(1).max(100) });

export const deleteMaintenance = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/maintenance/{id}',
  summary: 'Deletes a plan: it silences nothing any more. It can be restored.',
  right: { verb: 'operate', resource: 'maintenance' },
  params: ofId,
  answer: planSchema,
  answerWith: async ({ house, params, who }) => {
    const { name } = mayChangeAt(house, who, 'maintenance', await siteOfPlan(house, params.id));
    const at = house.clock.now();
    const gone = await house.registers.maintenance.remove(params.id, { at, by: name });
    if (gone === null) throw new ProblemError(409, 'This maintenance is deleted already.');
    house.bus.publish('vigie/v1/maintenance/changed', { at });
    return planShape(gone, at);
  },
});

export const restoreMaintenance = defineEndpoint({
  method: 'POST',
  path: '/api/v1/maintenance/{id}/restore',
  summary: 'Brings a deleted plan back.',
  right: { verb: 'operate', resource: 'maintenance' },
  params: ofId,
  answer: planSchema,
  answerWith: async ({ house, params, who }) => {
    mayChangeAt(house, who, 'maintenance', await siteOfPlan(house, params.id));
    const at = house.clock.now();
    const back = await house.registers.maintenance.restore(params.id);
    if (back === null) throw new ProblemError(409, 'This maintenance is not deleted.');
    house.bus.publish('vigie/v1/maintenance/changed', { at });
    return planShape(back, at);
  },
});
