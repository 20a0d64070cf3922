/** SVG paths of series on an even grid; a gap in the series is a gap in the line. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Runs of values without a gap, each with the index at which it begins. */
function runsOf(values: readonly (number | null)[]): readonly { start: number; values: number[] }[] {
  const runs: { start: number; values: number[] }[] = [];
  values.forEach((value, i) => {
    if (value === null) return;
    const last = runs[runs.length - 1];
    if (last && last.start + last.values.length === i) last.values.push(value);
    else runs.push({ start: i, values: [value] });
  });
  return runs;
}

/** `heightOf` gives the place of a value, 0 at the bottom of the box, 1 at its top; it is held inside the box. */
function place(box: Box, count: number, heightOf: (value: number) => number) {
  const step = box.width / Math.max(1, count - 1);
  return (value: number, i: number): string => {
    const ratio = Math.min(1, Math.max(0, heightOf(value)));
    return `${round(box.x + i * step)} ${round(box.y + box.height * (1 - ratio))}`;
  };
}

export function linePath(
  values: readonly (number | null)[],
  box: Box,
  heightOf: (value: number) => number,
): string {
  const at = place(box, values.length, heightOf);
  return runsOf(values)
    .map((run) => {
      const points = run.values.map((value, i) => at(value, run.start + i));
      // A lone value is still seen: a dash of one pixel.
      return points.length === 1 ? `M${points[0]}h1` : `M${points.join('L')}`;
    })
    .join('');
}

/** The area between the line and the foot of the box (or its head, for values that hang down). */
export function areaPath(
  values: readonly (number | null)[],
  box: Box,
  heightOf: (value: number) => number,
  foot: number,
): string {
  const at = place(box, values.length, heightOf);
  const step = box.width / Math.max(1, values.length - 1);
  return runsOf(values)
    .filter((run) => run.values.length > 1)
    .map((run) => {
      const points = run.values.map((value, i) => at(value, run.start + i)).join('L');
      const from = round(box.x + run.start * step);
      const to = round(box.x + (run.start + run.values.length - 1) * step);
      return `M${from} ${round(foot)}L${points}L${to} ${round(foot)}Z`;
    })
    .join('');
}
