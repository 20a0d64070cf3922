'use client';
/** The past of one reading: mean as a line, lowest to highest as an area, last week dashed, events, zoom by drag. */
import { memo, useState } from 'react';
import {
  Area,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { ChartEvent, ChartPoint } from './history-view.ts';

export interface HistoryChartModel {
  readonly label: string;
  readonly points: readonly ChartPoint[];
  readonly domain: readonly [number, number];
  readonly span: { readonly from: number; readonly to: number };
  readonly events: readonly (ChartEvent & { readonly word: string })[];
  readonly usual: readonly [number | null, number | null] | null;
  readonly limits: readonly number[];
  readonly steps: boolean;
}
interface Props {
  readonly model: HistoryChartModel;
  readonly formatValue: (value: number) => string;
  readonly formatAt: (at: number) => string;
  readonly formatTick: (at: number) => string;
  readonly words: {
    readonly mean: string;
    readonly minimum: string;
    readonly maximum: string;
    readonly before: string;
  };
  readonly onZoom: (from: number, to: number) => void;
}

interface TipProps extends Pick<Props, 'formatValue' | 'formatAt' | 'words'> {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: ChartPoint }[];
}
function Tip({ active, payload, formatValue, formatAt, words }: TipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point || point.value === null) return null;
  return (
    <div className="tip cond">
      <p className="muted">{formatAt(point.at)}</p>
      <p>
        {words.mean} <b>{formatValue(point.value)}</b>
      </p>
      {point.range && point.range[0] !== point.range[1] ? (
        <p className="muted">
          {words.minimum} {formatValue(point.range[0])}, {words.maximum} {formatValue(point.range[1])}
        </p>
      ) : null}
      {point.before === null ? null : (
        <p className="muted">
          {words.before} {formatValue(point.before)}
        </p>
      )}
    </div>
  );
}

type Pointer = { readonly activeLabel?: string | number | undefined };
const instantOf = (pointer: Pointer): number | null =>
  pointer.activeLabel === undefined ? null : Number(pointer.activeLabel);

/** Drag over the chart: from where it was pressed to where it is let go. */
function useDrag(onZoom: Props['onZoom']) {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  return {
    drag,
    handlers: {
      onMouseDown: (pointer: Pointer) => {
        const at = instantOf(pointer);
        if (at !== null) setDrag({ from: at, to: at });
      },
      onMouseMove: (pointer: Pointer) => {
        const at = instantOf(pointer);
        if (drag && at !== null) setDrag({ ...drag, to: at });
      },
      onMouseUp: () => {
        if (drag && drag.from !== drag.to) onZoom(Math.min(drag.from, drag.to), Math.max(drag.from, drag.to));
        setDrag(null);
      },
      onMouseLeave: () => setDrag(null),
    },
  };
}

const axis = {
  stroke: 'var(--hairline)',
  tick: { fill: 'var(--muted)', fontSize: 13 },
  tickLine: false,
} as const;

/** What stands behind the line: usual range, limits, moments at which a state changed. */
function Marks({ model }: { readonly model: HistoryChartModel }) {
  const { domain, usual } = model;
  return (
    <>
      {usual ? (
        <ReferenceArea
          y1={usual[0] ?? domain[0]}
          y2={usual[1] ?? domain[1]}
          fill="var(--area-out)"
          fillOpacity={0.25}
          ifOverflow="hidden"
        />
      ) : null}
      {model.limits.map((limit) => (
        <ReferenceLine key={limit} y={limit} stroke="var(--text)" strokeDasharray="4 3" ifOverflow="hidden" />
      ))}
      {model.events.map((event) => (
        <ReferenceLine
          key={`${event.metric}${event.instance}${event.at}`}
          x={event.at}
          stroke="var(--information-line)"
          strokeDasharray="2 2"
          ifOverflow="hidden"
        />
      ))}
    </>
  );
}

const spread = {
  stroke: 'none',
  fill: 'var(--area-in)',
  fillOpacity: 0.55,
  isAnimationActive: false,
} as const;
const still = { dot: false, isAnimationActive: false } as const;

const height = 170;

/** Kept while its data are the same: the desk draws itself anew with each reading, a chart with each answer. */
export const HistoryChart = memo(function HistoryChart(props: Props) {
  const { model, formatValue, formatAt, formatTick, words, onZoom } = props;
  const { drag, handlers } = useDrag(onZoom);
  const { span, domain } = model;
  const type = model.steps ? 'stepAfter' : 'linear';
  const tip = <Tip formatValue={formatValue} formatAt={formatAt} words={words} />;
  const x = {
    dataKey: 'at',
    type: 'number',
    domain: [span.from, span.to],
    tickFormatter: formatTick,
  } as const;
  return (
    <figure className="history" aria-label={model.label}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart
          data={[...model.points]}
          margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
          syncId="history"
          {...handlers}
        >
          <XAxis {...x} minTickGap={48} {...axis} />
          <YAxis
            domain={[domain[0], domain[1]]}
            tickFormatter={formatValue}
            width={76}
            tickCount={4}
            allowDecimals={!model.steps}
            {...axis}
          />
          <Marks model={model} />
          <Area dataKey="range" type={type} {...spread} />
          <Line
            hide={!model.points.some((point) => point.before !== null)}
            dataKey="before"
            type={type}
            stroke="var(--muted)"
            strokeDasharray="3 3"
            connectNulls
            {...still}
          />
          <Line dataKey="value" type={type} stroke="var(--data)" strokeWidth={1.5} {...still} />
          {drag ? <ReferenceArea x1={drag.from} x2={drag.to} fill="var(--action)" fillOpacity={0.2} /> : null}
          <Tooltip content={tip} cursor={{ stroke: 'var(--muted)' }} isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </figure>
  );
});
