/** A value in its context: pale strip = usual range, upright tick = limit, white mark = the value. */
interface BandBarProps {
  /** All in the same unit; the bar shows `from` to `to`. */
  readonly from: number;
  readonly to: number;
  /** Null: not believed any more, the bar loses its cursor. */
  readonly value: number | null;
  readonly usual?: readonly [number, number] | null;
  readonly limits?: readonly number[];
  readonly colour?: string;
  readonly width?: number;
}

export function BandBar({
  from,
  to,
  value,
  usual = null,
  limits = [],
  colour = 'var(--text)',
  width = 120,
}: BandBarProps) {
  const x = (at: number): number => Math.max(0, Math.min(1, (at - from) / (to - from || 1))) * (width - 3);
  return (
    <svg
      className="bandbar"
      width="100%"
      height="16"
      viewBox={`0 0 ${width} 16`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect x="0" y="7" width={width} height="2" fill="var(--hairline)" />
      {usual ? (
        <rect
          x={x(usual[0])}
          y="4"
          width={Math.max(2, x(usual[1]) - x(usual[0]))}
          height="8"
          fill="var(--area-out)"
          stroke="var(--faint)"
          strokeWidth="1"
        />
      ) : null}
      {limits.map((limit) => (
        <rect key={limit} x={x(limit)} y="2" width="1.5" height="12" fill="var(--muted)" />
      ))}
      {value === null ? null : <rect x={x(value)} y="1" width="3" height="14" fill={colour} />}
    </svg>
  );
}
