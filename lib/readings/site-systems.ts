/** The seven systems of a site, each with its worst and the one figure that stands for it when all is well. */
import type { DeviceId, System } from '../inventory/inventory.ts';
import { systems } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import type { Abnormal, Severity } from './abnormal.ts';
import { believedOf, deviceState } from './device-state.ts';
import type { FuelRunway } from './fuel-runway.ts';
import type { SiteLinks } from './link-picture.ts';
import { siteLinks } from './link-picture.ts';
import type { Measured } from './measured.ts';
import { extreme, measure } from './measured.ts';
import { troubling } from './now-lines.ts';
import type { DevicePicture, Picture, SitePicture } from './picture.ts';
import { powerPicture } from './power-picture.ts';
import type { Freshness, State } from './reading.ts';
import { channelsPerE1 } from './reading-said.ts';
import { systemOf } from './reading-system.ts';
import type { PowerSource } from './states.ts';

/** What stands for a system; `none`: nothing of it is in the site book, or nothing was read. */
export type Headline =
  | ({ readonly kind: 'links' } & SiteLinks)
  | {
      readonly kind: 'power';
      readonly source: PowerSource | null;
      readonly runway: FuelRunway | null;
      readonly runtimeSeconds: Measured;
    }
  | { readonly kind: 'temperature'; readonly temperature: Measured; readonly device: DeviceId }
  | { readonly kind: 'cameras'; readonly answering: number; readonly total: number }
  | { readonly kind: 'disk'; readonly use: Measured; readonly device: DeviceId }
  | {
      readonly kind: 'channels';
      readonly used: number | null;
      readonly total: number;
      /** Channels of the E1 in alarm. */
      readonly blocked: number;
    }
  | { readonly kind: 'none' };

export interface SystemSummary {
  readonly system: System;
  /** Null: nothing abnormal. */
  readonly severity: Severity | null;
  readonly state: State;
  readonly freshness: Freshness;
  /** Since when the worst lasts. */
  readonly since: Instant | null;
  /** When its newest reading was made; null: none. For the age of a stale cell. */
  readonly at: Instant | null;
  readonly worst: Abnormal | null;
  readonly abnormal: readonly Abnormal[];
  readonly headline: Headline;
  /** False: the site book has nothing of this system here. */
  readonly present: boolean;
}

export const siteSystems = (picture: Picture, site: SitePicture): readonly SystemSummary[] =>
  systems.map((system) => siteSystem(picture, site, system));

export function siteSystem(picture: Picture, site: SitePicture, system: System): SystemSummary {
  const own = troubling(picture).filter((one) => one.site === site.id && one.system === system);
  const worst = own[0] ?? null;
  const headline = headlines[system](picture, site);
  const { freshness, at } = freshnessOfSystem(picture, site, system);
  const severity = worst?.severity ?? (freshness === 'fresh' || at === null ? null : 'stale');
  return {
    system,
    severity,
    state: stateOf(severity, freshness),
    freshness,
    since: worst?.since ?? null,
    at,
    worst,
    abnormal: own,
    headline,
    present: headline.kind !== 'none' || site.devices.some((device) => device.system === system),
  };
}

const stateOf = (severity: Severity | null, freshness: Freshness): State => {
  if (severity === 'critical' || severity === 'warning') return severity;
  return severity === 'stale' || freshness !== 'fresh' ? 'unknown' : 'good';
};

/** Fresh while anything of the system is; else as its newest reading. */
function freshnessOfSystem(
  picture: Picture,
  site: SitePicture,
  system: System,
): { freshness: Freshness; at: Instant | null } {
  const order: readonly Freshness[] = ['fresh', 'stale', 'expired', 'unreachable'];
  let best = order.length;
  let at: Instant | null = null;
  for (const device of site.devices)
    for (const { reading, freshness } of believedOf(picture, site.id, device.id)) {
      if (systemOf(reading.metric, device.system) !== system) continue;
      best = Math.min(best, order.indexOf(freshness));
      at = Math.max(at ?? 0, reading.at);
    }
  return { freshness: order[best] ?? 'expired', at };
}

type MakeHeadline = (picture: Picture, site: SitePicture) => Headline;
const none: Headline = { kind: 'none' };

const readingsOfSystem = (
  picture: Picture,
  devices: readonly DevicePicture[],
  metric: string,
): readonly Measured[] =>
  devices.flatMap((device) =>
    believedOf(picture, device.site, device.id)
      .filter((one) => one.reading.metric === metric)
      .map((one) => measure(picture, one.reading)),
  );

const headlines: Readonly<Record<System, MakeHeadline>> = {
  internet: (picture, site) =>
    site.links.length === 0 ? none : { kind: 'links', ...siteLinks(picture, site) },
  power: (picture, site) => {
    const power = powerPicture(picture, site);
    if (power === null) return none;
    const runtimeSeconds = extreme(
      power.ups.map((ups) => ups.runtime),
      'lowest',
    );
    return { kind: 'power', source: power.source, runway: power.runway, runtimeSeconds };
  },
  climate: (picture, site) => {
    // The rooms' own sensors first; a UPS card's probe sits in warm air and only speaks where there is no other.
    const rooms = site.devices.filter((device) => device.kind === 'environment' || device.kind === 'hvac');
    for (const devices of [rooms, site.devices]) {
      const temperature = extreme(
        readingsOfSystem(picture, devices, 'environment.temperature_celsius'),
        'highest',
      );
      if (temperature.reading !== null)
        return { kind: 'temperature', temperature, device: temperature.reading.device };
    }
    const supply = extreme(readingsOfSystem(picture, rooms, 'hvac.return_air_celsius'), 'highest');
    return supply.reading === null
      ? none
      : { kind: 'temperature', temperature: supply, device: supply.reading.device };
  },
  safety: (picture, site) => {
    const cameras = site.devices.filter((device) => device.kind === 'camera');
    if (cameras.length === 0) return none;
    const answering = cameras.filter(
      (camera) => deviceState(picture, site.id, camera.id).freshness === 'fresh',
    ).length;
    return { kind: 'cameras', answering, total: cameras.length };
  },
  servers: (picture, site) => {
    const recording = site.recordings?.device;
    const first = site.devices.filter((device) => device.id === recording || device.kind === 'recording');
    const servers = site.devices.filter((device) => device.system === 'servers');
    for (const devices of [first, servers]) {
      const use = extreme(readingsOfSystem(picture, devices, 'storage.use_ratio'), 'highest');
      if (use.reading !== null) return { kind: 'disk', use, device: use.reading.device };
    }
    return none;
  },
  telephony: (picture, site) => {
    const total = site.trunks
      .filter((trunk) => trunk.kind === 'e1')
      .reduce((sum, trunk) => sum + trunk.channels, 0);
    const used = readingsOfSystem(picture, site.devices, 'e1.channels_used_count').flatMap((one) =>
      one.value === null ? [] : [one.value],
    );
    const blocked = readingsOfSystem(picture, site.devices, 'e1.line_state').filter(
      (line) => line.state === 'critical' || line.state === 'warning',
    ).length;
    if (total === 0 && used.length === 0) return none;
    return {
      kind: 'channels',
      used: used.length === 0 ? null : used.reduce((sum, one) => sum + one, 0),
      total,
      blocked: blocked * channelsPerE1,
    };
  },
  campaign: () => none,
};
