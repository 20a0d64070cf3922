import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sitesOf } from '../operator.ts';
import { octetsAt } from './links.ts';
import { litresPerHour, runtimeSeconds } from './power.ts';
import { advanceSite, firstSite, recordingDiskBytes, type SiteState, withFaults } from './site.ts';
import { type Faults, noFaults, type SiteSpec } from './spec.ts';
import { channelsPerSpan } from './telephony.ts';

/** A Tuesday, 14:30 in Cotonou. */
const tuesday = Date.UTC(2026, 10, 24, 13, 30);
const hourMs = 3_600_000;
const specs = [...sitesOf('per-site'), ...sitesOf('centralised')];
const specNamed = (id: string): SiteSpec => {
  const found = specs.find((spec) => spec.id === id);
  if (!found) throw new Error(`no site ${id}`);
  return found;
};
const cotonou = specNamed('cotonou');

/** The state each second for `seconds`, faults in force from the start. */
function film(spec: SiteSpec, faults: Partial<Faults>, seconds: number, from = tuesday): SiteState[] {
  let state = withFaults(firstSite(spec, from), faults);
  return Array.from({ length: seconds }, () => {
    state = advanceSite(state, spec, state.at + 1000);
    return state;
  });
}
const use = (state: SiteState, spec: SiteSpec): number =>
  Math.max(state.links.primary.in.bitsPerSecond, state.links.primary.out.bitsPerSecond) /
  spec.contractedBitsPerSecond;

describe('a site left alone', () => {
  test.each(specs)('$name never looks ill at any hour of two days', (spec) => {
    let state = firstSite(spec, tuesday);
    for (let minute = 0; minute < 2 * 24 * 60; minute += 7) {
      state = advanceSite(state, spec, state.at + 7 * 60_000);
      const { links, power, climate, telephony, servers } = state;
      expect(use(state, spec)).toBeLessThan(0.65);
      expect(links.mode).toBe('primary');
      expect(links.primary.lossRatio).toBeLessThan(0.01);
      expect(links.primary.latencySeconds).toBeLessThan(0.15);
      expect(links.primary.jitterSeconds).toBeLessThan(0.03);
      expect(power.mainsVolts).toBeGreaterThan(215);
      expect(power.mainsVolts).toBeLessThan(245);
      expect(power.fuelLitres / spec.tankLitres).toBeGreaterThan(0.3);
      expect(runtimeSeconds(power)).toBeGreaterThan(1_200);
      expect(climate.serverRoomCelsius).toBeGreaterThan(20);
      expect(climate.serverRoomCelsius).toBeLessThan(27);
      expect(climate.technicalRoomCelsius).toBeLessThan(30);
      expect(climate.humidity).toBeLessThan(0.75);
      expect(telephony.spans.every((span) => !span.alarm && span.calls <= channelsPerSpan)).toBe(true);
      expect(servers.recordingBytes / recordingDiskBytes).toBeLessThan(0.8);
    }
  });

  test('is busy in the afternoon and asleep at night, by its own clock', () => {
    const at = (hour: number): SiteState => firstSite(cotonou, Date.UTC(2026, 10, 24, hour - 1));
    const calls = (state: SiteState): number =>
      state.telephony.spans.reduce((sum, span) => sum + span.calls, 0);
    expect(calls(at(15))).toBeGreaterThan(55);
    expect(calls(at(3))).toBeLessThan(5);
    expect(use(at(15), cotonou)).toBeGreaterThan(0.3);
    expect(use(at(3), cotonou)).toBeLessThan(0.1);
  });

  test('reaches the same state in one long advance as in many uneven ones', () => {
    const start = firstSite(cotonou, tuesday);
    const far = advanceSite(start, cotonou, tuesday + 600_000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600_000 }), { maxLength: 12 }), (instants) => {
        let state = start;
        for (const instant of instants.toSorted((a, b) => a - b))
          state = advanceSite(state, cotonou, tuesday + instant);
        expect(advanceSite(state, cotonou, tuesday + 600_000)).toEqual(far);
      }),
      { numRuns: 15 },
    );
  });
});

const anyFaults = fc.record({
  mainsLost: fc.boolean(),
  primaryCut: fc.boolean(),
  saturated: fc.boolean(),
  hvacFailed: fc.boolean(),
  fire: fc.boolean(),
  e1Span: fc.integer({ min: 0, max: 4 }),
});

