/** What a plan of work means now: is it on, when next, what it covers, which other plans it meets. Pure. */
import type { CausalGraph, NodeId } from '../alerting/causal-graph.ts';
import { maintenanceAt } from '../alerting/maintenance.ts';
import { longestWorkMs, type MaintenancePlan, maintenanceOf, spansOf } from '../alerting/maintenance-plan.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import { dayMs } from '../time/zone.ts';

export interface Span {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}
type PlanState = 'now' | 'coming' | 'past';
interface PlanStanding {
  readonly state: PlanState;
  /** The one that is on, else the next, else the last. Null: it never was and never will be. */
  readonly span: Span | null;
}

/** How far ahead the next one is looked for: the last Friday of a month is at most five weeks away. */
const lookAheadMs = 370 * dayMs;
/** How far ahead two plans are compared. */
const overlapHorizonMs = 60 * dayMs;

export function planStanding(plan: MaintenancePlan, now: Instant): PlanStanding {
  const next = spansOf(plan, now, now + lookAheadMs)[0];
  if (next) return { state: next.fromAt <= now ? 'now' : 'coming', span: next };
  const last = spansOf(plan, now - lookAheadMs, now).at(-1) ?? null;
  return { state: 'past', span: last };
}

const nodesOf = (inventory: Pick<Inventory, 'sites'>, site: string): readonly NodeId[] =>
  inventory.sites
    .filter(({ id }) => id === site)
    .flatMap(({ devices, links, vpn }) => [
      ...devices.map(({ id }) => `${site}/${id}`),
      ...links.map(({ id }) => `${site}/link:${id}`),
      ...vpn.map(({ tunnel }) => `${site}/vpn:${tunnel}`),
    ]);

/** Devices, links and tunnels that are silent while the work lasts: the thing itself, and what hangs on it. */
export function coveredBy(
  inventory: Pick<Inventory, 'sites'>,
  graph: CausalGraph,
  plan: Pick<MaintenancePlan, 'id' | 'name' | 'site' | 'thing'>,
): readonly NodeId[] {
  const { id, name, site, thing } = plan;
  const always = { id, name, site, thing, spans: [{ fromAt: 0, toAt: 1 }] };
  return nodesOf(inventory, site).filter((node) => maintenanceAt([always], graph, node, 0) !== null);
}

/** Plans that silence something that this one silences too, at the same time, in the coming weeks. */
export function overlapping(
  inventory: Pick<Inventory, 'sites'>,
  graph: CausalGraph,
  plan: MaintenancePlan,
  others: readonly MaintenancePlan[],
  now: Instant,
): readonly MaintenancePlan[] {
  const from = now - longestWorkMs;
  const { spans } = maintenanceOf(plan, from, now + overlapHorizonMs);
  const mine = new Set(coveredBy(inventory, graph, plan));
  return others.filter(
    (other) =>
      other.id !== plan.id &&
      other.site === plan.site &&
      spansOf(other, from, now + overlapHorizonMs).some((one) =>
        spans.some((span) => span.toAt > now && one.fromAt < span.toAt && span.fromAt < one.toAt),
      ) &&
      coveredBy(inventory, graph, other).some((node) => mine.has(node)),
  );
}
