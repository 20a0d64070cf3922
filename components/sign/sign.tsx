/** The signs: triangle, diamond, ring, hatched square, tick. Drawn in an SVG, centred on a point. */
import type { SignKind } from './severity.ts';
import { severityFill } from './severity.ts';

interface SignProps {
  readonly kind: SignKind;
  readonly cx: number;
  readonly cy: number;
  /** Height of the triangle; the others keep its visual weight. */
  readonly size: number;
  /** On a critical block: the triangle is dark and has no edge. */
  readonly onBlock?: boolean;
}

function Triangle({ cx, cy, size, onBlock = false }: Omit<SignProps, 'kind'>) {
  const half = size * 0.58;
  const top = cy - size * 0.52;
  const base = cy + size * 0.48;
  const mark = onBlock ? 'var(--critical)' : 'var(--text)';
  const bar = size * 0.11;
  return (
    <g>
      <path
        d={`M${cx} ${top}L${cx + half} ${base}H${cx - half}Z`}
        fill={onBlock ? 'var(--critical-ink)' : 'var(--critical)'}
        stroke={onBlock ? 'none' : 'var(--critical-edge)'}
        strokeWidth={3}
        strokeLinejoin="round"
      />
      <rect
        x={cx - bar / 2}
        y={cy - size * 0.16}
        width={bar}
        height={size * 0.32}
        fill={onBlock ? mark : 'var(--sign-mark)'}
      />
      <circle cx={cx} cy={cy + size * 0.3} r={bar * 0.62} fill={onBlock ? mark : 'var(--sign-mark)'} />
    </g>
  );
}

function Diamond({ cx, cy, size }: Omit<SignProps, 'kind'>) {
  const half = size / 2;
  return (
    <path
      d={`M${cx} ${cy - half}L${cx + half} ${cy}L${cx} ${cy + half}L${cx - half} ${cy}Z`}
      fill="var(--warning)"
      stroke="var(--sign-edge)"
      strokeWidth={2}
    />
  );
}

function Ring({ cx, cy, size }: Omit<SignProps, 'kind'>) {
  const radius = size * 0.38;
  return (
    <g fill="none">
      <circle cx={cx} cy={cy} r={radius} stroke="var(--sign-edge)" strokeWidth={size * 0.15 + 4} />
      <circle cx={cx} cy={cy} r={radius} stroke="var(--information)" strokeWidth={size * 0.15} />
    </g>
  );
}

function Square({ kind, cx, cy, size }: SignProps) {
  const half = size * 0.4;
  return (
    <rect
      x={cx - half}
      y={cy - half}
      width={half * 2}
      height={half * 2}
      fill={kind === 'maintenance' ? 'url(#hatch-maintenance)' : 'url(#hatch-sign)'}
      stroke={severityFill[kind]}
      strokeWidth={2}
    />
  );
}

function Tick({ cx, cy, size }: Omit<SignProps, 'kind'>) {
  const h = size * 0.36;
  return (
    <path
      d={`M${cx - h} ${cy}L${cx - h * 0.2} ${cy + h * 0.75}L${cx + h} ${cy - h * 0.75}`}
      fill="none"
      stroke="var(--recovered)"
      strokeWidth={size * 0.14}
    />
  );
}

export function Sign(props: SignProps) {
  return <g data-sign={props.kind}>{shapeOf(props)}</g>;
}

function shapeOf(props: SignProps) {
  switch (props.kind) {
    case 'critical':
      return <Triangle {...props} />;
    case 'warning':
      return <Diamond {...props} />;
    case 'information':
      return <Ring {...props} />;
    case 'recovered':
      return <Tick {...props} />;
    default:
      return <Square {...props} />;
  }
}
