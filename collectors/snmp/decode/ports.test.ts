/** Interfaces: a slow line at "0" or "2 Mbit/s", or a dead 64-bit counter beside a live one, misleads for years. */
import { describe, expect, it } from 'vitest';
import { parseWalk } from '../profile-fixture.ts';
import { portsOf, speedOf } from './ports.ts';

describe('an interface', () => {
  it('has the speed that tells more', () => {
    expect(speedOf(2_048_000, 2)).toBe(2_048_000);
    expect(speedOf(4_294_967_295, 10_000)).toBe(10_000_000_000);
    expect(speedOf(1_000_000_000, 1000)).toBe(1_000_000_000);
    expect(speedOf(64_000, 0)).toBe(64_000);
    expect(speedOf(null, 100)).toBe(100_000_000);
    expect(speedOf(0, 0)).toBe(0);
  });
  it('is one row of both tables, with its words and widest live counters', () => {
    const walk = [
      '1.3.6.1.2.1.2.2.1.2.7 text FastEthernet0/1',
      '1.3.6.1.2.1.2.2.1.7.7 integer 1',
      '1.3.6.1.2.1.2.2.1.8.7 integer 7',
      '1.3.6.1.2.1.2.2.1.10.7 counter32 55',
      '1.3.6.1.2.1.2.2.1.16.7 counter32 66',
      '1.3.6.1.2.1.31.1.1.1.1.7 text wan1',
      '1.3.6.1.2.1.31.1.1.1.6.7 counter64 9007199254740000',
      '1.3.6.1.2.1.31.1.1.1.10.7 counter64 0',
    ].join('\n');
    expect(portsOf(parseWalk(walk))).toMatchObject([
      {
        ifIndex: 7,
        ifName: 'wan1',
        admin: 'up',
        oper: 'lowerLayerDown',
        counters: { inOctets: 9_007_199_254_740_000, outOctets: 66 },
      },
    ]);
  });
});
