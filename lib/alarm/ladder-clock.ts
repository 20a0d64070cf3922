/**
 * How far the ladder of an incident has been climbed, on the clock that nobody sets. A wall clock that is set back would let the
 * next level wait an hour longer, one set forward would call all levels at once.
 */
import type { Instant } from '../time/clock.ts';

interface Climb {
  readonly beganAt: Instant;
  /** Steady time at which this life first saw it, and how long it had lasted then by the wall clock. */
  readonly seenMs: number;
  readonly lastedMs: number;
}

export class LadderClock {
  readonly #climbs = new Map<string, Climb>();

  /** The instant up to which the ladder is climbed: its beginning and the time that has really passed since. */
  now(incident: string, beganAt: Instant, wall: Instant, steadyMs: number): Instant {
    const known = this.#climbs.get(incident);
    const climb =
      known?.beganAt === beganAt
        ? known
        : { beganAt, seenMs: steadyMs, lastedMs: Math.max(0, wall - beganAt) };
    if (climb !== known) this.#climbs.set(incident, climb);
    return climb.beganAt + climb.lastedMs + (steadyMs - climb.seenMs);
  }

  forget(incident: string): void {
    this.#climbs.delete(incident);
  }
}
