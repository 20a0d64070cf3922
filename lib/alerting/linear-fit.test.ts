/** Guards against a forecast that cries wolf: a flat line with noise on it, a tank just filled, a date without its range. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineFit } from './linear-fit.ts';
import { addToFit, forecastOf } from './linear-fit.ts';

const minute = 60_000;
const window = 60 * minute;
const fitted = (values: readonly number[], before: LineFit | null = null, fromMs = 0): LineFit | null =>
  values.reduce<LineFit | null>((fit, value, i) => addToFit(fit, fromMs + i * minute, value, window), before);
const line = (
  from: number,
  perMinute: number,
  count: number,
  noise: (i: number) => number = () => 0,
): number[] => Array.from({ length: count }, (_, i) => from + perMinute * i + noise(i));
/** The same noise at each run: a seed of its own. */
const noiseOf = (seed: number, size: number) => (i: number) => {
  const x = Math.sin(seed * 12.9898 + i * 78.233) * 43_758.5453;
  return (x - Math.floor(x) - 0.5) * 2 * size;
};
const empty = (fit: LineFit | null) => forecastOf(fit, window, 'below', 0.1);

describe('a forecast', () => {
  it('finds the moment of a straight line', () => {
    // 0.8 after an hour's fall of 0.1: the bound is 0.6 away.
    const found = empty(fitted(line(0.8, -0.1 / 60, 61)));
    expect((found?.likelyMs ?? 0) / minute).toBeCloseTo(360, 3);
  });
  it('says nothing of a flat line with noise on it', () => {
    for (let seed = 1; seed <= 200; seed++)
      expect(empty(fitted(line(0.5, 0, 240, noiseOf(seed, 0.01))))).toBeNull();
  });
  it('says nothing while it moves away, and of a single step of the sensor', () => {
    expect(empty(fitted(line(0.5, 0.001, 120)))).toBeNull();
    expect(empty(fitted([...line(0.52, 0, 100), ...line(0.51, 0, 3)]))).toBeNull();
  });
  it('begins anew when the tank is filled', () => {
    const falling = fitted(line(0.8, -0.005, 100));
    expect(empty(falling)).not.toBeNull();
    expect(empty(addToFit(falling, 100 * minute, 0.95, window))).toBeNull();
  });
  it('begins anew when the pace changes: a generator that starts is another mode', () => {
    const idle = fitted(line(0.8, -0.0001, 120));
    const running = fitted(line(0.788, -0.005, 15), idle, 120 * minute);
    const likely = (empty(running)?.likelyMs ?? 0) / minute;
    expect(likely).toBeGreaterThan(100);
    expect(likely).toBeLessThan(140);
  });
  it('is not made from values long past', () => {
    const falling = fitted(line(0.8, -0.005, 60));
    expect(empty(addToFit(falling, 10 * window, 0.5, window))).toBeNull();
  });
  it('has a range that holds the truth nearly always, and in order', () => {
    let held = 0;
    const runs = 200;
    for (let seed = 1; seed <= runs; seed++) {
      const found = empty(fitted(line(0.8, -0.003, 90, noiseOf(seed, 0.01))));
      const truth = ((0.8 - 0.003 * 89 - 0.1) / 0.003) * minute;
      if (found === null) continue;
      expect(found.earliestMs).toBeLessThanOrEqual(found.likelyMs);
      expect(found.likelyMs).toBeLessThanOrEqual(found.latestMs);
      if (found.earliestMs <= truth * 1.02 && found.latestMs >= truth * 0.98) held++;
    }
    expect(held / runs).toBeGreaterThan(0.85);
  });
  it('stays a number whatever is said to it, at whatever instant', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 0, max: 4 * window }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
          { maxLength: 100 },
        ),
        (all) => {
          let fit: LineFit | null = null;
          let ms = 0;
          for (const [step, value] of all) {
            ms += step;
            fit = addToFit(fit, ms, value, window, 1e9);
            const found = empty(fit);
            if (found) expect(Number.isFinite(found.likelyMs) && found.likelyMs >= 0).toBe(true);
          }
        },
      ),
    );
  });
});
