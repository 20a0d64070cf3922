/** What an answer of a server means for a message: the same for every gateway, whatever its form. */
import type { HttpAnswer } from './http-exchange.ts';
import type { Outcome } from './notification.ts';

/** Reads the body of a good status: the reference it gives, `refused` with its cause, or null for what makes no sense. */
export type ReadBody = (
  body: string,
  contentType: string,
) => { readonly reference: string | null } | { readonly refused: string; readonly permanent: boolean } | null;

/** It is stored: what no database keeps (a NUL, half a character) is no reference. */
const plainReference = /^[\x20-\x7e]{1,200}$/;

const transient = new Set([408, 425, 429]);

export function verdict(answer: HttpAnswer, readBody: ReadBody, receipts: boolean): Outcome {
  if (answer.kind === 'not-sent') return { kind: 'refused', permanent: false, cause: answer.cause };
  if (answer.kind === 'unknown') return answer;
  const { status } = answer;
  if (status >= 500 || transient.has(status))
    return { kind: 'refused', permanent: false, cause: `status ${status}` };
  if (status < 200 || status >= 300) return { kind: 'refused', permanent: true, cause: `status ${status}` };
  const read = readBody(answer.body, answer.contentType);
  // It said yes in words that are not its own: perhaps a captive portal. It may have gone out, nobody may rely on it.
  if (read === null) return { kind: 'unknown', cause: 'answer not understood' };
  if ('refused' in read) return { kind: 'refused', permanent: read.permanent, cause: read.refused };
  const reference = read.reference !== null && plainReference.test(read.reference) ? read.reference : null;
  return { kind: 'accepted', reference, receipts: receipts && reference !== null };
}

/** A value inside JSON by its path (`messages.0.id`); undefined when there is none, or when it is no JSON. */
export function jsonAt(body: string, contentType: string, path: string): string | undefined {
  if (!/\bjson\b/i.test(contentType)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  for (const key of path.split('.'))
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
