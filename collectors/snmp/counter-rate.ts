/**
 * From two readings of a counter to a rate, or to a gap with its reason: never a spike. Pure. The rule is that of
 * RFC 2863 (sections 3.1.5 and 3.1.6): counters say nothing over a restart or a discontinuity.
 */

export interface CounterSample {
  readonly value: bigint;
  readonly bits: 32 | 64;
  /** sysUpTime of the reply that the counter came in, hundredths of a second; null: the device does not say. */
  readonly uptimeTicks: number | null;
  /** ifCounterDiscontinuityTime; null: the device does not say. */
  readonly discontinuity: number | null;
  /** Our monotonic clock: divides only where the device gives no uptime. */
  readonly readAtMs: number;
}

/** What is kept of a counter between polls. */
export interface CounterState {
  readonly baseline: CounterSample;
  /** The last poll implied an impossible rate: the old baseline was kept, once. */
  readonly suspect: boolean;
}

export type Gap =
  | 'first'
  | 'restart'
  | 'discontinuity'
  | 'width changed'
  | 'went back'
  | 'impossible'
  | 'no time passed';

export type RateResult =
  | { readonly perSecond: number; readonly state: CounterState }
  | { readonly gap: Gap; readonly state: CounterState };

/** Measuring error that a rate may show above the nominal speed. */
const tolerance = 1.05;
const wrap32 = 2n ** 32n;
const wrapTicks = 2 ** 32;
/** sysUpTime wraps after 497 days: believed when the device's time then agrees with ours within this. */
const wrapSlackTicks = 6_000;

/** `mostPerSecond`: what the interface can do at best; null: not known, or not to be believed (tunnels). */
export function rateOf(
  state: CounterState | null,
  sample: CounterSample,
  mostPerSecond: number | null,
): RateResult {
  const anew = (gap: Gap): RateResult => ({ gap, state: { baseline: sample, suspect: false } });
  if (state === null) return anew('first');
  const { baseline } = state;
  // A walk that took its time ends after a faster reading of the same counter: it has nothing to add.
  if (sample.readAtMs < baseline.readAtMs) return { gap: 'no time passed', state };
  if (baseline.bits !== sample.bits) return anew('width changed');
  const ticks = uptimeDelta(baseline, sample);
  if (ticks !== null && ticks < 0) return anew('restart');
  if (baseline.discontinuity !== sample.discontinuity) return anew('discontinuity');
  const seconds = ticks === null ? (sample.readAtMs - baseline.readAtMs) / 1_000 : ticks / 100;
  // Some agents move sysUpTime only every few seconds: wait for it, with the old baseline.
  if (seconds <= 0) return { gap: 'no time passed', state };
  let delta = sample.value - baseline.value;
  if (delta < 0n) {
    const wrapped = delta + wrap32;
    const believable =
      sample.bits === 32 &&
      ticks !== null &&
      mostPerSecond !== null &&
      Number(wrapped) / seconds <= mostPerSecond;
    if (!believable) return anew('went back');
    delta = wrapped;
  }
  const perSecond = Number(delta) / seconds;
  if (mostPerSecond !== null && perSecond > tolerance * mostPerSecond)
    return state.suspect ? anew('impossible') : { gap: 'impossible', state: { baseline, suspect: true } };
  return { perSecond, state: { baseline: sample, suspect: false } };
}

/** Ticks from one sample to the next; negative after a restart, null if either has no uptime. */
function uptimeDelta(before: CounterSample, after: CounterSample): number | null {
  if (before.uptimeTicks === null || after.uptimeTicks === null) return null;
  return ticksBetween(before.uptimeTicks, after.uptimeTicks, after.readAtMs - before.readAtMs);
}

/** How far sysUpTime moved; over its 497-day wrap too, if our own clock agrees. Negative: the device restarted. */
export function ticksBetween(before: number, after: number, elapsedMs: number): number {
  const delta = after - before;
  if (delta >= 0) return delta;
  const wrapped = delta + wrapTicks;
  return Math.abs(wrapped - elapsedMs / 10) <= wrapSlackTicks ? wrapped : delta;
}
