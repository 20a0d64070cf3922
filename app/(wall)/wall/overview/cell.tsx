/** Draws one cell of the matrix: block, outline with its diamond, ring, hatch; or the dot of what is healthy. */
import { type Severity, severityLine, severityText } from '../../../../components/sign/severity.ts';
import { Sign } from '../../../../components/sign/sign.tsx';
import { StaleBox } from '../../../../components/wall/figure.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import { type CellView, columnMiddle } from './cell-view.ts';

const height = 78;

/** The frame of a severity: its area is its rank. */
export function Frame(props: {
  readonly severity: Severity;
  readonly blinks: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}) {
  const { severity, blinks, ...box } = props;
  if (severity === 'critical')
    return <rect {...box} fill="var(--critical)" className={blinks ? 'blink' : undefined} />;
  if (severity === 'stale') return <StaleBox {...box} />;
  if (severity === 'information') return null;
  return (
    <rect
      x={box.x + 1.5}
      y={box.y + 1.5}
      width={box.width - 3}
      height={box.height - 3}
      fill="none"
      stroke={severityLine[severity]}
      strokeWidth={3}
    />
  );
}

export const inkOf = (severity: Severity): string =>
  severity === 'critical' ? 'var(--critical-ink)' : severityText[severity];

function AbnormalCell({ cell, middle }: { cell: Extract<CellView, { kind: 'abnormal' }>; middle: number }) {
  const { severity, blinks, x, width, caption, text, size } = cell;
  const sign = severity !== 'stale';
  const left = x + 10 + (sign ? 46 : 0);
  const baseline = caption ? middle + 31 : middle + size * 0.35;
  return (
    <g data-cell={cell.column} data-severity={severity}>
      <Frame
        severity={severity}
        blinks={blinks}
        x={x}
        y={middle - height / 2}
        width={width}
        height={height}
      />
      {sign && <Sign kind={severity} cx={x + 30} cy={middle} size={38} onBlock={severity === 'critical'} />}
      {caption && (
        <Text x={left} y={middle - 14} size={26} weight={600} fill={inkOf(severity)} part="unit">
          {caption}
        </Text>
      )}
      <Text
        x={left}
        y={baseline}
        size={size}
        weight={600}
        fill={inkOf(severity)}
        part={size === 52 ? 'value' : 'label'}
      >
        {text}
      </Text>
    </g>
  );
}

export function Cell({ cell, middle }: { readonly cell: CellView; readonly middle: number }) {
  const x = columnMiddle(cell.column);
  switch (cell.kind) {
    case 'absent':
      return null;
    case 'abnormal':
      return <AbnormalCell cell={cell} middle={middle} />;
    case 'unknown':
      return (
        <Text x={x} y={middle + 18} size={52} fill="var(--muted)" anchor="middle" part="value">
          —
        </Text>
      );
    default:
      return cell.figure ? (
        <Text x={x} y={middle + 18} size={52} fill="var(--data)" anchor="middle" part="value">
          {cell.figure}
        </Text>
      ) : (
        <circle cx={x} cy={middle} r={7} fill="var(--data)" data-cell={cell.column} />
      );
  }
}
