/** Somebody stands in: written on the screen, taken back and brought back. */
import { z } from 'zod';
import { readLocal } from '../../../lib/alerting/maintenance-plan.ts';
import { dayMs, instantOf } from '../../../lib/time/zone.ts';
import { callerOf } from '../caller.ts';
import { defineEndpoint } from '../endpoint.ts';
import { ProblemError } from '../problem.ts';
import { scheduleOf } from './on-call-endpoints.ts';
import { overrideSchema, overrideShape } from './on-call-shapes.ts';

/** A longer one is another rotation, to be written in on-call.yaml. */
const longestMs = 60 * dayMs;
const keptMs = 7 * dayMs;
const right = { verb: 'operate', resource: 'on-call' } as const;
const local = z
  .string()
  .refine((text) => readLocal(text) !== null, 'a local time of the schedule, such as 2026-12-25T22:00')
  .describe('By the clock of the schedule: 2026-12-25T22:00.');
const ofId = z.object({ id: z.string().min(1).max(100) });

export const listOverrides = defineEndpoint({
  path: '/api/v1/on-call/overrides',
  summary: 'Stand-ins written on the screen: those in force, those to come, and those of the last week.',
  right: { verb: 'read', resource: 'on-call' },
  answer: z.object({ items: z.array(overrideSchema), next: z.null() }),
  answerWith: async ({ house }) => {
    const { people } = house.alarmBook();
    const overrides = await house.registers.overrides.overrides(house.clock.now() - keptMs);
    return { items: overrides.map((one) => overrideShape(people, one)), next: null };
  },
});

export const addOverride = defineEndpoint({
  method: 'POST',
  path: '/api/v1/on-call/overrides',
  summary: 'Somebody stands in for whoever is on call; of two that overlap the last one written wins.',
  right,
  status: 201,
  body: z.strictObject({
    schedule: z.string().min(1).max(200),
    person: z.string().min(1).max(200),
    from: local,
    to: local,
    reason: z.string().trim().max(1_000).default(''),
  }),
  answer: overrideSchema,
  answerWith: async ({ house, body, who }) => {
    const { people } = house.alarmBook();
    const { id, zone } = scheduleOf(house, body.schedule);
    if (!people.some((one) => one.id === body.person))
      throw new ProblemError(400, `person: ${body.person} is not in people.yaml`);
    const fromAt = instantOf(readLocal(body.from) ?? 0, zone);
    const toAt = instantOf(readLocal(body.to) ?? 0, zone);
    const at = house.clock.now();
    if (toAt <= fromAt) throw new ProblemError(400, 'to: the stand-in ends before it begins');
    if (toAt <= at) throw new ProblemError(400, 'to: lies in the past; what was cannot be changed');
    if (toAt - fromAt > longestMs)
      throw new ProblemError(400, 'to: a stand-in lasts at most 60 days; write another rotation');
    const { person, reason } = body;
    const made = await house.registers.overrides.add(
      { schedule: id, person, reason, fromAt, toAt },
      { at, by: callerOf(who).name },
    );
    house.bus.publish('vigie/v1/on-call/changed', { at });
    return overrideShape(people, made);
  },
});

export const removeOverride = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/on-call/overrides/{id}',
  summary: 'Takes a stand-in back; it can be restored.',
  right,
  params: ofId,
  answer: overrideSchema,
  answerWith: async ({ house, params, who }) => {
    const at = house.clock.now();
    const gone = await house.registers.overrides.remove(params.id, { at, by: callerOf(who).name });
    if (gone === null) throw new ProblemError(404, 'There is no such stand-in, or it is taken back already.');
    house.bus.publish('vigie/v1/on-call/changed', { at });
    return overrideShape(house.alarmBook().people, gone);
  },
});

export const restoreOverride = defineEndpoint({
  method: 'POST',
  path: '/api/v1/on-call/overrides/{id}/restore',
  summary: 'Brings back a stand-in that was taken back.',
  right,
  params: ofId,
  answer: overrideSchema,
  answerWith: async ({ house, params }) => {
    const back = await house.registers.overrides.restore(params.id);
    if (back === null) throw new ProblemError(404, 'There is no stand-in of this id that was taken back.');
    house.bus.publish('vigie/v1/on-call/changed', { at: house.clock.now() });
    return overrideShape(house.alarmBook().people, back);
  },
});
