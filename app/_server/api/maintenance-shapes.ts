/** Planned work and shelves as the HTTP API says and takes them. */
import { z } from 'zod';
import { planStanding } from '../../../lib/alarm/maintenance-board.ts';
import type { PlannedWork } from '../../../lib/alarm/registers.ts';
import type { Shelf } from '../../../lib/alarm/shelf.ts';
import { longestWorkMs, readLocal, writeLocal } from '../../../lib/alerting/maintenance-plan.ts';
import { isDay } from '../../../lib/time/zone.ts';
import { instant, iso } from './shapes.ts';

const shortText = z.string().trim().min(1).max(200);
const local = z
  .string()
  .refine((text) => readLocal(text) !== null, 'a local time of the site, such as 2026-12-25T22:00')
  .describe('By the clock of the site: 2026-12-25T22:00.');
const weekday = z.number().int().min(0).max(6).describe('0 Sunday … 6 Saturday.');
const repeatSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('daily') }),
  z.strictObject({ kind: z.literal('weekly'), weekdays: z.array(weekday).min(1).max(7) }),
  z.strictObject({
    kind: z.literal('monthly'),
    weekday,
    nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(-1)]),
  }),
]);

export const planBody = z.strictObject({
  name: shortText,
  reason: z.string().trim().max(1_000).default(''),
  site: shortText,
  thing: shortText
    .nullable()
    .default(null)
    .describe('A device, or link:ID; null: the whole site. What hangs on it is covered with it.'),
  from: local,
  to: local.describe(`At most ${longestWorkMs / 86_400_000} days after from.`),
  repeat: repeatSchema.default({ kind: 'none' }),
  until: z
    .string()
    .refine(isDay, 'a day such as 2026-12-25')
    .nullable()
    .default(null)
    .describe('Last day on which one may begin.'),
});
export type PlanBody = z.output<typeof planBody>;

const spanSchema = z.object({ from: instant, to: instant });
export const planSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    reason: z.string(),
    site: z.string(),
    thing: z.string().nullable(),
    from: z.string(),
    to: z.string(),
    timezone: z.string(),
    repeat: repeatSchema,
    until: z.string().nullable(),
    state: z.enum(['now', 'coming', 'past', 'deleted']),
    span: spanSchema.nullable().describe('The one that is on, else the next, else the last.'),
    by: z.string(),
    at: instant,
    deletedBy: z.string().nullable(),
    deletedAt: instant.nullable(),
  })
  .meta({ id: 'Maintenance' });

export function planShape(plan: PlannedWork, now: number): z.input<typeof planSchema> {
  const { id, name, reason, site, thing, zone, repeat, untilDay, created, deleted } = plan;
  const { state, span } = planStanding(plan, now);
  return {
    ...{ id, name, reason, site, thing, repeat: writable(repeat), timezone: zone, until: untilDay },
    from: writeLocal(plan.fromLocal),
    to: writeLocal(plan.toLocal),
    state: deleted === null ? state : 'deleted',
    span: span && { from: iso(span.fromAt), to: iso(span.toAt) },
    by: created.by,
    at: iso(created.at),
    deletedBy: deleted?.by ?? null,
    deletedAt: deleted === null ? null : iso(deleted.at),
  };
}
const writable = (repeat: PlannedWork['repeat']): z.input<typeof repeatSchema> =>
  repeat.kind === 'weekly' ? { ...repeat, weekdays: [...repeat.weekdays] } : repeat;

export const shelfBody = z.strictObject({
  rule: shortText,
  site: shortText,
  device: z.string().max(200).default(''),
  instance: z.string().max(200).default(''),
  reason: z.string().trim().min(1, 'say why').max(1_000),
  hours: z.number().positive().max(8, 'at most 8 h: beyond that plan a maintenance').describe('At most 8.'),
});
export const shelfSchema = z
  .object({
    id: z.string(),
    rule: z.string(),
    title: z.object({ fr: z.string(), en: z.string() }),
    site: z.string(),
    device: z.string(),
    instance: z.string(),
    reason: z.string(),
    from: instant,
    to: instant,
    by: z.string(),
    state: z.enum(['now', 'expired', 'ended']),
    endedBy: z.string().nullable(),
  })
  .meta({ id: 'Shelf' });

export function shelfShape(
  shelf: Shelf,
  title: { readonly fr: string; readonly en: string },
  now: number,
): z.input<typeof shelfSchema> {
  const { id, rule, site, device, instance, reason, by, ended } = shelf;
  return {
    ...{ id, rule, title, site, device, instance, reason, by },
    from: iso(shelf.fromAt),
    to: iso(shelf.toAt),
    state: ended !== null ? 'ended' : now >= shelf.toAt ? 'expired' : 'now',
    endedBy: ended?.by ?? null,
  };
}
