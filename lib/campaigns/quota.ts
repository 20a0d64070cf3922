/**
 * Quotas: interlocked cells with a target each. Calls in flight count as if each will succeed, so that the last place of a
 * cell is never given to two people who are both asked all the questions.
 */

export interface QuotaCell {
  readonly id: string;
  /** Every attribute that a contact must have: `{ region: 'nord', sex: 'f' }`. */
  readonly where: Readonly<Record<string, string>>;
  readonly target: number;
}
export interface CellCount {
  readonly done: number;
  readonly inFlight: number;
}
export type QuotaCounts = ReadonlyMap<string, CellCount>;

export type QuotaAnswer =
  | { readonly ok: true; readonly cells: readonly string[] }
  | { readonly ok: false; readonly reason: 'full' | 'in-flight' | 'outside'; readonly cell: string | null };

type Attributes = Readonly<Record<string, string>>;

/** Cells that an interview of this person would fill. */
export const cellsOf = (cells: readonly QuotaCell[], attributes: Attributes): readonly QuotaCell[] =>
  cells.filter(({ where }) => Object.entries(where).every(([name, value]) => attributes[name] === value));

const none: CellCount = { done: 0, inFlight: 0 };

/** May one more person with these attributes be called? `in-flight`: not now, but perhaps when a call ends. */
export function quotaFor(
  cells: readonly QuotaCell[],
  counts: QuotaCounts,
  attributes: Attributes,
): QuotaAnswer {
  if (cells.length === 0) return { ok: true, cells: [] };
  const filled = cellsOf(cells, attributes);
  if (filled.length === 0) return { ok: false, reason: 'outside', cell: null };
  const at = (cell: QuotaCell): CellCount => counts.get(cell.id) ?? none;
  const full = filled.find((cell) => at(cell).done >= cell.target);
  if (full) return { ok: false, reason: 'full', cell: full.id };
  const taken = filled.find((cell) => at(cell).done + at(cell).inFlight >= cell.target);
  if (taken) return { ok: false, reason: 'in-flight', cell: taken.id };
  return { ok: true, cells: filled.map(({ id }) => id) };
}

const change = (counts: QuotaCounts, ids: readonly string[], by: CellCount): QuotaCounts => {
  const next = new Map(counts);
  for (const id of ids) {
    const { done, inFlight } = next.get(id) ?? none;
    next.set(id, { done: done + by.done, inFlight: Math.max(0, inFlight + by.inFlight) });
  }
  return next;
};
export const callBegins = (counts: QuotaCounts, ids: readonly string[]): QuotaCounts =>
  change(counts, ids, { done: 0, inFlight: 1 });
export const callEnds = (counts: QuotaCounts, ids: readonly string[], completed: boolean): QuotaCounts =>
  change(counts, ids, { done: completed ? 1 : 0, inFlight: -1 });
