/** A child that falls in a loop must not burn the machine, and one that falls once must be back at once. */
import { describe, expect, it } from 'vitest';
import { restartDelayMs } from './restart-delay.ts';

describe('the delay before a restart', () => {
  it('is none for the first two falls of a minute', () => {
    expect(restartDelayMs([0], 0)).toBe(0);
    expect(restartDelayMs([0, 10], 10)).toBe(0);
  });
  it('grows from the third, up to half a minute', () => {
    const falls = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    const delays = falls.map((now) => restartDelayMs(falls.slice(0, now + 1), now));
    expect(delays).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });
  it('forgets what is older than a minute', () => {
    expect(restartDelayMs([0, 1, 2, 90_000], 90_000)).toBe(0);
  });
});
