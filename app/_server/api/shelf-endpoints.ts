/** One alarm put aside for some hours, with a reason; never a fire, never for longer than a shift. */
import { z } from 'zod';
import { shelfProblem } from '../../../lib/alarm/shelf.ts';
import { mayChangeAt, seenBy } from '../caller.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problem.ts';
import { shelfBody, shelfSchema, shelfShape } from './maintenance-shapes.ts';

/** What ended yesterday is still of interest to the next shift. */
const keptMs = 86_400_000;
const hourMs = 3_600_000;

const titleOf = (house: House, rule: string) =>
  house.alarmBook().rules.find(({ id }) => id === rule)?.title ?? { fr: rule, en: rule };

export const listShelves = defineEndpoint({
  path: '/api/v1/shelves',
  summary: 'Alarms put aside: those in force, and those of the last day.',
  right: { verb: 'read', resource: 'maintenance' },
  answer: z.object({ items: z.array(shelfSchema), next: z.null() }),
  answerWith: async ({ house, who }) => {
    const now = house.clock.now();
    const seen = seenBy(who);
    const shelves = await house.registers.maintenance.shelves(now - keptMs);
    const items = shelves
      .filter(({ site }) => seen(site))
      .map((shelf) => shelfShape(shelf, titleOf(house, shelf.rule), now));
    return { items, next: null };
  },
});

export const putOnShelf = defineEndpoint({
  method: 'POST',
  path: '/api/v1/shelves',
  summary: 'Puts one alarm aside for at most 8 hours: it is recorded and calls nobody.',
  right: { verb: 'operate', resource: 'maintenance' },
  status: 201,
  body: shelfBody,
  answer: shelfSchema,
  answerWith: async ({ house, body, who }) => {
    const { name } = mayChangeAt(house, who, 'maintenance', body.site);
    const rule = house.alarmBook().rules.find(({ id }) => id === body.rule);
    if (rule === undefined) throw new ProblemError(400, `rule: ${body.rule} is not a rule in force`);
    const fromAt = house.clock.now();
    const toAt = fromAt + body.hours * hourMs;
    if (shelfProblem(rule, fromAt, toAt) === 'never-silenced')
      throw new ProblemError(409, 'Fire, intrusion and immediate alarms are never put aside.');
    const { hours: _, ...alarm } = body;
    const shelf = await house.registers.maintenance.shelve({ ...alarm, fromAt, toAt, by: name });
    house.bus.publish('vigie/v1/maintenance/changed', { at: fromAt });
    return shelfShape(shelf, rule.title, fromAt);
  },
});

export const takeOffShelf = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/shelves/{id}',
  summary: 'Takes an alarm back before its time.',
  right: { verb: 'operate', resource: 'maintenance' },
  params: z.object({ id: z.string().min(1).max(100) }),
  answer: shelfSchema,
  answerWith: async ({ house, params, who }) => {
    const at = house.clock.now();
    const shelves = await house.registers.maintenance.shelves(at - keptMs);
    const found = shelves.find(({ id }) => id === params.id);
    if (found === undefined) throw new ProblemError(404, `There is no shelf ${params.id}.`);
    const { name } = mayChangeAt(house, who, 'maintenance', found.site);
    const ended = await house.registers.maintenance.unshelve(params.id, { at, by: name });
    if (ended === null) throw new ProblemError(409, 'This alarm is no longer put aside.');
    house.bus.publish('vigie/v1/maintenance/changed', { at });
    return shelfShape(ended, titleOf(house, ended.rule), at);
  },
});
