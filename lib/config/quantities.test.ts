import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitRate, byteSize, durationMs, litres, litresPerHour, watts } from './quantities.ts';

describe('quantities as people write them', () => {
  it.each([
    ['10s', 10_000],
    ['2h', 7_200_000],
    ['2 h', 7_200_000],
    ['1h30m', 5_400_000],
    ['30m', 1_800_000],
    ['5 min', 300_000],
    ['250ms', 250],
    ['1.5h', 5_400_000],
    ['1d', 86_400_000],
  ])('%s lasts %d ms', (text, ms) => expect(durationMs(text)).toBe(ms));

  it.each(['', '10', 's', '10x', '-5s', '5s garbage', '1h30', 'ten s', '5sec', 'NaNs'])(
    'refuses "%s" as a duration instead of reading a part of it',
    (text) => expect(durationMs(text)).toBeNull(),
  );

  it('tells a rate in bits from one in bytes, and never guesses a missing unit', () => {
    expect(bitRate('4 Mbit/s')).toBe(4e6);
    expect(bitRate('2,5 Mbit/s')).toBe(2.5e6);
    expect(bitRate('512 kbit/s')).toBe(512_000);
    expect(bitRate('4 MB/s')).toBeNull();
    expect(bitRate('4000000')).toBeNull();
    expect(bitRate('4 mbit/s')).toBeNull();
    for (const inherited of ['constructor', 'toString', '__proto__'])
      expect(bitRate(`4 ${inherited}`)).toBeNull();
  });

  it('reads tanks, thirst, power and sizes in base units', () => {
    expect(litres('200 L')).toBe(200);
    expect(litres('1 m³')).toBe(1_000);
    expect(litresPerHour('24 L/h')).toBe(24);
    expect(watts('80 kW')).toBe(80_000);
    expect(byteSize('1 GB')).toBe(1e9);
    expect(byteSize('1 Go')).toBe(1e9);
    expect(litres('200 L/h')).toBeNull();
    expect(watts('80 kWh')).toBeNull();
  });

  it('gives null or a finite number of at least zero for any text whatever', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const read of [durationMs, bitRate, litres, litresPerHour, watts, byteSize]) {
          const value = read(text);
          expect(value === null || (Number.isFinite(value) && value >= 0)).toBe(true);
        }
      }),
    );
  });
});
