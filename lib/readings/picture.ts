/**
 * The picture: everything that a screen needs to know at one instant, and the questions it may ask of it. A view is
 * a pure function of it. A `Picture` is a value: make a new object when its maps have changed or time has passed.
 */
import type {
  Device,
  DeviceId,
  DeviceKind,
  Inventory,
  Site,
  SiteId,
  System,
} from '../inventory/inventory.ts';
import { deviceKinds } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import type { IncidentPicture } from './incident-picture.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Reading, SeriesLabel } from './reading.ts';
import { seriesId } from './reading.ts';
import type { BookStatus, CollectorStatus, DrillStatus, RoleStatus } from './status.ts';

/** A device without its secrets. */
export interface DevicePicture {
  readonly site: SiteId;
  readonly id: DeviceId;
  readonly kind: DeviceKind;
  readonly system: System;
  readonly name: string;
  readonly parent: DeviceId | null;
  /** Where it is reached; null for a device that only publishes. */
  readonly address: string | null;
  /** How it is read, for a person: `snmp 2c`, `mqtt tasmota`, `ping`, `probe`, `heartbeat`. */
  readonly means: readonly string[];
  readonly everyMs: number | null;
}

/** A site without its secrets; JSON. */
export interface SitePicture
  extends Pick<
    Site,
    | 'id'
    | 'name'
    | 'country'
    | 'timezone'
    | 'position'
    | 'service'
    | 'contacts'
    | 'links'
    | 'vpn'
    | 'trunks'
    | 'power'
  > {
  readonly devices: readonly DevicePicture[];
  /** Where recordings are kept; null: none named. */
  readonly recordings: { readonly device: DeviceId | null } | null;
}

export interface Picture {
  readonly now: Instant;
  readonly organisation: string;
  /** West to east, the one order of every screen. */
  readonly sites: readonly SitePicture[];
  /** By `seriesId`. */
  readonly readings: ReadonlyMap<string, Reading>;
  /** By `ledgerId`. */
  readonly ledger: ReadonlyMap<string, LedgerEntry>;
  /** By `seriesId`. */
  readonly labels: ReadonlyMap<string, SeriesLabel>;
  readonly roles: readonly RoleStatus[];
  readonly collectors: readonly CollectorStatus[];
  readonly book: BookStatus | null;
  readonly drill: DrillStatus | null;
  /** By id: what is open, and what was resolved in the last day. */
  readonly incidents: ReadonlyMap<string, IncidentPicture>;
}

export const ledgerId = (entry: Pick<LedgerEntry, 'site' | 'device' | 'check'>): string =>
  `${entry.site}/${entry.device}/${entry.check}`;

function devicePicture(device: Device): DevicePicture {
  const means = [
    ...(device.snmp ? [`snmp ${device.snmp.access.version}`] : []),
    ...(device.mqtt ? [`mqtt ${device.mqtt.format}`] : []),
    ...(device.ping ? ['ping'] : []),
    ...(device.probes.length > 0 ? ['probe'] : []),
    ...(device.heartbeats.length > 0 ? ['heartbeat'] : []),
  ];
  return {
    site: device.site,
    id: device.id,
    kind: device.kind,
    system: deviceKinds[device.kind],
    name: device.name,
    parent: device.parent,
    address: device.snmp?.address ?? device.ping?.address ?? null,
    means,
    everyMs: device.everyMs,
  };
}

/** What screens may know of the site book: no community, key, password or token. */
export const sitePictures = (inventory: Inventory): readonly SitePicture[] =>
  inventory.sites.map((site) => ({
    id: site.id,
    name: site.name,
    country: site.country,
    timezone: site.timezone,
    position: site.position,
    service: site.service,
    contacts: site.contacts,
    links: site.links,
    vpn: site.vpn,
    trunks: site.trunks,
    power: site.power,
    recordings: site.recordings === null ? null : { device: site.recordings.device },
    devices: site.devices.map(devicePicture),
  }));

interface Index {
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  readonly ledger: ReadonlyMap<string, readonly LedgerEntry[]>;
}
const indexes = new WeakMap<Picture, Index>();

function indexOf(picture: Picture): Index {
  const known = indexes.get(picture);
  if (known) return known;
  const group = <T extends { readonly site: string; readonly device: string }>(all: Iterable<T>) => {
    const groups = new Map<string, T[]>();
    for (const one of all) {
      const key = `${one.site}/${one.device}`;
      const list = groups.get(key);
      if (list) list.push(one);
      else groups.set(key, [one]);
    }
    return groups;
  };
  const made = { readings: group(picture.readings.values()), ledger: group(picture.ledger.values()) };
  indexes.set(picture, made);
  return made;
}

export const siteOf = (picture: Picture, site: SiteId): SitePicture | undefined =>
  picture.sites.find((one) => one.id === site);

export const readingsOf = (picture: Picture, site: SiteId, device: DeviceId): readonly Reading[] =>
  indexOf(picture).readings.get(`${site}/${device}`) ?? [];

export const ledgerOf = (picture: Picture, site: SiteId, device: DeviceId): readonly LedgerEntry[] =>
  indexOf(picture).ledger.get(`${site}/${device}`) ?? [];

export const readingOf = (
  picture: Picture,
  site: SiteId,
  device: DeviceId,
  metric: string,
  instance = '',
): Reading | undefined => picture.readings.get(seriesId({ site, device, metric, instance }));

/** What the device calls the thing, else its instance. */
export const labelOf = (picture: Picture, reading: Reading): string =>
  picture.labels.get(seriesId(reading))?.description || reading.instance;
