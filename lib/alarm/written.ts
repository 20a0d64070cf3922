/** What people have written down and alerting obeys: planned work and shelves that silence, stand-ins on call. */
import type { CausalGraph } from '../alerting/causal-graph.ts';
import { maintenanceAt } from '../alerting/maintenance.ts';
import { maintenanceOf } from '../alerting/maintenance-plan.ts';
import type { PagingSurroundings } from '../alerting/paging.ts';
import type { OnCall } from '../oncall/parse-on-call.ts';
import type { Instant } from '../time/clock.ts';
import { dayMs } from '../time/zone.ts';
import type { CheckDone } from './checks.ts';
import type { PlannedWork, Registers, StoredOverride } from './registers.ts';
import { type Shelf, shelfOf } from './shelf.ts';

export interface Written {
  readonly plans: readonly PlannedWork[];
  readonly shelves: readonly Shelf[];
  readonly overrides: readonly StoredOverride[];
  /** The latest of each periodic check. */
  readonly checks: readonly CheckDone[];
}
export const nothingWritten: Written = { plans: [], shelves: [], overrides: [], checks: [] };

export async function whatIsWritten(
  { maintenance, overrides, checks }: Pick<Registers, 'maintenance' | 'overrides' | 'checks'>,
  now: Instant,
): Promise<Written> {
  const [plans, shelves, standIns, done] = await Promise.all([
    maintenance.plans(now),
    maintenance.shelves(now),
    overrides.overrides(now),
    checks.latest(),
  ]);
  return { plans, shelves, overrides: standIns, checks: done };
}

/** Spans are made for this long; what is written is read anew far more often. */
const horizonMs = dayMs;

/** What covers an alarm: the work on its thing or on what it hangs on, else its own shelf. */
export function silencing(
  { plans, shelves }: Written,
  graph: CausalGraph,
  now: Instant,
): PagingSurroundings['maintenanceOf'] {
  const works = plans
    .filter(({ deleted }) => deleted === null)
    .map((plan) => maintenanceOf(plan, now - dayMs, now + horizonMs));
  return (node, at, key) => {
    const work = maintenanceAt(works, graph, node, at);
    if (work !== null) return work.name;
    return shelfOf(shelves, key, at)?.reason ?? null;
  };
}

/** The schedules of the book with the stand-ins of the screen: what was written last wins. */
export const withStandIns = (onCall: OnCall, { overrides }: Written): OnCall => ({
  ...onCall,
  overrides: [...onCall.overrides, ...overrides.filter(({ removed }) => removed === null)],
});
