/** The last hour of one ratio in the height of a line, with its mark. */
interface SparkProps {
  readonly values: readonly (number | null)[];
  readonly mark: number | null;
  readonly label: string;
}
const width = 120;
const height = 32;

export function sparkPath(values: readonly (number | null)[], w: number, h: number): string {
  let path = '';
  let pen = false;
  values.forEach((value, index) => {
    if (value === null) {
      pen = false;
      return;
    }
    const x = Math.round((index / Math.max(1, values.length - 1)) * w * 10) / 10;
    const y = Math.round((1 - Math.max(0, Math.min(1, value))) * (h - 2) * 10) / 10 + 1;
    path += `${pen ? 'L' : 'M'}${x} ${y}`;
    pen = true;
  });
  return path;
}

export function Spark({ values, mark, label }: SparkProps) {
  return (
    <svg
      width="100%"
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={`M0 ${height - 0.5}H${width}`} stroke="var(--hairline)" />
      {mark === null ? null : (
        <path
          d={`M0 ${(1 - mark) * (height - 2) + 1}H${width}`}
          stroke="var(--muted)"
          strokeDasharray="3 3"
        />
      )}
      <path
        d={sparkPath(values, width, height)}
        fill="none"
        stroke="var(--data)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
