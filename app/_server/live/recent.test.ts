import { describe, expect, it } from 'vitest';
import { HourRing, recentSpanMs, recentStepMs, slotOf } from '../../../lib/readings/hour-ring.ts';
import { RecentRings } from './recent.ts';

const key = { site: 's', device: 'd', metric: 'link.in_ratio', instance: 'primary' };
const start = 1_000 * recentStepMs;
const all = () => true;

describe('the last hour of a series', () => {
  it('is the mean of each slot', () => {
    const rings = new RecentRings();
    rings.add({ ...key, value: 0.2, at: start, everyMs: 10_000 });
    rings.add({ ...key, value: 0.4, at: start + 10_000, everyMs: 10_000 });
    expect(rings.read(all, start + 10_000)[0]?.values.at(-1)).toBeCloseTo(0.3, 5);
  });
  it('is never the mean of two states: half way between up and down is no state', () => {
    const rings = new RecentRings();
    const state = { ...key, metric: 'link.overflow_state', everyMs: 5_000 };
    rings.add({ ...state, value: 1, at: start });
    rings.add({ ...state, value: 2, at: start + 5_000 });
    expect(rings.read(all, start + 5_000)[0]?.values.at(-1)).toBe(2);
  });
  it('has a gap where nothing was measured, never a zero', () => {
    const rings = new RecentRings();
    rings.add({ ...key, value: 0.5, at: start, everyMs: 10_000 });
    rings.add({ ...key, value: 0.6, at: start + 10 * recentStepMs, everyMs: 10_000 });
    const values = rings.read(all, start + 10 * recentStepMs)[0]?.values ?? [];
    expect(values.at(-6)).toBeNull();
    expect(values.at(-11)).toBeCloseTo(0.5, 5);
  });
  it('has no gap between two readings of a series that is read each minute', () => {
    const rings = new RecentRings();
    rings.add({ ...key, value: 0.5, at: start, everyMs: 60_000 });
    rings.add({ ...key, value: 0.6, at: start + 60_000, everyMs: 60_000 });
    expect(rings.read(all, start + 60_000)[0]?.values.slice(-3)).not.toContain(null);
  });
  it('has no gap either when a screen learned the hour just before the next reading', () => {
    const ring = new HourRing(slotOf(start + 45_000));
    ring.remember(slotOf(start), 0.5);
    ring.add({ metric: key.metric, value: 0.6, at: start + 70_000, everyMs: 60_000 });
    expect([0, 1, 2].map((slot) => ring.valueAt(slotOf(start) + slot))).toEqual([
      0.5,
      0.5,
      expect.closeTo(0.6),
    ]);
  });
  it('takes what the store remembers into its holes, and never over what came live', () => {
    const rings = new RecentRings();
    rings.add({ ...key, value: 0.9, at: start, everyMs: 10_000 });
    rings.add({ ...key, value: 0.1, at: start, everyMs: 10_000 });
    rings.add({ ...key, value: 0.3, at: start - 5 * recentStepMs, everyMs: 10_000 });
    const values = rings.read(all, start)[0]?.values ?? [];
    expect(values.at(-6)).toBeCloseTo(0.3, 5);
    expect(values.at(-1)).toBeCloseTo(0.5, 5);
  });
  it('ends with time: after an hour of silence it is empty, then forgotten', () => {
    const rings = new RecentRings();
    rings.add({ ...key, value: 0.5, at: start, everyMs: 10_000 });
    const later = start + recentSpanMs + recentStepMs;
    expect(rings.read(all, later)[0]?.values.every((value) => value === null)).toBe(true);
    rings.forget(all, later);
    expect(rings.size).toBe(0);
  });
});
