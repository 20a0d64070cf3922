/** Text of a wall: its size and weight are those of walls.md, its position is its baseline. */
import type { ReactNode } from 'react';

interface TextProps {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight?: 400 | 500 | 600;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly className?: string;
  /** What the text is, for the checks: `caption` may be small, `value` may not; `unit` may touch its figure. */
  readonly part?: 'label' | 'value' | 'caption' | 'unit' | 'letter';
  readonly children: ReactNode;
}

export function Text(props: TextProps) {
  const { x, y, size, weight = 400, fill, anchor, className, part = 'label', children } = props;
  return (
    <text
      x={x}
      y={y}
      fontSize={size}
      fontWeight={weight}
      fill={fill ?? 'var(--text)'}
      textAnchor={anchor ?? 'start'}
      className={className}
      data-text={part}
    >
      {children}
    </text>
  );
}
