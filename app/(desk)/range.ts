/** The range of a chart, kept in the address: `?range=24h`, or `?from=…&to=…`. Pure. */

export const ranges = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
} as const;
export type RangeName = keyof typeof ranges;

export type Range =
  | { readonly kind: 'last'; readonly name: RangeName }
  | { readonly kind: 'custom'; readonly from: number; readonly to: number };

const isRangeName = (text: string | null): text is RangeName => text !== null && Object.hasOwn(ranges, text);

export function rangeOf(query: { get(name: string): string | null }): Range {
  const from = Date.parse(query.get('from') ?? '');
  const to = Date.parse(query.get('to') ?? '');
  if (Number.isFinite(from) && Number.isFinite(to) && from < to) return { kind: 'custom', from, to };
  const name = query.get('range');
  return { kind: 'last', name: isRangeName(name) ? name : '1h' };
}

/** `now` is cut to `grainMs`, so that a page that lives does not ask anew each second. */
export function spanOfRange(range: Range, now: number, grainMs = 1): { from: number; to: number } {
  if (range.kind === 'custom') return { from: range.from, to: range.to };
  const to = Math.ceil(now / grainMs) * grainMs;
  return { from: to - ranges[range.name], to };
}

/** The address with the range changed, everything else kept. */
export function withRange(query: URLSearchParams, range: Range): string {
  const next = new URLSearchParams(query);
  for (const name of ['range', 'from', 'to']) next.delete(name);
  if (range.kind === 'custom') {
    next.set('from', new Date(range.from).toISOString());
    next.set('to', new Date(range.to).toISOString());
  } else if (range.name !== '1h') next.set('range', range.name);
  const text = next.toString();
  return text === '' ? '?' : `?${text}`;
}
