/** Draws one E1: its number, its channels in use, its bar of N; or the one outlined run of an alarm. */
import { type Severity, severityLine, severityText } from '../../../../components/sign/severity.ts';
import { Sign } from '../../../../components/sign/sign.tsx';
import { FigureText } from '../../../../components/wall/figure.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import type { SpanView } from './span-view.ts';

const barHeight = 26;

/** Cells of the channels from one to another, as one path. */
function cells(span: SpanView, y: number, from: number, to: number): string {
  const step = span.width / span.channels;
  const width = Math.max(1, step - 1.5);
  return Array.from(
    { length: Math.max(0, to - from) },
    (_, i) =>
      `M${(span.x + (from + i) * step).toFixed(1)} ${y}h${width.toFixed(1)}v${barHeight}h${(-width).toFixed(1)}Z`,
  ).join('');
}

function Channels({ span, y }: { readonly span: SpanView; readonly y: number }) {
  const used = Math.min(span.used, span.channels);
  return (
    <g>
      <path d={cells(span, y, 0, used)} fill="var(--data)" />
      <path d={cells(span, y, used, span.channels)} fill="var(--hairline)" />
    </g>
  );
}

function Alarm({ span, severity }: { readonly span: SpanView; readonly severity: Severity }) {
  const critical = severity === 'critical';
  const y = span.y + 26;
  const height = span.narrow ? 46 : 84;
  const ink = critical ? 'var(--critical-ink)' : severityText[severity];
  return (
    <g data-span={span.id} data-severity={severity}>
      <rect
        x={span.x}
        y={y}
        width={span.width}
        height={height}
        fill={critical ? 'var(--critical)' : 'none'}
        stroke={severityLine[severity]}
        strokeWidth={3}
      />
      <Sign
        kind={severity}
        cx={span.x + 32}
        cy={y + height / 2}
        size={span.narrow ? 26 : 38}
        onBlock={critical}
      />
      <Text x={span.x + 62} y={y + height / 2 + 15} size={42} weight={600} fill={ink}>
        {span.narrow ? span.number : `${span.number} ${span.alarm ?? ''}`}
      </Text>
    </g>
  );
}

export function Span({ span }: { readonly span: SpanView }) {
  const { severity } = span;
  if (severity === 'critical' || severity === 'warning') return <Alarm span={span} severity={severity} />;
  if (span.narrow)
    return (
      <g data-span={span.id}>
        <Text x={span.x} y={span.y + 44} size={28} fill="var(--muted)" part="caption">
          {span.number}
        </Text>
        <Channels span={{ ...span, x: span.x + 34, width: span.width - 34 }} y={span.y + 24} />
      </g>
    );
  return (
    <g data-span={span.id}>
      <Text x={span.x} y={span.y + 66} size={42} fill="var(--muted)">
        {span.number}
      </Text>
      <FigureText figure={span.figure} x={span.x + span.width} y={span.y + 68} anchor="end" />
      <Channels span={span} y={span.y + 84} />
    </g>
  );
}
