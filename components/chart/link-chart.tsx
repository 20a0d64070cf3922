/** One link: in above the axis, out below, its mark both ways, what passes the mark in the colour of the state. */
import { useId } from 'react';
import { areaPath, type MirrorSize, type Sample, type Span, xOf } from './link-mirror-view.ts';

export interface LinkSeries {
  readonly inRatio: readonly Sample[];
  readonly outRatio: readonly Sample[];
  /** Longest time between two readings that is still one line. */
  readonly maxHoleMs: number;
}
interface Props {
  readonly series: LinkSeries;
  readonly span: Span;
  readonly size: MirrorSize;
  /** Ratio of the overflow mark; null: none. */
  readonly mark: number | null;
  readonly colour: string;
  /** When what is drawn ends: the rest is hatched, with its age. */
  readonly heardAt: number | null;
  readonly label: string;
}

export function LinkChart({ series, span, size, mark, colour, heardAt, label }: Props) {
  const clip = useId();
  const { width, half } = size;
  const up = areaPath(series.inRatio, span, size, 'up', series.maxHoleMs);
  const down = areaPath(series.outRatio, span, size, 'down', series.maxHoleMs);
  const over = mark === null ? 0 : (1 - mark) * half;
  const silentFrom = heardAt === null ? 0 : xOf(Math.min(heardAt, span.to), span, width);
  return (
    <g>
      <title>{label}</title>
      <rect x="0" y="0" width={width} height={half * 2} fill="none" stroke="var(--hairline)" />
      <path d={up} fill="var(--area-in)" stroke="var(--data)" strokeWidth="1" />
      <path d={down} fill="var(--area-out)" stroke="var(--faint)" strokeWidth="1" />
      {mark === null ? null : (
        <>
          <clipPath id={clip}>
            <rect x="0" y="0" width={width} height={over} />
            <rect x="0" y={half * 2 - over} width={width} height={over} />
          </clipPath>
          <g clipPath={`url(#${clip})`} fill={colour}>
            <path d={up} />
            <path d={down} />
          </g>
          <path
            d={`M0 ${over}H${width}M0 ${half * 2 - over}H${width}`}
            stroke="var(--text)"
            strokeWidth="1"
            strokeDasharray="4 3"
          />
        </>
      )}
      <path d={`M0 ${half}H${width}`} stroke="var(--background)" strokeWidth="1" />
      {silentFrom < width - 1 ? (
        <rect x={silentFrom} y="0" width={width - silentFrom} height={half * 2} fill="url(#mirror-hatch)" />
      ) : null}
    </g>
  );
}
