/** The objects of the HTTP API: their schemas (which are also the OpenAPI page) and how they are made from the picture. */
import { z } from 'zod';
import { metricOf } from '../../../lib/readings/catalogue/index.ts';
import { deviceState, silentAncestor, worstState } from '../../../lib/readings/device-state.ts';
import { freshnessOf } from '../../../lib/readings/freshness.ts';
import {
  type DevicePicture,
  ledgerOf,
  type Picture,
  readingOf,
  type SitePicture,
  siteOf,
} from '../../../lib/readings/picture.ts';
import type { Freshness, Reading } from '../../../lib/readings/reading.ts';

export const instant = z.iso.datetime().describe('RFC 3339, UTC.');
export const stateSchema = z.enum(['good', 'warning', 'critical', 'unknown']);
export const freshnessSchema = z
  .enum(['fresh', 'stale', 'expired', 'unreachable'])
  .describe('stale: over 2 periods; expired: over 5; unreachable: because of a parent.');

export const siteSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    country: z.string(),
    timezone: z.string(),
    state: stateSchema,
    position: z.object({ latitude: z.number(), longitude: z.number() }),
    devices: z.number().int(),
  })
  .meta({ id: 'Site' });

export const deviceSchema = z
  .object({
    site: z.string(),
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    state: stateSchema,
    freshness: freshnessSchema,
    profile: z
      .string()
      .nullable()
      .describe('The profiles by which it is read, or how it is read without one.'),
    system: z.string(),
    parent: z.string().nullable(),
    since: instant.nullable(),
    unreachableBecauseOf: z.string().nullable(),
  })
  .meta({ id: 'Device' });

export const readingSchema = z
  .object({
    site: z.string(),
    device: z.string(),
    metric: z.string(),
    instance: z.string(),
    value: z.number().nullable(),
    text: z.string().nullable().describe('The word of a state.'),
    unit: z.string(),
    at: instant,
    freshness: freshnessSchema,
    state: stateSchema,
    since: instant.optional(),
  })
  .meta({ id: 'Reading' });

export const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export function siteShape(picture: Picture, site: SitePicture): z.input<typeof siteSchema> {
  const states = site.devices.map((device) => deviceState(picture, site.id, device.id).state);
  return {
    id: site.id,
    name: site.name,
    country: site.country,
    timezone: site.timezone,
    state: worstState(states),
    position: site.position,
    devices: site.devices.length,
  };
}

/** `device.profile` is said by the SNMP collector as a label; until then, the means by which it is read. */
export const profileOf = (picture: Picture, device: DevicePicture): string | null => {
  const said = readingOf(picture, device.site, device.id, 'device.profile')?.text;
  return said ?? (device.means.length > 0 ? device.means.join(', ') : null);
};

export function deviceShape(picture: Picture, device: DevicePicture): z.input<typeof deviceSchema> {
  const { state, freshness, since, because } = deviceState(picture, device.site, device.id);
  return {
    site: device.site,
    id: device.id,
    kind: device.kind,
    name: device.name,
    state,
    freshness,
    profile: profileOf(picture, device),
    system: device.system,
    parent: device.parent,
    since: isoOrNull(since),
    unreachableBecauseOf: because,
  };
}

/** Freshness of many readings: a device's ledger and ancestors are looked at once. */
export function freshnessIn(picture: Picture): (reading: Reading) => Freshness {
  const parents = new Map<string, boolean>();
  return (reading) => {
    const key = `${reading.site}/${reading.device}`;
    const known = parents.get(key);
    const site = siteOf(picture, reading.site);
    const down = known ?? (site !== undefined && silentAncestor(picture, site, reading.device) !== null);
    parents.set(key, down);
    return freshnessOf(reading, ledgerOf(picture, reading.site, reading.device), picture.now, down);
  };
}

export const readingShape = (reading: Reading, freshness: Freshness): z.input<typeof readingSchema> => ({
  site: reading.site,
  device: reading.device,
  metric: reading.metric,
  instance: reading.instance,
  value: reading.value,
  text: reading.text,
  unit: metricOf(reading.metric)?.unit ?? '',
  at: iso(reading.at),
  freshness,
  state: reading.state,
  since: iso(reading.since),
});
