/** "Did you mean …?": the known word nearest to what was written. */

/** Edits between two words, a swap of neighbours counting as one; stops counting beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? limit + 1;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + cost,
          swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(a.length, b.length);
}

/** Undefined when nothing is near enough to be what was meant. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  const word = written.toLowerCase().slice(0, 80);
  const limit = word.length <= 3 ? 1 : word.length <= 6 ? 2 : 3;
  let best: string | undefined;
  let least = limit + 1;
  for (const one of known) {
    const edits = distance(word, one.toLowerCase(), limit);
    if (edits < least) {
      least = edits;
      best = one;
    }
  }
  return best;
}

/** A sentence that ends a problem: the nearest word, else all that may stand there. */
export function remedy(written: string, known: readonly string[]): string {
  const near = nearest(written, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (known.length === 0) return 'none is declared here';
  const shown = known.slice(0, 12).join(', ');
  return `known: ${shown}${known.length > 12 ? ', …' : ''}`;
}
