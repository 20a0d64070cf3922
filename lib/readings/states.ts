/** Numbers and words of the states that Vigie derives itself; screens translate the words. */

/** `link.overflow_state` of a primary link. */
export const overflowStates = { 'primary-only': 1, overflow: 2, 'fail-over': 3, 'both-down': 4 } as const;
export type OverflowState = keyof typeof overflowStates;

/** `link.overflow_result`: whether the overflow in force is held, and if not, why. */
export const overflowResults = {
  none: 0,
  pending: 1,
  held: 2,
  /** The backup does not carry: the promise is broken. */
  'no-relay': 3,
  /** It carries, but began after the delay promised. */
  'late-relay': 4,
  /** It carries, and the primary is still too full. */
  'no-relief': 5,
} as const;
export type OverflowResult = keyof typeof overflowResults;

/** `link.state`. */
export const linkStates = { up: 1, down: 2 } as const;

/** `power.source`. */
export const powerSources = { mains: 1, generator: 2, battery: 3, none: 4 } as const;
export type PowerSource = keyof typeof powerSources;

/** `generator.state`, the canonical ones. */
export const generatorStates = {
  ready: 1,
  'not-in-auto': 2,
  cranking: 3,
  'running-no-load': 4,
  'on-load': 5,
  cooldown: 6,
  'fail-to-start': 7,
  shutdown: 8,
} as const;

/** `contact.*`: what the input says once its polarity is known; `unplugged`: the sensor itself is missing or broken, never "rest". */
export const contactStates = { rest: 0, active: 1, unplugged: 2 } as const;

/** `probe.state`. */
export const probeStates = { answers: 1, refused: 2, silent: 3, wrong: 4 } as const;

/** `heartbeat.state`. */
export const heartbeatStates = { ok: 1, late: 2, small: 3, failed: 4, never: 5 } as const;

/** `vigie.*_state`: whether a part of Vigie itself does its work. */
export const partStates = { works: 1, fails: 2 } as const;
