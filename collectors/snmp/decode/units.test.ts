/** A scale that is ten times off is the commonest fault of a profile: what a unit means is pinned here. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownUnits, parseUnit } from './units.ts';

const read = (unit: string, value: number, wanted?: 'celsius' | 'kelvin' | 'litres_per_hour' | 'dbm') =>
  parseUnit(unit, wanted)?.convert(value);

describe('a unit as a profile writes it', () => {
  it.each([
    ['V', 230, 230],
    ['0.1 V', 2302, 230.2],
    ['mA', 1500, 1.5],
    ['%', 83, 0.83],
    ['0.1 %', 855, 0.855],
    ['min', 21, 1260],
    ['tick', 600, 6],
    ['0.1 h', 15, 5400],
    ['°F', 212, 100],
    ['0.1 °F', 770, 25],
    ['1/128 °C', 2560, 20],
    ['KiB', 3, 3072],
    ['kvar', 2, 2000],
    ['0.001 ratio', 970, 0.97],
    ['bar', 2, 200_000],
  ])('%s turns %d into %d', (unit, raw, value) => {
    expect(read(unit, raw)).toBeCloseTo(value, 9);
  });
  it('keeps decimal steps exact: 2313 tenths are 231.3, not 231.30000000000001', () => {
    expect(read('0.1 V', 2313)).toBe(231.3);
    expect(read('0.01 A', 29)).toBe(0.29);
  });
  it('is understood in the metric’s dimension: K of a temperature, m3/h of water, mW of light', () => {
    expect(read('K', 293.15, 'celsius')).toBeCloseTo(20);
    expect(read('K', 6, 'kelvin')).toBe(6);
    expect(read('m3/h', 2, 'litres_per_hour')).toBe(2000);
    expect(read('mW', 1, 'dbm')).toBe(0);
  });
  it('turns light into dBm, with a floor for darkness and nothing for the impossible', () => {
    expect(read('uW optical', 500)).toBeCloseTo(-3.01, 2);
    expect(read('mW optical', 0)).toBe(-60);
    expect(read('mW optical', -1)).toBeNull();
  });
  it('is refused when it is none', () => {
    for (const none of ['volt', '0.1 furlong', 'V 0.1', '0,1 V']) expect(parseUnit(none)).toBeUndefined();
  });
  it('never yields NaN from a finite number', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...knownUnits),
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
        (unit, n) => {
          const value = read(unit, n);
          expect(value === null || Number.isFinite(value)).toBe(true);
        },
      ),
    );
  });
});
