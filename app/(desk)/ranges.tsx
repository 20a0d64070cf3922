'use client';
/** The range picker of a page, bound to its address. */
import { useDesk } from '../../components/desk/desk-context.tsx';
import { RangeTabs } from '../../components/desk/range-tabs.tsx';
import { type RangeName, ranges, withRange } from './range.ts';
import { useRange } from './use-range.ts';

export function Ranges({ names }: { readonly names: readonly RangeName[] }) {
  const { say, live } = useDesk();
  const { range, query, go, choose } = useRange();
  const now = live?.now ?? 0;
  const words: Record<RangeName, string> = {
    '1h': say.hour,
    '24h': say.dayRange,
    '7d': say.week,
    '30d': say.month,
  };
  const custom = range.kind === 'custom' ? range : { from: now - ranges['1h'], to: now };
  return (
    <RangeTabs
      choices={names.map((name) => ({
        name,
        word: words[name],
        href: withRange(query, { kind: 'last', name }),
        chosen: range.kind === 'last' && range.name === name,
      }))}
      custom={{
        chosen: range.kind === 'custom',
        from: custom.from,
        to: custom.to,
        onChoose: (from, to) => choose({ kind: 'custom', from, to }),
      }}
      onGo={go}
    />
  );
}