test('whatever is broken and repaired, counters only grow and nothing leaves its bounds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyFaults, fc.integer({ min: 1, max: 180 })), { minLength: 1, maxLength: 5 }),
      (story) => {
        let state = firstSite(cotonou, tuesday);
        const { contractedBitsPerSecond, tankLitres } = cotonou;
        for (const [faults, seconds] of story) {
          state = withFaults(state, faults);
          for (let second = 0; second < seconds; second++) {
            const next = advanceSite(state, cotonou, state.at + 1000);
            for (const link of ['primary', 'backup'] as const) {
              for (const way of ['in', 'out'] as const) {
                const before = octetsAt(state.links[link][way], 999);
                expect(next.links[link][way].octets).toBeGreaterThanOrEqual(before);
                expect(next.links[link][way].bitsPerSecond).toBeLessThanOrEqual(contractedBitsPerSecond);
              }
              expect(next.links[link].lossRatio).toBeGreaterThanOrEqual(0);
              expect(next.links[link].lossRatio).toBeLessThanOrEqual(1);
            }
            expect(next.power.charge).toBeGreaterThanOrEqual(0);
            expect(next.power.charge).toBeLessThanOrEqual(1);
            expect(next.power.fuelLitres).toBeLessThanOrEqual(tankLitres);
            expect(next.power.runMs).toBeGreaterThanOrEqual(state.power.runMs);
            for (const span of next.telephony.spans) {
              expect(span.calls).toBeGreaterThanOrEqual(0);
              expect(span.calls).toBeLessThanOrEqual(channelsPerSpan);
              if (span.alarm) expect(span.calls).toBe(0);
            }
            state = next;
          }
        }
      },
    ),
    { numRuns: 12 },
  );
});

describe('mains failure', () => {
  const states = film(cotonou, { mainsLost: true }, 900);

  test('the UPS bridges until the generator carries the site, after about ten seconds', () => {
    const carried = states.findIndex((state) => state.power.source === 'generator');
    expect(carried).toBeGreaterThanOrEqual(7);
    expect(carried).toBeLessThanOrEqual(12);
    expect(states[1]?.power.onBattery).toBe(true);
    expect(states[1]?.power.mainsVolts).toBe(0);
    expect(states.at(-1)?.power).toMatchObject({ generator: 'on-load', onBattery: false });
  });

  test('the tank drains at the consumption of the load, no faster and no slower', () => {
    const [from, to] = [states[300], states[899]];
    if (!from || !to) throw new Error('film too short');
    const mean = litresPerHour(cotonou, (from.power.siteWatts + to.power.siteWatts) / 2);
    const burnt = (from.power.fuelLitres - to.power.fuelLitres) / ((to.at - from.at) / hourMs);
    expect(burnt / mean).toBeCloseTo(1, 2);
    // The picture of the wall: about 24 L/h at the 80 kW of a busy afternoon.
    expect(mean).toBeGreaterThan(22);
    expect(mean).toBeLessThanOrEqual(24);
  });

  test('undone: back to mains after half a minute, cooled down, and filled up again', () => {
    let state = withFaults(states.at(-1) ?? firstSite(cotonou, tuesday), noFaults);
    state = advanceSite(state, cotonou, state.at + 20_000);
    expect(state.power.source).toBe('generator');
    state = advanceSite(state, cotonou, state.at + 15_000);
    expect(state.power).toMatchObject({ source: 'mains', generator: 'cooldown' });
    state = advanceSite(state, cotonou, state.at + 600_000);
    expect(state.power).toMatchObject({
      source: 'mains',
      generator: 'ready',
      fuelLitres: cotonou.fuelLitres,
    });
  });

  test('without fuel nothing starts, and the UPS runs down', () => {
    const dry = { ...cotonou, fuelLitres: 0 };
    const last = film(dry, { mainsLost: true }, 1800).at(-1);
    expect(last?.power).toMatchObject({ source: 'none', generator: 'ready', onBattery: true });
    expect(last?.power.charge).toBeLessThan(0.5);
  });
});

