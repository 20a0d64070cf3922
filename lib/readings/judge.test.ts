import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, judgeState, judgeValue } from './judge.ts';
import type { RawReading } from './reading.ts';

const raw = (more: Partial<RawReading> = {}): RawReading => ({
  site: 'cotonou',
  device: 'ups-1',
  metric: 'ups.load_ratio',
  instance: '',
  value: 0.5,
  text: null,
  at: 1_000,
  everyMs: 5_000,
  ...more,
});

describe('judging a reading', () => {
  it('never calls "not available" good, nor a number that is none', () => {
    expect(judgeState(raw({ value: null }))).toBe('unknown');
    expect(judgeState(raw({ value: null, state: 'good' }))).toBe('unknown');
    expect(judge(raw({ value: Number.NaN }), undefined)).toMatchObject({ value: null, state: 'unknown' });
    expect(judge(raw({ value: Number.POSITIVE_INFINITY }), undefined).state).toBe('unknown');
  });

  it('takes the band of the catalogue, then what the profile says, then what the site book says', () => {
    expect(judgeState(raw({ value: 0.85 }))).toBe('warning');
    expect(judgeState(raw({ value: 0.96 }))).toBe('critical');
    expect(judgeState(raw({ value: 0.85, state: 'good' }))).toBe('good');
    expect(judgeState(raw({ value: 0.5, state: 'good' }), { criticalAbove: 0.4 })).toBe('critical');
  });

  it('finds the bound itself still normal', () => {
    expect(judgeValue(0.8, { warningAbove: 0.8 })).toBe('good');
    expect(judgeValue(0.1, { criticalBelow: 0.1, warningBelow: 0.3 })).toBe('warning');
  });

  it('keeps "since" while the state lasts, and begins anew when it changes', () => {
    const first = judge(raw({ at: 1_000 }), undefined);
    const second = judge(raw({ at: 6_000, value: 0.6 }), first);
    const third = judge(raw({ at: 11_000, value: 0.9 }), second);
    expect([first.since, second.since, third.since]).toEqual([1_000, 1_000, 11_000]);
  });

  it('begins anew when an enumeration changes its word, even from good to good', () => {
    const of = (text: string, value: number, at: number) =>
      raw({ metric: 'link.overflow_state', text, value, at, state: 'good' });
    const alone = judge(of('primary-only', 1, 1_000), undefined);
    expect(judge(of('overflow', 2, 6_000), alone).since).toBe(6_000);
    expect(judge(of('primary-only', 1, 6_000), alone).since).toBe(1_000);
  });

  it('never moves "since" behind a reading that comes late', () => {
    const now = judge(raw({ at: 10_000 }), undefined);
    expect(judge(raw({ at: 4_000 }), now).since).toBe(4_000);
  });

  it('gets worse, never better, as a value goes further beyond its bounds', () => {
    const rank = { good: 0, unknown: 0, warning: 1, critical: 2 };
    const band = { warningAbove: 10, criticalAbove: 20 };
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(rank[judgeValue(low, band)]).toBeLessThanOrEqual(rank[judgeValue(high, band)]);
      }),
    );
  });
});
