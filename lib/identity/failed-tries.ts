/** Slows down whoever guesses sign-in codes: after so many failures in a minute, no more tries until it has passed. */
import type { Instant } from '../time/clock.ts';

const failuresLimit = 10;
const windowMs = 60_000;
/** Callers remembered at once; the one that failed longest ago is forgotten first. */
const callersLimit = 10_000;

export class FailedTries {
  readonly #failedAt = new Map<string, Instant[]>();

  mayTry(caller: string, now: Instant): boolean {
    return this.#recent(caller, now).length < failuresLimit;
  }

  failed(caller: string, now: Instant): void {
    const recent = [...this.#recent(caller, now), now].slice(-failuresLimit);
    // Deleted first, so that the map's order is that of the last failure.
    this.#failedAt.delete(caller);
    this.#failedAt.set(caller, recent);
    if (this.#failedAt.size <= callersLimit) return;
    const [oldest] = this.#failedAt.keys();
    if (oldest !== undefined) this.#failedAt.delete(oldest);
  }

  #recent(caller: string, now: Instant): Instant[] {
    return (this.#failedAt.get(caller) ?? []).filter((at) => now - at < windowMs);
  }
}
