'use client';
/** Asks the API and says how it stands: loading, ready, or failed with the reason and a way to try again. */
import { useCallback, useEffect, useState } from 'react';

export type Fetched<T> =
  | { readonly state: 'loading'; readonly last: T | null }
  | { readonly state: 'ready'; readonly data: T; readonly at: number }
  | { readonly state: 'failed'; readonly reason: string | null; readonly last: T | null };

/** A store that hangs is said before a person gives up. */
export const fetchWithinMs = 15_000;

async function reasonOf(response: Response): Promise<string | null> {
  try {
    const problem: unknown = await response.json();
    if (typeof problem === 'object' && problem !== null && 'detail' in problem) return String(problem.detail);
  } catch {
    // Not a problem of ours: the page's own words will do.
  }
  return null;
}

/**
 * `url` null: nothing is asked yet. Asked again `everyMs` after each answer if given (a slow answer is waited for, and
 * called late in the end); what was shown stays meanwhile.
 */
export function useFetched<T>(url: string | null, everyMs?: number): readonly [Fetched<T>, () => void] {
  const [fetched, setFetched] = useState<Fetched<T>>({ state: 'loading', last: null });
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    // `attempt` asks again without another reason.
    if (url === null || attempt < 0) return;
    const stop = new AbortController();
    let next: ReturnType<typeof setTimeout> | undefined;
    const late = setTimeout(() => stop.abort('late'), fetchWithinMs);
    const last = (before: Fetched<T>): T | null => (before.state === 'ready' ? before.data : before.last);
    setFetched((before) => (before.state === 'ready' ? before : { state: 'loading', last: last(before) }));
    const ask = async () => {
      const response = await fetch(url, { signal: stop.signal, headers: { accept: 'application/json' } });
      if (response.ok) {
        const data = (await response.json()) as T;
        setFetched({ state: 'ready', data, at: Date.now() });
      } else {
        const reason = await reasonOf(response);
        setFetched((before) => ({ state: 'failed', reason, last: last(before) }));
      }
    };
    ask()
      .catch(() => {
        if (stop.signal.aborted && stop.signal.reason !== 'late') return;
        setFetched((before) => ({ state: 'failed', reason: null, last: last(before) }));
      })
      .finally(() => {
        clearTimeout(late);
        if (everyMs !== undefined && stop.signal.reason !== 'gone') next = setTimeout(again, everyMs);
      });
    return () => {
      clearTimeout(late);
      clearTimeout(next);
      stop.abort('gone');
    };
  }, [url, attempt, everyMs, again]);
  return [fetched, again];
}
