'use client';
/** The range of a page, read from the address and written back to it. */
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type Range, rangeOf, withRange } from './range.ts';

export function useRange(): {
  readonly range: Range;
  readonly query: URLSearchParams;
  readonly go: (href: string) => void;
  readonly choose: (range: Range) => void;
} {
  const router = useRouter();
  const read = useSearchParams();
  const query = useMemo(() => new URLSearchParams(read), [read]);
  const range = useMemo(() => rangeOf(query), [query]);
  const go = useCallback((href: string) => router.replace(href, { scroll: false }), [router]);
  const choose = useCallback((next: Range) => go(withRange(query, next)), [go, query]);
  return { range, query, go, choose };
}
