/** Lists of the API: `{ items, next }` with a limit and a cursor. Pure. */
import { z } from 'zod';
import { ProblemError } from './problem.ts';

export const limitDefault = 100;
export const limitMax = 1000;

export const pageQuery = {
  limit: z.coerce
    .number({ error: 'a number from 1 to 1000' })
    .int()
    .min(1, 'at least 1')
    .max(limitMax, `at most ${limitMax}`)
    .default(limitDefault)
    .describe('How many items, 1 to 1000.'),
  cursor: z.string().max(400).optional().describe('`next` of the page before.'),
};

export const pageSchema = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** The cursor is the key of the last item seen: a list that changes between two pages neither repeats nor skips what stays. */
export function pageOf<T>(
  sorted: readonly T[],
  keyOf: (item: T) => string,
  page: { limit: number; cursor?: string | undefined },
): { items: readonly T[]; next: string | null } {
  const after = page.cursor === undefined ? null : decode(page.cursor);
  const from = after === null ? 0 : sorted.findIndex((item) => keyOf(item) > after);
  const start = from === -1 ? sorted.length : from;
  const items = sorted.slice(start, start + page.limit);
  const last = items.at(-1);
  const more = start + items.length < sorted.length;
  return { items, next: more && last !== undefined ? encode(keyOf(last)) : null };
}

const encode = (key: string): string => Buffer.from(key, 'utf8').toString('base64url');
function decode(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (encode(text) !== cursor) throw new ProblemError(400, 'cursor: not one that this list has given');
  return text;
}
