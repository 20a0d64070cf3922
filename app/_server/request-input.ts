/** The three doors of a request: path, query and body, each checked by its schema; every problem is said at once. */
import type { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { ProblemError } from './problem.ts';
import { maxBodyBytes } from './request-checks.ts';

function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({
    field: issue.path.join('.') || where,
    reason: issue.message,
  }));
  const first = errors[0];
  throw new ProblemError(
    400,
    first ? `${first.field}: ${first.reason}` : `The ${where} is not right.`,
    errors,
  );
}

/** A name given twice is an error rather than a surprise. */
function queryOf(request: Request): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    if (name in query) throw new ProblemError(400, `${name}: given more than once`);
    query[name] = value;
  }
  return query;
}

/** Reads at most `maxBodyBytes`, whatever the headers promise. */
export async function textOf(request: Request): Promise<string> {
  if (!request.body) return '';
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBodyBytes) {
      await reader.cancel();
      throw new ProblemError(413, `A request carries at most ${maxBodyBytes} bytes.`);
    }
    parts.push(value);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await textOf(request);
  if (text === '') return {};
  const type = request.headers.get('content-type') ?? '';
  // `curl -d '{…}'` calls JSON a form.
  if (type.startsWith('application/x-www-form-urlencoded') && !text.startsWith('{'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(400, 'The body is not JSON.');
  }
}

export async function inputOf<P, Q, B>(
  endpoint: Pick<Endpoint<P, Q, B>, 'params' | 'query' | 'body'>,
  request: Request,
  params: unknown,
): Promise<{ params: P; query: Q; body: B }> {
  return {
    params: (endpoint.params ? checked(endpoint.params, params, 'path') : undefined) as P,
    query: (endpoint.query ? checked(endpoint.query, queryOf(request), 'query') : undefined) as Q,
    body: (endpoint.body ? checked(endpoint.body, await bodyOf(request), 'body') : undefined) as B,
  };
}
