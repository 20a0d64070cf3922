/** Bench rows as a table for people: each unit with its subjects below each other, and the ratio of Vigie to each peer. */
import type { BenchRow } from '../../bench/contract.ts';

const isOurs = (subject: string): boolean => subject.startsWith('vigie');

/** Three significant figures are all that such a measurement is worth. */
export function figureText(figure: number): string {
  if (!Number.isFinite(figure)) return String(figure);
  return figure >= 1000 ? String(Math.round(figure)) : String(Number(figure.toPrecision(3)));
}

/** How often Vigie's figure goes into the peer's: above 1 Vigie has the smaller one. */
function ratioText(row: BenchRow, rows: readonly BenchRow[]): string {
  if (isOurs(row.subject)) return '';
  const ours = rows.find(({ subject, unit }) => isOurs(subject) && unit === row.unit);
  return ours && ours.figure > 0 ? `${figureText(row.figure / ours.figure)} × vigie` : '';
}

export function benchTable(rows: readonly BenchRow[]): string {
  const lines = rows.map((row) => [
    row.bench,
    row.subject,
    figureText(row.figure),
    row.unit,
    ratioText(row, rows),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(0, ...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  return lines
    .map((cells) =>
      cells
        .map((cell, column) =>
          column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
