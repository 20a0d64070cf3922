/**
 * One device's plan as the poller runs it: what goes in the fast lane (single objects) and what in the slow one
 * (tables), by kind of metric, with the uptime and discontinuity that counters need. Pure; made anew at each learning.
 */
import type { Cadence } from '../../lib/readings/catalogue/metric.ts';
import type { Plan, PollGroup } from './decode/plan.ts';
import type { CounterPoint, Point } from './decode/point.ts';
import {
  discontinuityColumn,
  discontinuityOid,
  factsOf,
  type InterfaceFacts,
  ifTableLastChange,
  interfaceOf,
  sysUpTime,
} from './interface-facts.ts';
import type { Answers, Oid } from './varbind.ts';

export type PolledCadence = Exclude<Cadence, 'labels'>;
export const polledCadences = ['states', 'traffic', 'rest'] as const satisfies readonly PolledCadence[];

export interface LaneWork {
  readonly points: readonly Point[];
  readonly gets: readonly Oid[];
  readonly walks: readonly (readonly Oid[])[];
}

export interface DevicePlan {
  readonly fast: Readonly<Record<PolledCadence, LaneWork>>;
  readonly slow: Readonly<Record<PolledCadence, LaneWork>>;
  /** Labels change rarely: read once with the learning itself. */
  readonly labels: readonly Point[];
  /** By the row of IF-MIB. */
  readonly interfaces: ReadonlyMap<string, InterfaceFacts>;
  readonly points: number;
}

/** A device that shows more than this is cut, and it is counted: 10,000 interfaces are 40,000 points. */
export const maxPoints = 20_000;

export function devicePlan(plan: Plan, learned: Answers): DevicePlan {
  const interfaces = new Map<string, InterfaceFacts>();
  for (const point of plan.points) {
    const index = point.kind === 'counter' ? interfaceOf(point.oid) : null;
    if (index !== null && !interfaces.has(index)) interfaces.set(index, factsOf(index, learned));
  }
  const lanes = polledCadences.map(
    (cadence) => [cadence, split(plan.groups[cadence], interfaces, learned)] as const,
  );
  const pick = (lane: 'fast' | 'slow') =>
    Object.fromEntries(lanes.map(([cadence, both]) => [cadence, both[lane]])) as Record<
      PolledCadence,
      LaneWork
    >;
  return {
    fast: pick('fast'),
    slow: pick('slow'),
    labels: plan.groups.labels.points,
    interfaces,
    points: plan.points.length,
  };
}

/** A point is slow if any object that it needs lies in a walked column. */
function split(
  group: PollGroup,
  interfaces: ReadonlyMap<string, InterfaceFacts>,
  learned: Answers,
): { fast: LaneWork; slow: LaneWork } {
  const walked = group.walks.flat();
  const inWalk = (oid: Oid): boolean => walked.some((column) => oid.startsWith(`${column}.`));
  const fastPoints: Point[] = [];
  const slowPoints: Point[] = [];
  for (const point of group.points)
    (walked.length > 0 && point.needs.some(inWalk) ? slowPoints : fastPoints).push(point);
  const fastGets = new Set(needsOf(fastPoints, interfaces));
  if (fastPoints.some(isCounter) && (learned.get(ifTableLastChange)?.value ?? null) !== null)
    fastGets.add(ifTableLastChange);
  const slowGets = new Set(needsOf(slowPoints, interfaces).filter((oid) => !inWalk(oid)));
  const walks = group.walks.map((columns) => [...columns]);
  const withDiscontinuity = slowPoints.some(
    (point) => isCounter(point) && interfaces.get(interfaceOf(point.oid) ?? '')?.saysDiscontinuity,
  );
  const ifX = walks.find((columns) => columns[0]?.startsWith('1.3.6.1.2.1.31.1.1.1.')) ?? walks[0];
  if (withDiscontinuity && ifX !== undefined) {
    ifX.push(discontinuityColumn);
    for (const oid of slowGets) if (oid.startsWith(`${discontinuityColumn}.`)) slowGets.delete(oid);
  }
  return {
    fast: { points: fastPoints, gets: withUptime(fastGets), walks: [] },
    slow: { points: slowPoints, gets: slowPoints.length > 0 ? withUptime(slowGets) : [], walks },
  };
}

const isCounter = (point: Point): point is CounterPoint => point.kind === 'counter';

const withUptime = (oids: ReadonlySet<Oid>): Oid[] => [
  sysUpTime,
  ...[...oids].filter((oid) => oid !== sysUpTime),
];

export function needsOf(points: readonly Point[], interfaces: ReadonlyMap<string, InterfaceFacts>): Oid[] {
  return points.flatMap((point) => {
    const index = isCounter(point) ? interfaceOf(point.oid) : null;
    const says = index !== null && interfaces.get(index)?.saysDiscontinuity;
    return says ? [...point.needs, discontinuityOid(index)] : point.needs;
  });
}
