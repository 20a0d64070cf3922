/** The main courante: the open page, the signed ones, notes, promises, and the two signatures. */
import { z } from 'zod';
import { incomingProblem, type LogPage, parties } from '../../../lib/alarm/logbook.ts';
import { dayMs } from '../../../lib/time/zone.ts';
import { callerOf, mayChangeAt, seenBy } from '../caller.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import { openPage } from '../logbook-page.ts';
import { ProblemError } from '../problem.ts';
import { csvTable } from './csv.ts';
import {
  openPageSchema,
  pageContent,
  pageSchema,
  pageShape,
  promiseSchema,
  promiseShape,
} from './logbook-shapes.ts';
import { instant, iso } from './shapes.ts';

const read = { verb: 'read', resource: 'logbook' } as const;
const operate = { verb: 'operate', resource: 'logbook' } as const;
const pagesShown = 60;
const closedShownMs = 31 * dayMs;
const longText = z.string().trim().min(1).max(4_000);
const note = z.string().trim().max(4_000).default('');
const site = z.string().min(1).max(200).nullable().default(null);

function knownSite(house: House, id: string | null): void {
  if (id !== null && !house.picture.inventory?.sites.some((one) => one.id === id))
    throw new ProblemError(400, `site: ${id} is not a site of the book`);
}
const pageNamed = async (house: House, id: string): Promise<LogPage> => {
  const page = await house.registers.logbook.page(id);
  if (page === null) throw new ProblemError(404, `There is no page ${id}.`);
  return page;
};

export const openLogPage = defineEndpoint({
  path: '/api/v1/logbook',
  summary: 'The page being written: what changed since the last one was signed, and the open promises.',
  right: read,
  answer: openPageSchema,
  answerWith: async ({ house, who }) => {
    const sees = seenBy(who);
    const page = await openPage(house, house.clock.now());
    return { ...pageContent(page, sees), last: page.last && pageShape(page.last, sees) };
  },
});

export const listLogPages = defineEndpoint({
  path: '/api/v1/logbook/pages',
  summary: `The last ${pagesShown} signed pages, without their lines.`,
  right: read,
  answer: z.object({
    items: z.array(pageSchema.pick({ id: true, from: true, to: true, outgoing: true, incoming: true })),
    next: z.null(),
  }),
  answerWith: async ({ house }) => {
    const pages = await house.registers.logbook.pages(pagesShown);
    const items = pages.map(({ id, fromAt, toAt, outgoing, incoming }) => ({
      ...{ id, outgoing },
      from: iso(fromAt),
      to: iso(toAt),
      incoming: incoming && { ...incoming, at: iso(incoming.at) },
    }));
    return { items, next: null };
  },
});

export const oneLogPage = defineEndpoint({
  path: '/api/v1/logbook/pages/{id}',
  summary: 'A signed page, as it was signed.',
  right: read,
  params: z.object({ id: z.string().min(1).max(100) }),
  query: z.strictObject({
    format: z.enum(['json', 'csv']).default('json'),
    lang: z.enum(['fr', 'en']).default('fr'),
  }),
  answer: pageSchema,
  contentTypes: ['text/csv'],
  answerWith: async ({ house, params, query, who }) => {
    const page = pageShape(await pageNamed(house, params.id), seenBy(who));
    if (query.format === 'json') return page;
    return csvTable(
      `vigie-logbook-${page.from.slice(0, 10)}.csv`,
      ['at', 'kind', 'site', 'subject', 'note', 'who', 'severity'],
      page.lines.map((line) => [
        line.at,
        line.kind,
        line.site,
        line.subject[query.lang],
        line.note,
        line.who,
        line.severity,
      ]),
    );
  },
});

export const writeLogNote = defineEndpoint({
  method: 'POST',
  path: '/api/v1/logbook/notes',
  summary: 'Writes a line of one’s own. It is not changed later: a correction is another line.',
  right: operate,
  status: 201,
  body: z.strictObject({ text: longText, site }),
  answer: z.object({
    id: z.string(),
    at: instant,
    by: z.string(),
    site: z.string().nullable(),
    text: z.string(),
  }),
  answerWith: async ({ house, body, who }) => {
    knownSite(house, body.site);
    const { name } = body.site === null ? callerOf(who) : mayChangeAt(house, who, 'logbook', body.site);
    const written = await house.registers.logbook.note({ ...body, at: house.clock.now(), by: name });
    return { ...written, at: iso(written.at) };
  },
});

