/** A point: one value of one device that Vigie reads again and again, bound to concrete OIDs. */
import type { Cadence } from '../../../lib/readings/catalogue/metric.ts';
import type { Answers, Oid } from '../varbind.ts';
import type { Value } from './value.ts';

interface PointBase {
  readonly oid: Oid;
  /** Everything that must be asked for it, `oid` first. */
  readonly needs: readonly Oid[];
  readonly metric: string;
  readonly instance: string;
  /** What the device itself calls the thing. */
  readonly description: string;
  readonly cadence: Cadence;
  readonly profile: string;
  /** Row index, '' for scalars. */
  readonly index: string;
}
export interface ValuePoint extends PointBase {
  readonly kind: 'value';
  /** null: did not answer this time (no reading at all). A value of null: the device says "not available". */
  read(answers: Answers): Value | null;
}
/** An ever growing counter; the poller makes its rate (`domain` rate rule), then multiplies by `times`. */
export interface CounterPoint extends PointBase {
  readonly kind: 'counter';
  readonly bits: 32 | 64;
  /** From counts per second to the metric's unit: 8 for octets shown in bits. */
  readonly times: number;
  read(answers: Answers): bigint | null;
}
export type Point = ValuePoint | CounterPoint;
