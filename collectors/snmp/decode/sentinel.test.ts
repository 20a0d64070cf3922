/** "Not available" that is shown as a value sends somebody to a site for nothing. */
import { describe, expect, it } from 'vitest';
import { isSentinel } from './sentinel.ts';

describe('a value that no device can mean', () => {
  it.each([
    [-1, 'amperes'],
    [-1, 'ratio'],
    [-1, ''],
    [-1, 'celsius'],
    [65_535, 'seconds'],
    [32_767, 'celsius'],
    [-32_768, 'dbm'],
    [4_294_967_295, 'seconds'],
    [2_147_483_647, ''],
    [-9999, 'volts'],
    [-128, 'celsius'],
  ] as const)('%d in %s is not available', (raw, unit) => {
    expect(isSentinel(raw, String(raw), unit, [])).toBe(true);
  });
  it.each(['', 'NULL', 'N/A', 'n/a', '--', 'unknown', 'Not Available', 'nan'])(
    'so is the word %j',
    (word) => {
      expect(isSentinel(0, word, 'volts', [])).toBe(true);
    },
  );
  it.each([
    [0, 'volts'],
    [-1, 'dbm'],
    [-54, 'volts'],
    [65_535, ''],
    [65_535, 'bytes'],
    [100, 'ratio'],
  ] as const)('but %d in %s is a measurement', (raw, unit) => {
    expect(isSentinel(raw, String(raw), unit, [])).toBe(false);
  });
  it('a profile adds its own, as number or as text', () => {
    expect(isSentinel(0, '0', 'celsius', [0])).toBe(true);
    expect(isSentinel(-999.9, '-999.9', 'celsius', ['-999.9'])).toBe(true);
  });
  it('a device that writes decimals measures: "-1.0" stays', () => {
    expect(isSentinel(-1, '-1.0', 'amperes', [])).toBe(false);
  });
});
