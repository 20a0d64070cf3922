/** The register of periodic checks: what is due, who did it when, and what was written by mistake. */
import { z } from 'zod';
import { type CheckDone, type CheckStanding, standingOf } from '../../../lib/alarm/checks.ts';
import { checkTitles } from '../../../lib/messages/checks.ts';
import { dayMs } from '../../../lib/time/zone.ts';
import { mayChangeAt, seenBy } from '../caller.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problem.ts';
import { csvTable } from './csv.ts';
import { instant, iso } from './shapes.ts';

/** History shown: three years, so that the yearly visit of the extinguishers shows twice. */
const keptMs = 3 * 366 * dayMs;

const both = z.object({ fr: z.string(), en: z.string() });
const doneSchema = z
  .object({
    id: z.string(),
    site: z.string(),
    check: z.string(),
    at: instant,
    by: z.string(),
    note: z.string(),
    withdrawnBy: z.string().nullable(),
    withdrawnAt: instant.nullable(),
  })
  .meta({ id: 'CheckDone' });
const checkSchema = z
  .object({
    id: z.string(),
    site: z.string(),
    device: z.string().nullable(),
    title: both,
    everyDays: z.number().int(),
    owner: z.string(),
    state: z.enum(['ahead', 'soon', 'late']),
    due: z.string().describe('Day by the calendar of the site.'),
    late: instant.describe('From then on it is late, and an incident.'),
    last: doneSchema.nullable(),
  })
  .meta({ id: 'PeriodicCheck' });

const doneShape = (done: CheckDone): z.input<typeof doneSchema> => ({
  id: done.id,
  site: done.site,
  check: done.check,
  at: iso(done.at),
  by: done.by,
  note: done.note,
  withdrawnBy: done.withdrawn?.by ?? null,
  withdrawnAt: done.withdrawn === null ? null : iso(done.withdrawn.at),
});
const checkShape = ({ check, last, state, dueDay, lateAt }: CheckStanding): z.input<typeof checkSchema> => ({
  id: check.id,
  site: check.site,
  device: check.device,
  title: check.title,
  everyDays: check.everyDays,
  owner: check.owner,
  state,
  due: new Date(dueDay * dayMs).toISOString().slice(0, 10),
  late: iso(lateAt),
  last: last && doneShape(last),
});

const zoneOf = (house: House, site: string): string =>
  house.picture.inventory?.sites.find(({ id }) => id === site)?.timezone ?? 'UTC';

async function standings(house: House, sees: (site: string) => boolean): Promise<readonly CheckStanding[]> {
  const now = house.clock.now();
  const latest = await house.registers.checks.latest();
  return house
    .alarmBook()
    .checks.filter(({ site }) => sees(site))
    .map((check) => standingOf(check, latest, zoneOf(house, check.site), now))
    .sort((a, b) => a.dueAt - b.dueAt);
}

export const listChecks = defineEndpoint({
  path: '/api/v1/checks',
  summary: 'Periodic checks, the most urgent first.',
  right: { verb: 'read', resource: 'checks' },
  answer: z.object({ items: z.array(checkSchema), next: z.null() }),
  answerWith: async ({ house, who }) => ({
    items: (await standings(house, seenBy(who))).map(checkShape),
    next: null,
  }),
});

export const checkHistory = defineEndpoint({
  path: '/api/v1/checks/done',
  summary: 'What was done of the periodic checks in three years, the latest first; withdrawn entries too.',
  right: { verb: 'read', resource: 'checks' },
  query: z.strictObject({
    format: z.enum(['json', 'csv']).default('json'),
    lang: z.enum(['fr', 'en']).default('fr'),
  }),
  answer: z.object({ items: z.array(doneSchema), next: z.null() }),
  contentTypes: ['text/csv'],
  answerWith: async ({ house, query, who }) => {
    const sees = seenBy(who);
    const done = await house.registers.checks.done(house.clock.now() - keptMs);
    const items = done.filter(({ site }) => sees(site)).map(doneShape);
    if (query.format === 'json') return { items, next: null };
    const titles = checkTitles(house.alarmBook().checks, query.lang);
    return csvTable(
      'vigie-checks.csv',
      ['at', 'site', 'check', 'title', 'by', 'note', 'withdrawn_by', 'withdrawn_at'],
      items.map((one) => [
        one.at,
        one.site,
        one.check,
        titles(one.check),
        one.by,
        one.note,
        one.withdrawnBy,
        one.withdrawnAt,
      ]),
    );
  },
});

export const markCheckDone = defineEndpoint({
  method: 'POST',
  path: '/api/v1/checks/done',
  summary: 'Somebody has done a check; the next one is due so many days after that day.',
  right: { verb: 'operate', resource: 'checks' },
  status: 201,
  body: z.strictObject({
    check: z.string().min(1).max(200),
    note: z.string().trim().max(2_000).default(''),
    at: z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .optional()
      .describe('When it was done; left out: now.'),
  }),
  answer: doneSchema,
  answerWith: async ({ house, body, who }) => {
    const check = house.alarmBook().checks.find(({ id }) => id === body.check);
    if (check === undefined) throw new ProblemError(404, `check: ${body.check} is not in checks.yaml`);
    const { name } = mayChangeAt(house, who, 'checks', check.site);
    const now = house.clock.now();
    const at = body.at ?? now;
    if (at > now) throw new ProblemError(400, 'at: lies in the future; write it down once it is done');
    if (at < now - keptMs) throw new ProblemError(400, 'at: lies more than three years back');
    const { site, id } = check;
    const done = await house.registers.checks.add({ site, check: id, at, by: name, note: body.note }, now);
    house.bus.publish('vigie/v1/checks/changed', { at: now });
    return doneShape(done);
  },
});

export const withdrawCheckDone = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/checks/done/{id}',
  summary:
    'Withdraws an entry written by mistake: the check is due as it was before. The line stays readable.',
  right: { verb: 'operate', resource: 'checks' },
  params: z.object({ id: z.string().min(1).max(100) }),
  answer: doneSchema,
  answerWith: async ({ house, params, who }) => {
    const at = house.clock.now();
    const all = await house.registers.checks.done(at - keptMs);
    const found = all.find(({ id }) => id === params.id);
    if (found === undefined) throw new ProblemError(404, `There is no entry ${params.id}.`);
    const { name } = mayChangeAt(house, who, 'checks', found.site);
    const gone = await house.registers.checks.withdraw(params.id, { at, by: name });
    if (gone === null) throw new ProblemError(409, 'This entry is withdrawn already.');
    house.bus.publish('vigie/v1/checks/changed', { at });
    return doneShape(gone);
  },
});
