/**
 * One simulated site: its whole physical state, moved forward in steps of one second on a grid of absolute time, so
 * that one long advance and many short ones end in exactly the same state.
 */
import { type ClimateMemory, firstClimate, stepClimate } from './climate.ts';
import { activity, localTime } from './day.ts';
import { firstLinks, type LinksState, stepLinks } from './links.ts';
import { wander } from './noise.ts';
import { firstPower, type PowerState, stepPower } from './power.ts';
import { type Faults, noFaults, type SiteSpec } from './spec.ts';
import { firstTelephony, stepTelephony, type TelephonyState } from './telephony.ts';

export interface ServersState {
  readonly recordingBytes: number;
  readonly lanInOctets: number;
  readonly lanOutOctets: number;
  /** Instant and size of the last night's backup; null: none since the drill began. */
  readonly backup: { readonly at: number; readonly bytes: number; readonly seconds: number } | null;
}
export interface SiteState {
  readonly at: number;
  readonly faults: Faults;
  readonly links: LinksState;
  readonly power: PowerState;
  readonly climate: ClimateMemory;
  readonly telephony: TelephonyState;
  readonly servers: ServersState;
}

export const stepMs = 1_000;
/** After a longer absence (a laptop that slept) the site starts anew from now; two days in steps take about a second. */
const longestAdvanceMs = 48 * 3_600_000;
/** Warm-up before the first picture: calls and temperatures find their place. */
const settleMs = 30 * 60_000;

export const recordingDiskBytes = 4_000_000_000_000;
/** A recorded call: 64 kbit/s both ways. */
const recordingBytesPerSecond = 16_000;
const keptRatio = 0.71;
const backupHour = 2.5;

export const onGrid = (at: number): number => Math.floor(at / stepMs) * stepMs;

export function firstSite(spec: SiteSpec, now: number): SiteState {
  const at = onGrid(now) - settleMs;
  const start: SiteState = {
    at,
    faults: noFaults,
    links: firstLinks,
    power: firstPower(spec),
    climate: firstClimate,
    telephony: firstTelephony(spec, at),
    servers: {
      recordingBytes: recordingDiskBytes * (0.58 + 0.01 * (spec.seed % 7)),
      lanInOctets: 0,
      lanOutOctets: 0,
      backup: null,
    },
  };
  return advanceSite(start, spec, now);
}

export function lanBitsPerSecond(spec: SiteSpec, at: number): { in: number; out: number } {
  const busy = activity(at, spec.offsetMinutes);
  const rate = (8_000_000 + 46_000_000 * busy) * (1 + 0.08 * wander(spec.seed + 71, at, 15_000));
  return { in: rate, out: rate * (0.7 + 0.1 * wander(spec.seed + 72, at, 40_000)) };
}

function stepServers(state: SiteState, spec: SiteSpec, at: number): ServersState {
  const { servers, telephony } = state;
  const calls = telephony.voipCalls + telephony.spans.reduce((sum, span) => sum + span.calls, 0);
  const filled = servers.recordingBytes + (calls * recordingBytesPerSecond * stepMs) / 1000;
  const rate = lanBitsPerSecond(spec, at - stepMs);
  const hour = localTime(at, spec.offsetMinutes).hour;
  const before = localTime(at - stepMs, spec.offsetMinutes).hour;
  const atNight = before < backupHour && hour >= backupHour;
  return {
    // The purge by age keeps the disk below its limit, as the real one does.
    recordingBytes:
      filled > recordingDiskBytes * keptRatio ? recordingDiskBytes * (keptRatio - 0.05) : filled,
    lanInOctets: servers.lanInOctets + (rate.in * stepMs) / 8000,
    lanOutOctets: servers.lanOutOctets + (rate.out * stepMs) / 8000,
    backup: atNight
      ? { at, bytes: Math.round(38e9 * (1 + 0.04 * wander(spec.seed + 73, at, 86_400_000))), seconds: 2_700 }
      : servers.backup,
  };
}

export function stepSite(state: SiteState, spec: SiteSpec): SiteState {
  const at = state.at + stepMs;
  const { faults } = state;
  const power = stepPower(state.power, spec, faults, at, stepMs);
  return {
    at,
    faults,
    power,
    links: stepLinks(state.links, spec, faults, at, stepMs),
    climate: stepClimate(state.climate, spec, faults, power, at, stepMs),
    telephony: stepTelephony(state.telephony, spec, faults, at, stepMs),
    servers: stepServers(state, spec, at),
  };
}

export function advanceSite(state: SiteState, spec: SiteSpec, now: number): SiteState {
  if (now - state.at > longestAdvanceMs) return { ...firstSite(spec, now), faults: state.faults };
  let next = state;
  while (next.at + stepMs <= now) next = stepSite(next, spec);
  return next;
}

export const withFaults = (state: SiteState, change: Partial<Faults>): SiteState => ({
  ...state,
  faults: { ...state.faults, ...change },
});
