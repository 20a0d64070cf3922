/**
 * Mains, transfer switch, generator, tank and UPS. Mains gone for 2 s: the generator cranks for 5 s, warms up for
 * 3 s and takes the load, so that it carries the site after about 10 s; the UPS bridges. Mains back for 30 s: back it goes.
 */
import { activity, warmth } from './day.ts';
import { wander } from './noise.ts';
import type { Faults, SiteSpec } from './spec.ts';

export interface PowerState {
  readonly mainsVolts: number;
  readonly mainsHertz: number;
  readonly source: 'mains' | 'generator' | 'none';
  readonly generator: 'ready' | 'cranking' | 'running-no-load' | 'on-load' | 'cooldown';
  /** Since when the generator is in that state, and since when the mains is as it is (milliseconds of either). */
  readonly generatorForMs: number;
  readonly mainsForMs: number;
  readonly fuelLitres: number;
  readonly runMs: number;
  readonly starts: number;
  readonly coolantCelsius: number;
  readonly siteWatts: number;
  readonly upsWatts: number;
  /** 0..1 */
  readonly charge: number;
  readonly onBattery: boolean;
  readonly onBatteryMs: number;
  readonly energyWattHours: number;
}

const startAfterMs = 2_000;
const crankMs = 5_000;
const warmUpMs = 3_000;
const returnAfterMs = 30_000;
const cooldownMs = 60_000;
const rechargeMs = 2 * 3_600_000;
/** A delivery fills the tank up again once a rehearsed power cut is over. */
const deliveryLitresPerSecond = 1;
/** What the UPS gives at full charge under 1 W: watt-hours. */
export const batteryWattHours = 6_400;
export const upsRatedWatts = 15_000;
const fullWatts = 80_000;

export const firstPower = (spec: SiteSpec): PowerState => ({
  mainsVolts: 230,
  mainsHertz: 50,
  source: 'mains',
  generator: 'ready',
  generatorForMs: 0,
  mainsForMs: returnAfterMs,
  fuelLitres: spec.fuelLitres,
  runMs: (420 + (spec.seed % 97)) * 3_600_000,
  starts: 180 + (spec.seed % 41),
  coolantCelsius: 34,
  siteWatts: 0,
  upsWatts: 0,
  charge: 1,
  onBattery: false,
  onBatteryMs: 0,
  energyWattHours: 4_100_000 + spec.seed,
});

export const litresPerHour = (spec: SiteSpec, watts: number): number =>
  spec.idleLitresPerHour +
  ((spec.fullLitresPerHour - spec.idleLitresPerHour) * Math.min(watts, fullWatts)) / fullWatts;

/** As UPS firmware reckons it: what the charge would last at the load of now. */
export const runtimeSeconds = (state: PowerState): number =>
  state.upsWatts <= 0 ? 0 : (state.charge * batteryWattHours * 3600) / state.upsWatts;

function load(spec: SiteSpec, at: number): { site: number; ups: number } {
  const busy = activity(at, spec.offsetMinutes);
  const heat = warmth(at, spec.offsetMinutes);
  const share = 0.3 + 0.12 * heat + 0.58 * busy + 0.012 * wander(spec.seed + 41, at, 120_000);
  const ups = 6_200 + 1_900 * busy + 150 * wander(spec.seed + 42, at, 90_000);
  return { site: spec.peakWatts * Math.min(share, 1), ups };
}

function stepGenerator(
  state: PowerState,
  lost: boolean,
  mainsForMs: number,
  stepMs: number,
): Pick<PowerState, 'generator' | 'generatorForMs' | 'source'> {
  const forMs = state.generatorForMs + stepMs;
  const go = (generator: PowerState['generator'], source: PowerState['source']) => ({
    generator,
    generatorForMs: 0,
    source,
  });
  const stay = (source: PowerState['source']) => ({
    generator: state.generator,
    generatorForMs: forMs,
    source,
  });
  const off = lost ? 'none' : 'mains';
  switch (state.generator) {
    case 'ready':
      return lost && mainsForMs >= startAfterMs && state.fuelLitres > 0 ? go('cranking', 'none') : stay(off);
    case 'cranking':
      return forMs >= crankMs ? go('running-no-load', off) : stay(off);
    case 'running-no-load':
      if (lost) return forMs >= warmUpMs ? go('on-load', 'generator') : stay('none');
      return mainsForMs >= returnAfterMs ? go('cooldown', 'mains') : stay('mains');
    case 'on-load':
      if (state.fuelLitres <= 0) return go('ready', off);
      return !lost && mainsForMs >= returnAfterMs ? go('cooldown', 'mains') : stay('generator');
    case 'cooldown':
      if (lost) return go('running-no-load', 'none');
      return forMs >= cooldownMs ? go('ready', 'mains') : stay('mains');
  }
}

export const running = (state: PowerState): boolean =>
  state.generator !== 'ready' && state.generator !== 'cranking';

/** Milliseconds an hour, for what is counted by the hour. */
const hourMs = 3_600_000;

function stepFuel(state: PowerState, spec: SiteSpec, lost: boolean, watts: number, stepMs: number): number {
  if (running(state)) return Math.max(0, state.fuelLitres - (litresPerHour(spec, watts) * stepMs) / hourMs);
  if (lost || state.fuelLitres >= spec.fuelLitres) return state.fuelLitres;
  return Math.min(spec.fuelLitres, state.fuelLitres + (deliveryLitresPerSecond * stepMs) / 1000);
}

export function stepPower(
  state: PowerState,
  spec: SiteSpec,
  faults: Faults,
  at: number,
  stepMs: number,
): PowerState {
  const lost = faults.mainsLost;
  const mainsForMs = lost === state.mainsVolts < 100 ? state.mainsForMs + stepMs : 0;
  const next = stepGenerator(state, lost, mainsForMs, stepMs);
  const { site, ups } = load(spec, at);
  const onBattery = next.source === 'none';
  const used = (ups * stepMs) / hourMs / batteryWattHours;
  const charge = onBattery
    ? Math.max(0, state.charge - used)
    : Math.min(1, state.charge + stepMs / rechargeMs);
  const carried = next.source === 'generator' ? site : 0;
  const warm = running(state) ? 84 : 34;
  const sag = 6 * activity(at, spec.offsetMinutes);
  return {
    ...next,
    mainsVolts: lost
      ? 0
      : 233 - sag + 2.5 * wander(spec.seed + 43, at, 180_000) + 1.2 * wander(spec.seed + 44, at, 9_000),
    mainsHertz: lost ? 0 : 50 + 0.06 * wander(spec.seed + 45, at, 30_000),
    mainsForMs,
    fuelLitres: stepFuel(state, spec, lost, carried, stepMs),
    runMs: state.runMs + (running(state) ? stepMs : 0),
    starts: state.starts + (next.generator === 'cranking' && state.generator === 'ready' ? 1 : 0),
    coolantCelsius: state.coolantCelsius + ((warm - state.coolantCelsius) * stepMs) / 240_000,
    siteWatts: next.source === 'none' ? 0 : site,
    upsWatts: ups,
    charge,
    onBattery,
    onBatteryMs: onBattery ? state.onBatteryMs + stepMs : 0,
    energyWattHours: state.energyWattHours + (next.source === 'none' ? 0 : (site * stepMs) / hourMs),
  };
}
