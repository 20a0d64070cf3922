import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceFreshness, freshnessOf, isSilent } from './freshness.ts';
import type { LedgerEntry } from './ledger.ts';

const now = 1_000_000_000;
const entry = (more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  site: 'cotonou',
  device: 'ups-1',
  check: 'snmp',
  everyMs: 5_000,
  triedAt: now - 2_000,
  answeredAt: now - 2_000,
  valueAt: now - 2_000,
  failures: 0,
  reason: null,
  ...more,
});
const reading = (ageMs: number, everyMs = 5_000) => ({ at: now - ageMs, everyMs });
const silent = [entry({ failures: 4, answeredAt: now - 20_000, reason: 'timeout' })];

describe('freshness of a reading', () => {
  it('is stale over two periods and expired over five, not at them', () => {
    const of = (ageMs: number) => freshnessOf(reading(ageMs), [entry()], now, false);
    expect([of(0), of(10_000), of(10_001), of(25_000), of(25_001)]).toEqual([
      'fresh',
      'fresh',
      'stale',
      'stale',
      'expired',
    ]);
  });

  it('is unreachable, not expired, when a parent is silent; and still fresh until it has aged', () => {
    expect(freshnessOf(reading(60_000), silent, now, true)).toBe('unreachable');
    expect(freshnessOf(reading(1_000), [entry()], now, true)).toBe('fresh');
  });

  it('is stale at once when its device no longer answers, although its own period is long', () => {
    expect(freshnessOf(reading(20_000, 60_000), silent, now, false)).toBe('stale');
    expect(freshnessOf(reading(20_000, 60_000), [entry()], now, false)).toBe('fresh');
  });

  it('does not stay fresh for ever when the clock is set back', () => {
    expect(freshnessOf({ at: now + 3_600_000, everyMs: 5_000 }, [], now, false)).toBe('expired');
  });

  it('only ever gets worse as time passes', () => {
    const order = ['fresh', 'stale', 'expired'];
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), fc.integer({ min: 1, max: 60_000 }), (a, b, everyMs) => {
        const [young, old] = a < b ? [a, b] : [b, a];
        const rank = (age: number) => order.indexOf(freshnessOf(reading(age, everyMs), [], now, false));
        expect(rank(young)).toBeLessThanOrEqual(rank(old));
      }),
    );
  });
});

describe('silence', () => {
  it('is not one lost packet', () => {
    expect(isSilent([entry({ failures: 1 })], now)).toBe(false);
    expect(isSilent([entry({ failures: 2 })], now)).toBe(true);
  });
  it('is not a device that was never tried, nor one whose collector has stopped', () => {
    expect(isSilent([], now)).toBe(false);
    const abandoned = [entry({ triedAt: now - 3_600_000, answeredAt: now - 3_600_000 })];
    expect(isSilent(abandoned, now)).toBe(false);
  });
  it('is not one check while another answers', () => {
    expect(isSilent([...silent, entry({ check: 'ping' })], now)).toBe(false);
  });
  it('is not asked of traps and heartbeats, which only ever call in', () => {
    expect(isSilent([entry({ check: 'heartbeat/nightly', failures: 9 })], now)).toBe(false);
  });
});

describe('freshness of a device', () => {
  it('is that of the checks that bring its values: a ping does not make old temperatures true', () => {
    const dead = entry({ failures: 5, answeredAt: now - 60_000 });
    expect(deviceFreshness([dead, entry({ check: 'ping' })], now, false)).toBe('expired');
    expect(
      deviceFreshness([entry(), entry({ check: 'ping', failures: 9, answeredAt: null })], now, false),
    ).toBe('fresh');
  });
  it('is expired when it never answered, unreachable when its parent explains that', () => {
    expect(deviceFreshness([entry({ answeredAt: null, failures: 3 })], now, false)).toBe('expired');
    expect(deviceFreshness([entry({ answeredAt: null, failures: 3 })], now, true)).toBe('unreachable');
    expect(deviceFreshness([], now, false)).toBe('expired');
  });
});

it('does not call a backup job expired between two of its runs: its silence is judged, not its age', () => {
  const entry = {
    site: 's',
    device: 'backup-1',
    check: 'heartbeat/nightly',
    everyMs: 86_400_000,
    failures: 0,
    reason: null,
    answeredAt: 0,
    valueAt: 0,
  };
  const now = 80_000_000;
  expect(deviceFreshness([{ ...entry, triedAt: now - 5_000 }], now, false)).toBe('fresh');
  expect(deviceFreshness([{ ...entry, triedAt: now - 100_000 }], now, false)).toBe('expired');
});
