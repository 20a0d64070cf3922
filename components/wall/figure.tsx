/** A figure with its doubt and its severity: fresh, stale (outline, hatch, age), or the dash. */
import type { Severity } from '../sign/severity.ts';
import { severityText } from '../sign/severity.ts';
import { Sign } from '../sign/sign.tsx';
import type { Figure } from './measured-figure.ts';
import { Text } from './text.tsx';
import { textWidth } from './text-width.ts';

interface FigureProps {
  readonly figure: Figure;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly size?: number;
  readonly weight?: 400 | 500 | 600;
  readonly anchor?: 'start' | 'end';
  readonly severity?: Severity | null;
  /** False where a symbol beside the figure already has the shape of its state. */
  readonly sign?: boolean;
  /** Room that the figure may take; a stale one shows its age in its place. */
  readonly fill?: string;
}

/** Left edge of a text of a width, anchored. */
const leftOf = (x: number, width: number, anchor: 'start' | 'end'): number =>
  anchor === 'end' ? x - width : x;

function StaleFigure({ figure, x, y, size = 52, anchor = 'start' }: FigureProps) {
  const text = figure.age ?? figure.text;
  const width = textWidth(text, size, 500) + 20;
  const left = leftOf(x, width, anchor);
  const top = y - size * 0.84;
  return (
    <g data-stale="true">
      <StaleBox x={left} y={top} width={width} height={size * 1.06} />
      <Text x={left + 10} y={y} size={size} weight={500} fill="var(--muted)" part="value">
        {text}
      </Text>
    </g>
  );
}

export function StaleBox(box: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}) {
  return (
    <g>
      <rect {...box} fill="url(#hatch-stale)" />
      <rect
        x={box.x + 7}
        y={box.y + 7}
        width={Math.max(0, box.width - 14)}
        height={Math.max(0, box.height - 14)}
        fill="var(--background)"
      />
      <rect {...box} fill="none" stroke="var(--muted)" strokeWidth={2} strokeDasharray="8 5" />
    </g>
  );
}

export function FigureText(props: FigureProps) {
  const {
    figure,
    x,
    y,
    size = 52,
    weight = 400,
    anchor = 'start',
    severity = null,
    sign = true,
    fill,
  } = props;
  if (figure.stale) return <StaleFigure {...props} />;
  if (severity === 'critical') return <BlockFigure {...props} />;
  const heavy = severity ? 600 : weight;
  const width = textWidth(figure.text, size, heavy);
  return (
    <g>
      {severity && sign && (
        <Sign kind={severity} cx={leftOf(x, width, anchor) - 30} cy={y - size * 0.34} size={size * 0.66} />
      )}
      <Text
        x={x}
        y={y}
        size={size}
        weight={heavy}
        anchor={anchor}
        fill={severity ? severityText[severity] : (fill ?? 'var(--text)')}
        part="value"
      >
        {figure.text}
      </Text>
    </g>
  );
}

/** Critical figures are dark in a filled block, never orange letters. */
function BlockFigure({ figure, x, y, size = 52, anchor = 'start' }: FigureProps) {
  const width = textWidth(figure.text, size, 600);
  const left = leftOf(x, width, anchor);
  return (
    <g>
      <rect
        x={left - 10}
        y={y - size * 0.86}
        width={width + 20}
        height={size * 1.08}
        fill="var(--critical)"
      />
      <Text x={left} y={y} size={size} weight={600} fill="var(--critical-ink)" part="value">
        {figure.text}
      </Text>
    </g>
  );
}