describe('links', () => {
  const mean = (states: SiteState[], value: (state: SiteState) => number): number =>
    states.reduce((sum, state) => sum + value(state), 0) / states.length;

  test.each(specs)(
    'saturated at $name: the backup takes over part of it about 12 s after 70 %, before anything is lost',
    (spec) => {
      const states = film(spec, { saturated: true }, 240);
      const reached = states.findIndex((state) => use(state, spec) >= 0.7);
      const balanced = states.findIndex((state) => state.links.mode === 'balanced');
      expect(reached).toBeGreaterThan(5);
      expect(balanced - reached).toBeGreaterThanOrEqual(9);
      expect(balanced - reached).toBeLessThanOrEqual(14);
      expect(Math.max(...states.map((state) => state.links.primary.lossRatio))).toBeLessThan(0.01);
      const settled = states.slice(150);
      // At 70 % or more over the minute, so that the overflow is seen; under 80 %, so that it is held.
      expect(mean(settled, (state) => use(state, spec))).toBeGreaterThan(0.72);
      expect(mean(settled, (state) => use(state, spec))).toBeLessThan(0.79);
      expect(
        mean(settled, (state) => state.links.backup.in.bitsPerSecond / spec.contractedBitsPerSecond),
      ).toBeGreaterThan(0.3);
    },
  );

  test('the surge comes at any hour: in the dead of night too the overflow is reached within two minutes', () => {
    const states = film(cotonou, { saturated: true }, 120, Date.UTC(2026, 10, 24, 2));
    expect(states.at(-1)?.links.mode).toBe('balanced');
  });

  test('the overflow ends once the load has gone', () => {
    const last = film(cotonou, { saturated: true }, 120).at(-1) ?? firstSite(cotonou, tuesday);
    const soon = advanceSite(withFaults(last, noFaults), cotonou, last.at + 20_000);
    // Sessions that were sent over the backup end there, in their own time.
    expect(soon.links.backup.in.bitsPerSecond / cotonou.contractedBitsPerSecond).toBeGreaterThan(0.15);
    const after = advanceSite(soon, cotonou, last.at + 300_000);
    expect(after.links.mode).toBe('primary');
    expect(after.links.backup.in.bitsPerSecond / cotonou.contractedBitsPerSecond).toBeLessThan(0.05);
  });

  test('a cut primary is noticed within seconds: all goes to the backup, and the tunnel comes back', () => {
    const states = film(cotonou, { primaryCut: true }, 60);
    expect(states[1]?.links).toMatchObject({
      primary: { up: false, alive: false, lossRatio: 1 },
      tunnelUp: false,
    });
    expect(states[10]?.links).toMatchObject({ mode: 'backup', tunnelUp: true });
    const last = states.at(-1);
    expect(last?.links.primary.in.bitsPerSecond).toBe(0);
    expect(last?.links.backup.in.bitsPerSecond).toBeGreaterThan(0.2 * cotonou.contractedBitsPerSecond);
    expect(last?.links.backup.lossRatio).toBeLessThan(0.01);
  });
});

test('a failed air conditioner lets the server room pass 30 °C within a quarter of an hour, not at once', () => {
  const states = film(cotonou, { hvacFailed: true }, 1800);
  const hot = states.findIndex((state) => state.climate.serverRoomCelsius > 30);
  expect(hot).toBeGreaterThan(180);
  expect(hot).toBeLessThan(900);
  expect(states[5]?.climate.hvac[0]).toMatchObject({ failed: true, on: false });
  expect(states[5]?.climate.hvac[1]).toMatchObject({ failed: false, on: true });
});

test('fire: smoke first, then the fire panel, then heat; all gone when undone', () => {
  const states = film(cotonou, { fire: true }, 240);
  const smoke = states.findIndex((state) => state.climate.smoke);
  const fire = states.findIndex((state) => state.climate.fire);
  expect(smoke).toBeLessThan(6);
  expect(fire).toBeGreaterThan(smoke);
  expect(fire).toBeLessThan(15);
  expect(states.at(-1)?.climate.serverRoomCelsius).toBeGreaterThan(30);
  const last = states.at(-1) ?? firstSite(cotonou, tuesday);
  const after = advanceSite(withFaults(last, noFaults), cotonou, last.at + 150_000);
  expect(after.climate).toMatchObject({ smoke: false, fire: false });
  expect(after.climate.serverRoomCelsius).toBeLessThan(29);
});

test('an E1 in alarm cuts its calls, counts its seconds, and the others take over', () => {
  const states = film(cotonou, { e1Span: 2 }, 300);
  const last = states.at(-1);
  const [, second] = last?.telephony.spans ?? [];
  expect(second).toMatchObject({ alarm: true, calls: 0 });
  expect(second?.unavailableSeconds).toBeGreaterThan(200);
  expect(states[5]?.telephony.spans[1]?.severelyErroredSeconds).toBeGreaterThan(3);
  expect(last?.telephony.callsCut).toBeGreaterThan(5);
  const repaired = advanceSite(
    withFaults(last ?? firstSite(cotonou, tuesday), noFaults),
    cotonou,
    (last?.at ?? 0) + 2_000,
  );
  expect(repaired.telephony.spans[1]).toMatchObject({
    alarm: false,
    unavailableSeconds: 0,
    erroredSeconds: 0,
  });
  const others = [0, 2, 3].map((i) => last?.telephony.spans[i]?.calls ?? 0);
  expect(Math.min(...others)).toBeGreaterThan(18);
});
