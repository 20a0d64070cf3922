/** Planned work: what is covered by it at an instant is recorded and not paged, unless its rule is immediate. */
import type { Instant } from '../time/clock.ts';
import type { CausalGraph, NodeId } from './causal-graph.ts';
import { causesAbove } from './causal-graph.ts';

export interface Maintenance {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  /** A device, or `link:ID`; null: the whole site. What hangs on it is covered with it. */
  readonly thing: string | null;
  /** Each from `fromAt` (included) to `toAt` (not). A recurring work is a list of them. */
  readonly spans: readonly { readonly fromAt: Instant; readonly toAt: Instant }[];
}

/** The covering work that ends last, so that overlapping works count as one; null: none. */
export function maintenanceAt(
  all: readonly Maintenance[],
  graph: CausalGraph,
  node: NodeId,
  at: Instant,
): Maintenance | null {
  const above = new Set(causesAbove(graph, node));
  let found: { readonly one: Maintenance; readonly toAt: Instant } | null = null;
  for (const one of all) {
    const covers =
      one.thing === null ? node.startsWith(`${one.site}/`) : above.has(`${one.site}/${one.thing}`);
    if (!covers) continue;
    for (const { fromAt, toAt } of one.spans)
      if (at >= fromAt && at < toAt && (found === null || toAt > found.toAt)) found = { one, toAt };
  }
  return found?.one ?? null;
}
