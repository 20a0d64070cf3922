/**
 * Which five-minute spans and hours have to be rolled up (again), because readings came in for them. A span is taken
 * once nothing more has come for a while, so that a backlog under way is not rolled up at every batch.
 */
import type { Instant } from '../time/clock.ts';
import { rollUpLevels } from './reading-store.ts';

/** A span is quiet when nothing came for it during this time. */
export const quietMs = 60_000;

export class RollUpsDue {
  /** Begin of span → when it was last touched, monotonic. */
  readonly #fiveMinutes = new Map<Instant, number>();
  readonly #hours = new Set<Instant>();

  constructor(saved: { readonly fiveMinutes: readonly Instant[]; readonly hours: readonly Instant[] }) {
    for (const at of saved.fiveMinutes) this.#fiveMinutes.set(at, Number.NEGATIVE_INFINITY);
    for (const at of saved.hours) this.#hours.add(at);
  }

  /** True if a span is new: the list must then be saved before its readings are written. */
  touch(instants: Iterable<Instant>, monotonic: number): boolean {
    let fresh = false;
    let last = Number.NaN;
    for (const at of instants) {
      const span = Math.floor(at / rollUpLevels.fiveMinutes) * rollUpLevels.fiveMinutes;
      if (span === last) continue;
      last = span;
      fresh ||= !this.#fiveMinutes.has(span);
      this.#fiveMinutes.set(span, monotonic);
    }
    return fresh;
  }

  /** Spans that are over and quiet, oldest first. */
  ready(now: Instant, monotonic: number): Instant[] {
    return [...this.#fiveMinutes]
      .filter(([at, touched]) => at + rollUpLevels.fiveMinutes <= now && monotonic - touched >= quietMs)
      .map(([at]) => at)
      .sort((one, other) => one - other);
  }

  /** `monotonic`: when the summary was asked for; what came since keeps the span due. */
  rolledUp(at: Instant, monotonic: number): void {
    this.#hours.add(Math.floor(at / rollUpLevels.hour) * rollUpLevels.hour);
    const touched = this.#fiveMinutes.get(at);
    if (touched !== undefined && touched <= monotonic) this.#fiveMinutes.delete(at);
  }

  /** Hours that are over and whose five minutes are all rolled up. */
  readyHours(now: Instant): Instant[] {
    return [...this.#hours]
      .filter((hour) => {
        const end = hour + rollUpLevels.hour;
        return end <= now && ![...this.#fiveMinutes.keys()].some((at) => at >= hour && at < end);
      })
      .sort((one, other) => one - other);
  }

  hourRolledUp(hour: Instant): void {
    this.#hours.delete(hour);
  }

  get saved(): { readonly fiveMinutes: Instant[]; readonly hours: Instant[] } {
    return { fiveMinutes: [...this.#fiveMinutes.keys()], hours: [...this.#hours] };
  }
}
