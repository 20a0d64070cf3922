/** Guards against figures that make a flooded control room look calm. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmQuality, bandOf, type PastIncident, slotMs } from './alarm-quality.ts';

const t0 = Date.UTC(2026, 10, 23, 8);
const dayMs = 86_400_000;
const minute = 60_000;
let next = 0;
const incident = (openedAt: number, more: Partial<PastIncident> = {}): PastIncident => ({
  id: String(next++),
  key: `link.down|cotonou/fw-1/${next}`,
  rule: 'link.down',
  site: 'cotonou',
  device: 'fw-1',
  severity: 'critical',
  child: false,
  openedAt,
  acknowledgedAt: null,
  resolvedAt: openedAt + minute,
  ...more,
});

describe('the rate', () => {
  it('is counted over the whole span, quiet hours included', () => {
    const day = Array.from({ length: 144 }, () => incident(t0 + minute));
    const { perSlot, peak, band } = alarmQuality(day, t0, t0 + dayMs);
    expect({ perSlot, peak, band }).toEqual({ perSlot: 1, peak: 144, band: 'acceptable' });
  });
  it('does not count what was only explained by another', () => {
    const { count, children } = alarmQuality(
      [incident(t0), incident(t0, { child: true }), incident(t0, { child: true })],
      t0,
      t0 + dayMs,
    );
    expect({ count, children }).toEqual({ count: 1, children: 2 });
  });
  it('falls into the bands of EEMUA 191', () => {
    expect([0, 1, 1.1, 2, 5, 5.1].map(bandOf)).toEqual([
      'acceptable',
      'acceptable',
      'manageable',
      'manageable',
      'demanding',
      'unacceptable',
    ]);
  });
});

describe('a flood', () => {
  const inSlot = (slot: number, count: number): PastIncident[] =>
    Array.from({ length: count }, () => incident(t0 + slot * slotMs));
  it('begins above ten in ten minutes and lasts until fewer than five', () => {
    const all = [...inSlot(0, 10), ...inSlot(1, 11), ...inSlot(2, 5), ...inSlot(3, 4), ...inSlot(4, 3)];
    expect(alarmQuality(all, t0, t0 + 6 * slotMs).floods).toEqual([
      { fromAt: t0 + slotMs, toAt: t0 + 3 * slotMs, count: 16, peak: 11 },
    ]);
  });
  it('that lasts is told', () => {
    expect(alarmQuality(inSlot(1, 20), t0, t0 + 2 * slotMs).floods).toHaveLength(1);
  });
});

describe('what stands', () => {
  it('is what has been open for over a day at the end, also when it opened before', () => {
    const old = incident(t0 - 2 * dayMs, { resolvedAt: null });
    const over = incident(t0 - 2 * dayMs, { resolvedAt: t0 + minute });
    const young = incident(t0 + dayMs / 2, { resolvedAt: null });
    expect(alarmQuality([young, over, old], t0, t0 + dayMs).standing).toEqual([old]);
  });
});

describe('what chatters', () => {
  it('is the same alarm three times within ten minutes, even over the edge of two slots', () => {
    const key = 'port|lome/sw-1/3';
    const all = [9, 12, 15, 40].map((at) => incident(t0 + at * minute, { key, rule: 'port', site: 'lome' }));
    expect(alarmQuality(all, t0, t0 + dayMs).chattering).toMatchObject([{ rule: 'port', count: 3 }]);
    const slow = [0, 10, 20].map((at) => incident(t0 + at * minute, { key }));
    expect(alarmQuality(slow, t0, t0 + dayMs).chattering).toEqual([]);
  });
});

describe('delays', () => {
  it('speak only of what was acknowledged, and say of how many', () => {
    const all = [2, 4, 30].map((after) => incident(t0, { acknowledgedAt: t0 + after * minute }));
    expect(alarmQuality([...all, incident(t0)], t0, t0 + dayMs).toAcknowledge).toEqual({
      measured: 3,
      meanMs: 12 * minute,
      medianMs: 4 * minute,
    });
    expect(alarmQuality([], t0, t0 + dayMs).toAcknowledge.meanMs).toBeNull();
  });
});

describe('whatever happened', () => {
  it('each incident is in exactly one slot, and the sources add up', () => {
    const any = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: dayMs - 1 }), device: fc.constantFrom('a', 'b', 'c') }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(any, (all) => {
        const past = all.map(({ after, device }) => incident(t0 + after, { device }));
        const { count, slots, sources, peak } = alarmQuality(past, t0, t0 + dayMs);
        expect(count).toBe(all.length);
        expect(slots.reduce((sum, one) => sum + one.count, 0)).toBe(all.length);
        expect(sources.reduce((sum, one) => sum + one.count, 0)).toBe(all.length);
        expect(peak).toBe(Math.max(...slots.map((one) => one.count)));
      }),
    );
  });
});
