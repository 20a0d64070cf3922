/** GET audit: who changed what, newest first, as a list or CSV. */
import { z } from 'zod';
import type { AuditLine } from '../../../lib/identity/identity.ts';
import { defineEndpoint } from '../endpoint.ts';
import { limitMax, pageQuery, pageSchema } from '../page-of.ts';
import { cell } from './csv.ts';
import { instant, iso } from './shapes.ts';
import { spanQuery } from './span.ts';

/** Lines of one CSV file, the newest; narrow the span for older ones. */
export const maxCsvLines = 50_000;

const lineSchema = z
  .object({ id: z.string(), at: instant, who: z.string(), what: z.string(), about: z.unknown() })
  .meta({ id: 'AuditLine' });

const csvOf = (lines: readonly AuditLine[]): Response =>
  new Response(
    `\ufeff${[
      'at,who,what,about',
      ...lines.map(({ at, who, what, about }) =>
        [iso(at), who, what, JSON.stringify(about)].map(cell).join(','),
      ),
    ].join('\r\n')}\r\n`,
    {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="vigie-audit.csv"',
        'cache-control': 'no-store',
      },
    },
  );

export const listAudit = defineEndpoint({
  path: '/api/v1/audit',
  summary: 'Who changed what, newest first; nothing of it can be changed.',
  right: { verb: 'read', resource: 'audit' },
  query: z.strictObject({
    limit: pageQuery.limit,
    cursor: z
      .string()
      .regex(/^\d{1,18}$/, 'not one that this list has given')
      .optional()
      .describe('`next` of the page before.'),
    from: spanQuery.from,
    to: spanQuery.to,
    who: z.string().min(1).max(100).optional().describe('Exactly this person or token.'),
    what: z.string().min(1).max(100).optional().describe('Words that the line holds.'),
    format: z.enum(['json', 'csv']).default('json'),
  }),
  answer: pageSchema(lineSchema),
  contentTypes: ['text/csv'],
  answerWith: async ({ house, query }) => {
    const { limit, cursor, format, ...filter } = query;
    if (format === 'csv')
      return csvOf(await house.identity.auditLines({ ...filter, before: cursor, limit: maxCsvLines }));
    const lines = await house.identity.auditLines({ ...filter, before: cursor, limit: limit + 1 });
    const items = lines.slice(0, Math.min(limit, limitMax)).map((line) => ({ ...line, at: iso(line.at) }));
    return { items, next: lines.length > limit ? (items.at(-1)?.id ?? null) : null };
  },
});
