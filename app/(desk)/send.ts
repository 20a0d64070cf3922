'use client';
/** Tells the API to change something: one at a time, with the reason when it refuses; what was typed stays. */
import { useCallback, useState } from 'react';

type Method = 'POST' | 'DELETE';
type Sent<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly reason: string };

async function send<T>(method: Method, url: string, body?: unknown): Promise<Sent<T>> {
  try {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, data: answer as T };
    const { detail } = answer as { detail?: string };
    return { ok: false, reason: detail ?? String(response.status) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

export interface Act {
  readonly working: boolean;
  /** Why the last one was refused; null: it was not. */
  readonly problem: string | null;
  /** The answer, or null when it was refused. */
  act<T>(method: Method, url: string, body?: unknown): Promise<T | null>;
}

/** `after` is called when something has changed: the page asks again. */
export function useAct(after: () => void): Act {
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const act = useCallback(
    async <T>(method: Method, url: string, body?: unknown): Promise<T | null> => {
      setWorking(true);
      const sent = await send<T>(method, url, body);
      setWorking(false);
      setProblem(sent.ok ? null : sent.reason);
      if (!sent.ok) return null;
      after();
      return sent.data;
    },
    [after],
  );
  return { working, problem, act };
}
