/** Heights of the rows of a one-subject wall: the worst site grows in its place, the others keep their order. */

export interface Row {
  readonly y: number;
  readonly height: number;
}
export const rowsTop = 166;
export const rowsBottom = 1056;

/** `grown`: index of the site that grows; null when nothing is abnormal, and all rows are equal. */
export function rowsOf(
  count: number,
  grown: number | null,
  grownHeight: number,
  top = rowsTop,
): readonly Row[] {
  const room = rowsBottom - top;
  const even = room / Math.max(1, count);
  const large = count === 1 ? room : Math.max(grownHeight, even);
  const small = grown === null ? even : (room - large) / Math.max(1, count - 1);
  let y = top;
  return Array.from({ length: count }, (_, i) => {
    const height = Math.round(i === grown ? large : small);
    const row = { y: Math.round(y), height };
    y += i === grown ? large : small;
    return row;
  });
}
