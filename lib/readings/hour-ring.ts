/**
 * The last hour of one series on an even grid, in five hundred bytes. The web role keeps one for every series, a
 * screen one for each that it draws: both move it on in the same way, so that a reload changes no line.
 */
import type { Instant } from '../time/clock.ts';
import { metricOf } from './catalogue/index.ts';
import type { Reading } from './reading.ts';

export const recentSpanMs = 3_600_000;
export const recentStepMs = 30_000;
/** Slots of the grid. A slot's number is its instant ÷ `recentStepMs` since the epoch. */
export const recentSlots = recentSpanMs / recentStepMs;
export const slotOf = (at: Instant): number => Math.floor(at / recentStepMs);

/** A series whose period is longer than a slot leaves no hole: its last value stands for so many periods. */
const heldPeriods = 2.5;

export class HourRing {
  /** Ring by slot number modulo `recentSlots`; NaN is a hole. */
  readonly #values = new Float32Array(recentSlots).fill(Number.NaN);
  #newest: number;
  /** What the mean of the newest slot is made of. */
  #sum = 0;
  #count = 0;
  #lastAt: Instant = 0;

  constructor(newest: number) {
    this.#newest = newest;
  }

  /** Number of the newest slot. */
  get newest(): number {
    return this.#newest;
  }
  /** When the newest value was read; 0 before the first. */
  get lastAt(): Instant {
    return this.#lastAt;
  }

  /** A slot is the mean of a gauge; of anything else its last value: half way between "up" and "down" is no state. */
  add({ metric, at, value, everyMs }: Pick<Reading, 'metric' | 'at' | 'value' | 'everyMs'>): void {
    if (value === null) return;
    const slot = slotOf(at);
    if (slot < this.#newest) {
      this.remember(slot, value);
      return;
    }
    if (slot > this.#newest) this.#open(slot);
    if (at - this.#lastAt <= everyMs * heldPeriods) this.#hold(slot);
    const mean = metricOf(metric)?.kind === 'gauge';
    this.#sum = mean ? this.#sum + value : value;
    this.#count = mean ? this.#count + 1 : 1;
    this.#values[slot % recentSlots] = this.#sum / this.#count;
    this.#lastAt = Math.max(this.#lastAt, at);
  }

  /** From the store's past, or late: only into a hole. */
  remember(slot: number, value: number): void {
    if (this.valueAt(slot) !== null || slot > this.#newest || slot <= this.#newest - recentSlots) return;
    this.#values[slot % recentSlots] = value;
    this.#lastAt = Math.max(this.#lastAt, slot * recentStepMs);
  }

  /** Null in a hole and outside the hour. */
  valueAt(slot: number): number | null {
    if (slot > this.#newest || slot <= this.#newest - recentSlots) return null;
    const value = this.#values[slot % recentSlots] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  }

  #open(slot: number): void {
    for (let each = Math.max(this.#newest + 1, slot - recentSlots + 1); each <= slot; each += 1)
      this.#values[each % recentSlots] = Number.NaN;
    this.#newest = slot;
    this.#sum = 0;
    this.#count = 0;
  }

  #hold(slot: number): void {
    const last = slotOf(this.#lastAt);
    const held = this.valueAt(last);
    if (held === null) return;
    for (let each = last + 1; each < slot; each += 1)
      if (this.valueAt(each) === null) this.#values[each % recentSlots] = held;
  }
}
