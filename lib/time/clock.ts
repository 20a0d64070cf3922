/** The clock is an argument everywhere; this is the one place where the real one is made. */

/** Milliseconds since the Unix epoch. */
export type Instant = number;

export interface Clock {
  /** Wall time, milliseconds since the epoch. May jump when the machine's clock is set. */
  now(): Instant;
  /** Monotonic milliseconds, for measuring durations; never compare with `now`. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
