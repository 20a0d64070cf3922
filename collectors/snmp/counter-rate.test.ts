import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CounterSample, type CounterState, rateOf, ticksBetween } from './counter-rate.ts';

const sample = (
  value: bigint | number,
  seconds: number,
  more: Partial<CounterSample> = {},
): CounterSample => ({
  value: BigInt(value),
  bits: 64,
  uptimeTicks: 100_000 + seconds * 100,
  discontinuity: 0,
  readAtMs: seconds * 1_000,
  ...more,
});
const stateOf = (first: CounterSample): CounterState => ({ baseline: first, suspect: false });

describe('a rate is a gap, never a spike', () => {
  test('the first reading is a baseline only', () => {
    expect(rateOf(null, sample(5, 0), null)).toMatchObject({ gap: 'first' });
  });

  test('it is divided by the time of the device, not by ours', () => {
    const late = sample(1_000, 10, { readAtMs: 60_000 });
    expect(rateOf(stateOf(sample(0, 0)), late, null)).toMatchObject({ perSecond: 100 });
  });

  test('a counter beyond 2^53 loses nothing', () => {
    const high = 2n ** 63n;
    expect(rateOf(stateOf(sample(high, 0)), sample(high + 30n, 10), null)).toMatchObject({ perSecond: 3 });
  });

  test('a restart between two polls is a gap even when the counter is higher than before', () => {
    const after = sample(2_000, 10, { uptimeTicks: 300 });
    expect(rateOf(stateOf(sample(1_000, 0)), after, 1e9)).toMatchObject({
      gap: 'restart',
      state: { baseline: after },
    });
  });

  test('a discontinuity of this interface alone is a gap', () => {
    const after = sample(2_000, 10, { discontinuity: 77 });
    expect(rateOf(stateOf(sample(1_000, 0)), after, 1e9)).toMatchObject({ gap: 'discontinuity' });
  });

  test('a 64-bit counter that goes back is a reset, not a wrap', () => {
    expect(rateOf(stateOf(sample(1_000, 0)), sample(10, 10), 1e9)).toMatchObject({ gap: 'went back' });
  });

  test('a 32-bit counter that wraps once goes on', () => {
    const before = sample(2n ** 32n - 500n, 0, { bits: 32 });
    expect(rateOf(stateOf(before), sample(500, 10, { bits: 32 }), 125_000)).toMatchObject({ perSecond: 100 });
  });

  test('a 32-bit counter that would have had to wrap faster than its interface is a reset', () => {
    const before = sample(3_000_000_000, 0, { bits: 32 });
    expect(rateOf(stateOf(before), sample(500, 10, { bits: 32 }), 1_000)).toMatchObject({ gap: 'went back' });
  });

  test('an interface of unknown speed is not trusted to have wrapped', () => {
    const before = sample(2n ** 32n - 500n, 0, { bits: 32 });
    expect(rateOf(stateOf(before), sample(500, 10, { bits: 32 }), null)).toMatchObject({ gap: 'went back' });
  });

  test('an impossible rate keeps the old baseline for one more poll, and the next honest value counts', () => {
    const start = stateOf(sample(0, 0));
    const wild = rateOf(start, sample(10n ** 12n, 10), 1_000);
    expect(wild).toMatchObject({ gap: 'impossible', state: { baseline: { value: 0n } } });
    expect(rateOf(wild.state, sample(2_000, 20), 1_000)).toMatchObject({ perSecond: 100 });
  });

  test('twice impossible is a new baseline', () => {
    const first = rateOf(stateOf(sample(0, 0)), sample(10n ** 12n, 10), 1_000);
    const second = rateOf(first.state, sample(10n ** 12n + 100n, 20), 1_000);
    expect(second).toMatchObject({ gap: 'impossible', state: { baseline: { value: 10n ** 12n + 100n } } });
    expect(rateOf(second.state, sample(10n ** 12n + 200n, 30), 1_000)).toMatchObject({ perSecond: 10 });
  });

  test('going from 32-bit to 64-bit counters is not a jump', () => {
    expect(rateOf(stateOf(sample(5, 0, { bits: 32 })), sample(9, 10), null)).toMatchObject({
      gap: 'width changed',
    });
  });

  test('an agent whose uptime stood still is waited for', () => {
    const start = stateOf(sample(0, 0));
    const still = rateOf(start, sample(100, 10, { uptimeTicks: 100_000 }), null);
    expect(still).toMatchObject({ gap: 'no time passed', state: start });
    expect(rateOf(still.state, sample(200, 20), null)).toMatchObject({ perSecond: 10 });
  });

  test('the 497-day wrap of sysUpTime is not a restart', () => {
    expect(ticksBetween(2 ** 32 - 500, 500, 10_000)).toBe(1_000);
    expect(ticksBetween(2 ** 31, 500, 10_000)).toBeLessThan(0);
  });

  test('without any uptime our own clock divides, and nothing is taken for a wrap', () => {
    const none = { uptimeTicks: null, bits: 32 as const };
    expect(rateOf(stateOf(sample(0, 0, none)), sample(50, 5, none), 1e9)).toMatchObject({ perSecond: 10 });
    expect(rateOf(stateOf(sample(50, 0, none)), sample(0, 5, none), 1e9)).toMatchObject({ gap: 'went back' });
  });
});

describe('whatever a device does', () => {
  const step = fc.record({
    value: fc.bigInt(0n, 2n ** 64n - 1n),
    bits: fc.constantFrom(32 as const, 64 as const),
    uptimeTicks: fc.option(fc.nat(2 ** 32 - 1)),
    discontinuity: fc.option(fc.nat(3)),
    readAtMs: fc.nat(10_000_000),
  });

  test('a rate is finite, not negative, and never above the speed of the interface', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 10 ** 12 }), (steps, most) => {
        let state: CounterState | null = null;
        for (const raw of steps) {
          const next = rateOf(
            state,
            { ...raw, value: raw.bits === 32 ? raw.value % 2n ** 32n : raw.value },
            most,
          );
          if ('perSecond' in next) {
            expect(Number.isFinite(next.perSecond)).toBe(true);
            expect(next.perSecond).toBeGreaterThanOrEqual(0);
            expect(next.perSecond).toBeLessThanOrEqual(1.05 * most);
          }
          state = next.state;
        }
      }),
    );
  });

  test('over an honest 32-bit counter the rates add up to what really passed, wraps included', () => {
    const honest = fc.array(
      fc.record({
        seconds: fc.integer({ min: 1, max: 60 }),
        perSecond: fc.integer({ min: 0, max: 12_500_000 }),
      }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(honest, fc.bigInt(0n, 2n ** 32n - 1n), (steps, start) => {
        let [seconds, total, seen] = [0, start, 0];
        let state: CounterState | null = stateOf(sample(start, 0, { bits: 32 }));
        for (const step of steps) {
          seconds += step.seconds;
          total += BigInt(step.seconds * step.perSecond);
          const next = rateOf(state, sample(total % 2n ** 32n, seconds, { bits: 32 }), 12_500_000);
          if ('perSecond' in next) seen += next.perSecond * step.seconds;
          state = next.state;
        }
        expect(Math.round(seen)).toBe(Number(total - start));
      }),
    );
  });
});
