import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatClock, formatDuration } from '../messages/format.ts';
import { consumptionAt, fuelRunway } from './fuel-runway.ts';

const zone = 'Africa/Porto-Novo';
const at = (clock: string): number => Date.parse(`2026-11-23T${clock}:00+01:00`);
const curve = [
  { watts: 0, litresPerHour: 2 },
  { watts: 80_000, litresPerHour: 24 },
];
const hour = 3_600_000;
const cotonou = {
  now: at('14:32'),
  litres: 76,
  litresPerHour: 24,
  estimated: false,
  serviceEndAt: at('19:00'),
  deliveryMs: 2 * hour,
  marginMs: 0.5 * hour,
};

describe('fuel runway', () => {
  it('agrees with the power wall: 76 L at 24 L/h last 3 h 10, empty at 17:42, 31 L missing, order before 15:12', () => {
    const runway = fuelRunway(cotonou);
    if (runway === null || runway.orderBefore === null || runway.serviceLeftMs === null)
      throw new Error('no runway');
    expect(formatDuration(runway.runwayMs, 'en')).toBe('3 h 10'.replaceAll(' ', '\u00a0'));
    expect(formatClock(runway.emptyAt, zone)).toBe('17:42');
    expect(formatDuration(runway.serviceLeftMs, 'en')).toBe('4 h 28'.replaceAll(' ', '\u00a0'));
    expect(runway.missingMs).toBe(78 * 60_000);
    expect(Math.round(runway.missingLitres)).toBe(31);
    expect(formatClock(runway.orderBefore, zone)).toBe('15:12');
  });

  it('asks for no fuel when what there is outlasts the service, or there is no service to carry', () => {
    expect(fuelRunway({ ...cotonou, litres: 150 })).toMatchObject({
      missingMs: 0,
      missingLitres: 0,
      orderBefore: null,
    });
    expect(fuelRunway({ ...cotonou, serviceEndAt: null })).toMatchObject({
      serviceLeftMs: null,
      orderBefore: null,
    });
  });

  it('is empty now with an empty tank, and says that the order is already late', () => {
    const runway = fuelRunway({ ...cotonou, litres: 0 });
    expect(runway?.emptyAt).toBe(cotonou.now);
    expect(runway?.orderBefore).toBeLessThan(cotonou.now);
  });

  it('never divides by a generator that drinks nothing, nor believes a level that is not a number', () => {
    expect(fuelRunway({ ...cotonou, litresPerHour: 0 })).toBeNull();
    expect(fuelRunway({ ...cotonou, litres: Number.NaN })).toBeNull();
    expect(fuelRunway({ ...cotonou, litres: -1 })).toBeNull();
  });

  it('keeps its own sum: litres of the runway and missing litres make the litres of the service', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1_000, noNaN: true }),
        fc.double({ min: 0.5, max: 60, noNaN: true }),
        (litres, perHour) => {
          const runway = fuelRunway({ ...cotonou, litres, litresPerHour: perHour });
          if (runway === null || runway.serviceLeftMs === null) throw new Error('no runway');
          const needed = (runway.serviceLeftMs / hour) * perHour;
          const have = (runway.runwayMs / hour) * perHour;
          expect(runway.missingLitres).toBeCloseTo(Math.max(0, needed - have), 6);
          expect(runway.orderBefore === null).toBe(runway.missingMs === 0);
        },
      ),
    );
  });
});

describe('consumption', () => {
  it('lies on the line between the points, and is flat beyond them', () => {
    expect(consumptionAt(curve, 40_000)).toBeCloseTo(13);
    expect(consumptionAt(curve, 0)).toBe(2);
    expect(consumptionAt(curve, 200_000)).toBe(24);
    expect(consumptionAt(curve, -5)).toBe(2);
    expect(consumptionAt([], 10)).toBeNull();
    expect(consumptionAt([{ watts: 5_000, litresPerHour: 3 }], 0)).toBe(3);
  });

  it('never falls when the load grows', () => {
    fc.assert(
      fc.property(fc.nat(120_000), fc.nat(120_000), (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(consumptionAt(curve, low)).toBeLessThanOrEqual(consumptionAt(curve, high) ?? 0);
      }),
    );
  });
});
