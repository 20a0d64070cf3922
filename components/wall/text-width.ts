/** Width of a text in IBM Plex Sans Condensed, without a browser: views choose what fits before anything is drawn. */
import { plexWidths } from './plex-widths.ts';

export type Weight = keyof typeof plexWidths;

/** Width of a character that the table does not have, in thousandths: the widest of the common letters. */
const unknownWidth = 600;

const tableOf = (weight: Weight): ReadonlyMap<string, number> => {
  const table = new Map<string, number>();
  for (const [width, characters] of Object.entries(plexWidths[weight]))
    for (const character of characters) table.set(character, Number(width));
  return table;
};
const tables: Readonly<Record<Weight, ReadonlyMap<string, number>>> = {
  400: tableOf(400),
  500: tableOf(500),
  600: tableOf(600),
};

export function textWidth(text: string, size: number, weight: Weight = 400): number {
  let thousandths = 0;
  for (const character of text) thousandths += tables[weight].get(character) ?? unknownWidth;
  return (thousandths * size) / 1000;
}

/** The first of several wordings, longest first, that fits; the last one if none does. */
export function firstThatFits(
  wordings: readonly string[],
  room: number,
  size: number,
  weight: Weight = 400,
): string {
  return (
    wordings.find((wording) => textWidth(wording, size, weight) <= room) ??
    wordings[wordings.length - 1] ??
    ''
  );
}

/** Ends a text that is too long with an ellipsis: the last resort, after every shorter wording. */
export function ellipsis(text: string, room: number, size: number, weight: Weight = 400): string {
  if (textWidth(text, size, weight) <= room) return text;
  let kept = text;
  while (kept.length > 1 && textWidth(`${kept}…`, size, weight) > room) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}
