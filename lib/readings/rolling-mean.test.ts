import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Window } from './rolling-mean.ts';
import { addSample, maxSamples, meanOf, resolutionMs } from './rolling-mean.ts';

const span = 60_000;
const fill = (samples: readonly (readonly [seconds: number, value: number])[]): Window =>
  samples.reduce<Window>(
    (window, [seconds, value]) => addSample(window, { at: seconds * 1_000, value }, span),
    [],
  );

describe('mean of the last minute', () => {
  it('counts each value for the time it stood, not for the number of times it was read', () => {
    // 0.2 for fifty seconds, then 0.8 read every two seconds for ten.
    const window = fill([
      [0, 0.2],
      [10, 0.2],
      [20, 0.2],
      [30, 0.2],
      [40, 0.2],
      [50, 0.2],
      [52, 0.8],
      [54, 0.8],
      [56, 0.8],
      [58, 0.8],
      [60, 0.8],
    ]);
    expect(meanOf(window, span)).toBeCloseTo((0.2 * 50 + 0.8 * 10) / 60);
  });

  it('forgets what lies before the minute', () => {
    const window = fill([
      [0, 1],
      [10, 1],
      [20, 1],
      ...Array.from({ length: 8 }, (_, i) => [30 + i * 10, 0] as const),
    ]);
    expect(meanOf(window, span)).toBe(0);
  });

  it('does not fill a hole with what was before it', () => {
    expect(
      meanOf(
        fill([
          [0, 1],
          [10, 1],
          [55, 0],
        ]),
        span,
      ),
    ).toBeCloseTo(1);
    expect(
      meanOf(
        fill([
          [0, 1],
          [600, 0.5],
        ]),
        span,
      ),
    ).toBe(0.5);
    expect(meanOf([], span)).toBeNull();
  });

  it('begins anew when the clock is set back', () => {
    const window = addSample(
      fill([
        [100, 1],
        [110, 1],
      ]),
      { at: 5_000, value: 0.25 },
      span,
    );
    expect(window).toHaveLength(1);
    expect(meanOf(window, span)).toBe(0.25);
  });

  it('says what a delay read from it can resolve', () => {
    expect(
      resolutionMs(
        fill([
          [0, 1],
          [10, 1],
          [12, 1],
        ]),
      ),
    ).toBe(2_000);
    expect(resolutionMs(fill([[0, 1]]))).toBeNull();
  });

  it('stays within the values it is made of, and within its size', () => {
    const steps = fc.array(
      fc.record({
        gap: fc.integer({ min: 1, max: 20_000 }),
        value: fc.double({ min: 0, max: 2, noNaN: true }),
      }),
      { minLength: 1, maxLength: 400 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let at = 0;
        let window: Window = [];
        for (const { gap, value } of all) {
          at += gap;
          window = addSample(window, { at, value }, span);
        }
        const mean = meanOf(window, span) ?? Number.NaN;
        const values = window.map((one) => one.value);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        expect(window.length).toBeLessThanOrEqual(maxSamples);
      }),
    );
  });
});
