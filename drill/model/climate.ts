/** The server room: heat of the machines, two air conditioners that share it, and the slow answer of walls and air. */
import { warmth } from './day.ts';
import { wander } from './noise.ts';
import type { PowerState } from './power.ts';
import type { Faults, SiteSpec } from './spec.ts';

export interface HvacState {
  readonly on: boolean;
  readonly failed: boolean;
  /** 0..1 of its rated cooling. */
  readonly output: number;
  readonly supplyCelsius: number;
  readonly returnCelsius: number;
}
export interface ClimateState {
  readonly serverRoomCelsius: number;
  readonly technicalRoomCelsius: number;
  readonly floorCelsius: number;
  /** Relative, 0..1. */
  readonly humidity: number;
  readonly hvac: readonly [HvacState, HvacState];
  readonly smoke: boolean;
  readonly fire: boolean;
}

const setPointCelsius = 22.5;
const ratedCoolingWatts = 9_000;
/** Watts that warm the room by one degree in an hour: little more than its air, so that a failure shows within minutes. */
const wattsPerDegreeHour = 60;
/** A failed twin is only half made up for: the other one stands at the far end of the room. */
const reachOfTheOther = 0.62;
const smokeAfterMs = 3_000;
const airedCelsius = 27;
const outsideAirCelsius = 25;
const airingMs = 45_000;
const hourMs = 3_600_000;

const idleHvac: HvacState = { on: true, failed: false, output: 0.4, supplyCelsius: 15, returnCelsius: 24 };
export interface ClimateMemory extends ClimateState {
  readonly fireForMs: number;
  readonly airing: boolean;
}
export const firstClimate: ClimateMemory = {
  serverRoomCelsius: setPointCelsius + 0.4,
  technicalRoomCelsius: 25,
  floorCelsius: 24.5,
  humidity: 0.48,
  hvac: [idleHvac, idleHvac],
  smoke: false,
  fire: false,
  fireForMs: 0,
  airing: false,
};

function hvacAt(
  previous: HvacState,
  failed: boolean,
  fed: boolean,
  wanted: number,
  room: number,
  stepMs: number,
): HvacState {
  const on = !failed;
  const target = on && fed ? wanted : 0;
  // Fans and compressor take about half a minute to follow.
  const output = previous.output + (target - previous.output) * Math.min(1, stepMs / 30_000);
  return { on, failed, output, supplyCelsius: room - 11 * output, returnCelsius: room + 1.4 };
}

export function stepClimate(
  state: ClimateMemory,
  spec: SiteSpec,
  faults: Faults,
  power: PowerState,
  at: number,
  stepMs: number,
): ClimateMemory {
  // The controllers live on the UPS, the compressors do not; and a fire alarm stops all ventilation.
  const fed = power.source !== 'none' && !state.fire;
  const heat = power.upsWatts + 700 * warmth(at, spec.offsetMinutes);
  const wantedWatts = heat + (state.serverRoomCelsius - setPointCelsius) * 2_500;
  const twin = faults.hvacFailed ? 1 : 2;
  const wanted = Math.min(1, Math.max(0, wantedWatts / (ratedCoolingWatts * twin)));
  const hvac = [
    hvacAt(state.hvac[0], faults.hvacFailed, fed, wanted, state.serverRoomCelsius, stepMs),
    hvacAt(state.hvac[1], false, fed, wanted, state.serverRoomCelsius, stepMs),
  ] as const;
  const reach = faults.hvacFailed ? reachOfTheOther : 1;
  const cooling = (hvac[0].output + hvac[1].output * reach) * ratedCoolingWatts;
  const burning = faults.fire && state.fireForMs >= smokeAfterMs;
  const fireHeat = burning ? 14_000 : 0;
  // A fire that is out leaves heat: doors open and smoke is drawn off until the room is fit to be in again.
  const airing =
    !faults.fire && (state.fireForMs > 0 || state.airing) && state.serverRoomCelsius > airedCelsius;
  const extracted = airing ? ((state.serverRoomCelsius - outsideAirCelsius) * stepMs) / airingMs : 0;
  const drift = ((heat + fireHeat - cooling) / wattsPerDegreeHour) * (stepMs / hourMs);
  const outside = 25 + 6 * warmth(at, spec.offsetMinutes);
  const toward = (from: number, to: number, minutes: number): number =>
    from + ((to - from) * stepMs) / (minutes * 60_000);
  return {
    // Beyond 48 degrees the walls take as much as the machines give.
    serverRoomCelsius: Math.min(48, Math.max(18, state.serverRoomCelsius + drift - extracted)),
    technicalRoomCelsius: toward(state.technicalRoomCelsius, outside - 2 + (power.onBattery ? 2 : 0), 40),
    floorCelsius: toward(
      state.floorCelsius,
      24 + 1.2 * warmth(at, spec.offsetMinutes) + 0.3 * wander(spec.seed + 51, at, 600_000),
      20,
    ),
    humidity: 0.48 + 0.05 * wander(spec.seed + 52, at, 3_600_000),
    hvac,
    smoke: burning,
    fire: faults.fire && state.fireForMs >= smokeAfterMs * 3,
    airing,
    fireForMs: faults.fire ? state.fireForMs + stepMs : 0,
  };
}
