'use client';
/** One change sent to the API; what was refused comes back as the sentence to show. */

export type Sent<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

const sendWithinMs = 15_000;

export async function send<T>(
  method: 'POST' | 'DELETE',
  path: string,
  refused: string,
  body?: object,
): Promise<Sent<T>> {
  try {
    const response = await fetch(path, {
      method,
      signal: AbortSignal.timeout(sendWithinMs),
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as T & { detail?: string };
    return response.ok
      ? { ok: true, value: answer }
      : { ok: false, problem: answer.detail ?? `${refused} (${response.status})` };
  } catch (error) {
    return { ok: false, problem: `${refused} (${(error as Error).name})` };
  }
}
