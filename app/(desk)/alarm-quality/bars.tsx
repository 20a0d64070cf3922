'use client';
/** Alarms in each ten minutes, with the line above which a flood begins. */
import { useDesk } from '../../../components/desk/desk-context.tsx';
import { floodBeginsAbove } from '../../../lib/alarm/alarm-quality.ts';
import { momentSaid } from '../span-said.ts';
import type { Bar } from './view.ts';

const height = 100;

export function Bars({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  const { locale, zone } = useDesk();
  const top = Math.max(floodBeginsAbove + 2, ...bars.map(({ count }) => count));
  const y = (count: number): number => height - (count / top) * height;
  return (
    <svg
      className="bars"
      viewBox={`0 0 ${bars.length} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bars.map(({ at, count }, index) => (
        <rect
          key={at}
          x={index + 0.1}
          width={0.8}
          y={y(count)}
          height={height - y(count)}
          fill={count > floodBeginsAbove ? 'var(--warning)' : 'var(--data)'}
        >
          <title>{`${momentSaid(at, zone, locale)} : ${count}`}</title>
        </rect>
      ))}
      <line
        x1={0}
        x2={bars.length}
        y1={y(floodBeginsAbove)}
        y2={y(floodBeginsAbove)}
        stroke="var(--warning-line)"
        strokeWidth={1}
        strokeDasharray="4 3"
        vectorEffect="non-scaling-stroke"
      />
      <line
        x1={0}
        x2={bars.length}
        y1={height}
        y2={height}
        stroke="var(--muted)"
        strokeWidth={1}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
