/** On-call as the HTTP API says it: people by id and name, instants, and the reason of each shift. */
import { z } from 'zod';
import type { AlarmBook } from '../../../lib/alarm/alarm-book.ts';
import type { StoredOverride } from '../../../lib/alarm/registers.ts';
import type { DutyNow } from '../../../lib/oncall/duty-board.ts';
import type { Policy, Target } from '../../../lib/oncall/schedule.ts';
import type { Shift } from '../../../lib/oncall/who.ts';
import { instant, iso } from './shapes.ts';

const personSchema = z.object({ id: z.string(), name: z.string() });
const why = z.enum(['rotation', 'override', 'gap']);
const shiftSchema = z.object({
  person: personSchema.nullable().describe('null: a gap, nobody is on call.'),
  why,
  from: instant,
  to: instant,
});
export const dutySchema = z
  .object({
    schedule: z.string(),
    timezone: z.string(),
    person: personSchema.nullable(),
    why,
    until: instant,
    next: z.object({ person: personSchema.nullable(), at: instant }).nullable(),
  })
  .meta({ id: 'Duty' });
export const scheduleSchema = z
  .object({
    id: z.string(),
    timezone: z.string(),
    calendar: z
      .string()
      .describe('Address for a telephone that subscribes: it needs no sign-in, so keep it.'),
    from: instant,
    to: instant,
    shifts: z.array(shiftSchema),
  })
  .meta({ id: 'Schedule' });
const targetSchema = z.object({
  kind: z.enum(['schedule', 'person', 'contact']),
  id: z.string(),
  name: z.string(),
});
export const policySchema = z
  .object({
    id: z.string(),
    rounds: z.number().int(),
    levels: z.array(z.object({ targets: z.array(targetSchema), waitSeconds: z.number() })),
    lifeSafety: z.array(targetSchema),
  })
  .meta({ id: 'Policy' });
export const overrideSchema = z
  .object({
    id: z.string(),
    schedule: z.string(),
    person: personSchema,
    reason: z.string(),
    from: instant,
    to: instant,
    by: z.string(),
    removedBy: z.string().nullable(),
  })
  .meta({ id: 'Override' });

type People = AlarmBook['people'];
const nameOf = (people: People, id: string): string => people.find((one) => one.id === id)?.name ?? id;
const personShape = (people: People, id: string | null) =>
  id === null ? null : { id, name: nameOf(people, id) };

export const shiftShape = (people: People, { person, why: reason, fromAt, toAt }: Shift) => ({
  person: personShape(people, person),
  why: reason,
  from: iso(fromAt),
  to: iso(toAt),
});

export const dutyShape = (
  people: People,
  { schedule, zone, now, next }: DutyNow,
): z.input<typeof dutySchema> => ({
  schedule,
  timezone: zone,
  person: personShape(people, now.person),
  why: now.why,
  until: iso(now.toAt),
  next: next && { person: personShape(people, next.person), at: iso(next.fromAt) },
});

const targetShape = (people: People, { kind, id }: Target) => ({
  kind,
  id,
  name: kind === 'person' ? nameOf(people, id) : id,
});
export const policyShape = (people: People, policy: Policy): z.input<typeof policySchema> => ({
  id: policy.id,
  rounds: policy.rounds,
  levels: policy.levels.map(({ targets, waitMs }) => ({
    targets: targets.map((one) => targetShape(people, one)),
    waitSeconds: waitMs / 1000,
  })),
  lifeSafety: policy.lifeSafety.map((one) => targetShape(people, one)),
});

export const overrideShape = (
  people: People,
  { id, schedule, person, reason, fromAt, toAt, created, removed }: StoredOverride,
): z.input<typeof overrideSchema> => ({
  ...{ id, schedule, reason },
  person: { id: person, name: nameOf(people, person) },
  from: iso(fromAt),
  to: iso(toAt),
  by: created.by,
  removedBy: removed?.by ?? null,
});
