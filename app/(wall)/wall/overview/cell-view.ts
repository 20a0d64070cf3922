/** The cells of one row of the matrix: a dot while healthy; abnormal, a sign and the one word or figure that matters. */
import type { Severity } from '../../../../components/sign/severity.ts';
import { ellipsis, textWidth } from '../../../../components/wall/text-width.ts';
import type { Trouble } from '../../../../components/wall/trouble.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';

export const cellColumns = ['vpn', 'power', 'climate', 'safety', 'servers', 'telephony'] as const;
export type CellColumn = (typeof cellColumns)[number];

/** Fixed places: no text ever moves a column. */
export const columnPlaces: Readonly<Record<CellColumn, { readonly left: number; readonly right: number }>> = {
  vpn: { left: 912, right: 1024 },
  power: { left: 1024, right: 1210 },
  climate: { left: 1210, right: 1360 },
  safety: { left: 1360, right: 1526 },
  servers: { left: 1526, right: 1696 },
  telephony: { left: 1696, right: 1896 },
};
export const columnMiddle = (column: CellColumn): number =>
  (columnPlaces[column].left + columnPlaces[column].right) / 2;

export type CellView =
  | { readonly kind: 'absent'; readonly column: CellColumn }
  | { readonly kind: 'good'; readonly column: CellColumn; readonly figure: string | null }
  | { readonly kind: 'unknown'; readonly column: CellColumn }
  | {
      readonly kind: 'abnormal';
      readonly column: CellColumn;
      readonly severity: Severity;
      /** A critical that nobody has taken. */
      readonly blinks: boolean;
      /** A small word above the figure when the figure alone does not say what it is. */
      readonly caption: string | null;
      readonly text: string;
      readonly size: number;
      readonly x: number;
      readonly width: number;
    };

/** What is known of a cell before its place is found. */
export type CellInput =
  | { readonly kind: 'absent' | 'unknown' }
  | { readonly kind: 'good'; readonly figure: string | null }
  | {
      readonly kind: 'abnormal';
      readonly severity: Severity;
      readonly blinks: boolean;
      readonly caption: string | null;
      readonly text: string;
    };

const signRoom = 46;
const padding = 10;
/** Nearest that a cell may come to the middle of a neighbour that is only a dot, or to the edge of one that is not. */
const nearDot = 20;
const nearEdge = 5;
const captionSize = 26;

const signOf = (severity: Severity): number => (severity === 'stale' ? 0 : signRoom);

/** How far a cell may reach towards a neighbour. */
function reach(
  neighbour: CellInput | undefined,
  column: CellColumn | undefined,
  side: 'left' | 'right',
): number {
  if (!column || !neighbour) return side === 'left' ? 912 : 1896;
  const place = columnPlaces[column];
  if (neighbour.kind === 'abnormal') return side === 'left' ? place.right + nearEdge : place.left - nearEdge;
  const half = neighbour.kind === 'good' && neighbour.figure ? textWidth(neighbour.figure, 52) / 2 : 0;
  return side === 'left' ? columnMiddle(column) + half + nearDot : columnMiddle(column) - half - nearDot;
}

type Abnormal = Extract<CellInput, { kind: 'abnormal' }>;

function place(cell: Abnormal, column: CellColumn, from: number, to: number): CellView {
  const sign = signOf(cell.severity);
  const room = to - from - sign - 2 * padding;
  const size = textWidth(cell.text, 52, 600) <= room ? 52 : 42;
  const text = ellipsis(cell.text, room, size, 600);
  const caption = cell.caption ? ellipsis(cell.caption, room, captionSize, 600) : null;
  const inner = Math.max(textWidth(text, size, 600), caption ? textWidth(caption, captionSize, 600) : 0);
  const width = Math.round(sign + inner + 2 * padding);
  const x = Math.round(Math.min(to - width, Math.max(from, columnMiddle(column) - width / 2)));
  const { severity, blinks } = cell;
  return { kind: 'abnormal', column, severity, blinks, caption, text, size, x, width };
}

export function placeCells(inputs: readonly CellInput[]): readonly CellView[] {
  return cellColumns.map((column, i) => {
    const cell = inputs[i] ?? { kind: 'absent' };
    if (cell.kind === 'good') return { kind: 'good', column, figure: cell.figure };
    if (cell.kind !== 'abnormal') return { kind: cell.kind, column };
    const from = reach(inputs[i - 1], cellColumns[i - 1], 'left');
    const to = reach(inputs[i + 1], cellColumns[i + 1], 'right');
    return place(cell, column, from, to);
  });
}

/** "gasoil" above "3 h 10": the figure of a reading is named when its column does not name it. */
export function captionOf(trouble: Trouble, locale: Locale): string | null {
  const text = wallMessages[locale];
  const { said } = trouble;
  switch (said.kind) {
    case 'onGenerator':
      return said.facts.runwayMs === null ? null : text.fuel;
    case 'fuelLow':
      return text.fuel;
    case 'onBattery':
    case 'upsBattery':
      return said.facts.runtimeMs === null ? null : text.battery;
    case 'value':
      return said.facts.label[locale];
    case 'heartbeat':
      return said.facts.ageMs === null ? null : text.late;
    default:
      return null;
  }
}