export const listPromises = defineEndpoint({
  path: '/api/v1/logbook/promises',
  summary: 'Promises made to the house: all that are open, and those of the last month.',
  right: read,
  answer: z.object({ items: z.array(promiseSchema), next: z.null() }),
  answerWith: async ({ house, who }) => {
    const sees = seenBy(who);
    const promises = await house.registers.logbook.promises(house.clock.now() - closedShownMs);
    return { items: promises.filter((one) => sees(one.site)).map(promiseShape), next: null };
  },
});

export const writePromise = defineEndpoint({
  method: 'POST',
  path: '/api/v1/logbook/promises',
  summary: 'Somebody has promised something by an hour: it goes from shift to shift until it is closed.',
  right: operate,
  status: 201,
  body: z.strictObject({
    party: z.enum(parties),
    who: z.string().trim().min(1).max(200).describe('Who promised.'),
    what: longText,
    site,
    due: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  }),
  answer: promiseSchema,
  answerWith: async ({ house, body, who }) => {
    knownSite(house, body.site);
    const { name } = body.site === null ? callerOf(who) : mayChangeAt(house, who, 'logbook', body.site);
    const madeAt = house.clock.now();
    const { due: dueAt, ...promise } = body;
    return promiseShape(await house.registers.logbook.promise({ ...promise, dueAt, madeAt, by: name }));
  },
});

export const closePromise = defineEndpoint({
  method: 'POST',
  path: '/api/v1/logbook/promises/close',
  summary: 'Says how a promise ended: kept or broken.',
  right: operate,
  body: z.strictObject({ promise: z.string().min(1).max(100), kept: z.boolean(), note }),
  answer: promiseSchema,
  answerWith: async ({ house, body, who }) => {
    const at = house.clock.now();
    const open = await house.registers.logbook.promises(at);
    const found = open.find(({ id, closed }) => id === body.promise && closed === null);
    if (found === undefined)
      throw new ProblemError(404, 'There is no such promise, or it is closed already.');
    const { name } = found.site === null ? callerOf(who) : mayChangeAt(house, who, 'logbook', found.site);
    const closed = { kept: body.kept, at, by: name, note: body.note };
    const done = await house.registers.logbook.close(found.id, closed);
    if (done === null) throw new ProblemError(409, 'Somebody has just closed this promise.');
    return promiseShape(done);
  },
});

export const signLogPage = defineEndpoint({
  method: 'POST',
  path: '/api/v1/logbook/sign',
  summary: 'The outgoing shift signs: the page ends now and does not change any more.',
  right: operate,
  status: 201,
  body: z.strictObject({ note }),
  answer: pageSchema,
  answerWith: async ({ house, body, who }) => {
    const { name } = callerOf(who);
    const { last: _, ...page } = await openPage(house, house.clock.now());
    const signed = await house.registers.logbook.sign({ ...page, outgoing: { who: name, note: body.note } });
    if (signed === null) throw new ProblemError(409, 'Somebody has just signed this page; look again.');
    return pageShape(signed, seenBy(who));
  },
});

export const takeLogPage = defineEndpoint({
  method: 'POST',
  path: '/api/v1/logbook/take',
  summary: 'The incoming shift signs the page that it has read. Two different people sign a page.',
  right: operate,
  body: z.strictObject({ page: z.string().min(1).max(100), note }),
  answer: pageSchema,
  answerWith: async ({ house, body, who }) => {
    const { name } = callerOf(who);
    const page = await pageNamed(house, body.page);
    const problem = incomingProblem(page, name);
    if (problem === 'same-person')
      throw new ProblemError(409, 'You have signed this page as the outgoing shift: somebody else takes it.');
    const incoming = { who: name, note: body.note, at: house.clock.now() };
    const taken = problem === null ? await house.registers.logbook.take(page.id, incoming) : null;
    if (taken === null) throw new ProblemError(409, 'This page has been taken over already.');
    return pageShape(taken, seenBy(who));
  },
});
