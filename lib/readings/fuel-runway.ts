/** How long the fuel lasts, against the service that it has to carry, with the parts of the sum. */
import type { PowerChain } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';

const hourMs = 3_600_000;

/** Litres an hour at a power: straight lines between the points, flat beyond the first and last. Null without points. */
export function consumptionAt(points: PowerChain['consumption'], watts: number): number | null {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  if (watts <= first.watts) return first.litresPerHour;
  if (watts >= last.watts) return last.litresPerHour;
  const i = points.findIndex((point) => point.watts >= watts);
  const a = points[i - 1] ?? first;
  const b = points[i] ?? last;
  if (b.watts === a.watts) return b.litresPerHour;
  return a.litresPerHour + ((watts - a.watts) / (b.watts - a.watts)) * (b.litresPerHour - a.litresPerHour);
}

export interface RunwayInput {
  readonly now: Instant;
  readonly litres: number;
  readonly litresPerHour: number;
  /** The generator does not run: this is what it would last if it took the site over now. */
  readonly estimated: boolean;
  /** End of the service in progress; null: no service to carry, or one without an end. */
  readonly serviceEndAt: Instant | null;
  readonly deliveryMs: number;
  readonly marginMs: number;
}

/** Every figure of the sum: litres ÷ litresPerHour = runway, so emptyAt; − delivery − margin = orderBefore. */
export interface FuelRunway extends RunwayInput {
  readonly runwayMs: number;
  readonly emptyAt: Instant;
  readonly serviceLeftMs: number | null;
  /** Part of the service that the fuel does not reach; 0 when it does. */
  readonly missingMs: number;
  readonly missingLitres: number;
  /** Null when the fuel lasts. In the past: order at once. */
  readonly orderBefore: Instant | null;
}

/** Longest runway spoken of: beyond a month nobody counts on it, and an idling generator would last for ever. */
const longestMs = 31 * 24 * hourMs;

/** Null when nothing is consumed or a figure makes no sense. */
export function fuelRunway(input: RunwayInput): FuelRunway | null {
  const { now, litres, litresPerHour, serviceEndAt } = input;
  if (!(litres >= 0) || !(litresPerHour > 0)) return null;
  const runwayMs = Math.min(longestMs, (litres / litresPerHour) * hourMs);
  const emptyAt = now + runwayMs;
  const serviceLeftMs = serviceEndAt === null ? null : Math.max(0, serviceEndAt - now);
  const missingMs = serviceLeftMs === null ? 0 : Math.max(0, serviceLeftMs - runwayMs);
  return {
    ...input,
    runwayMs,
    emptyAt,
    serviceLeftMs,
    missingMs,
    missingLitres: (missingMs / hourMs) * litresPerHour,
    orderBefore: missingMs > 0 ? emptyAt - input.deliveryMs - input.marginMs : null,
  };
}
