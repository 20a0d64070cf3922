/** Writes the drill's site book from what it simulates, in the form that every site book has. */
import type { SnmpDevice } from './devices/view.ts';
import type { SiteSpec } from './model/spec.ts';
import { voipChannels } from './model/telephony.ts';
import type { Job } from './mqtt/jobs.ts';
import type { PublishingDevice } from './mqtt/publishing-device.ts';
import { guardNumber } from './people-book.ts';
import type { Around } from './surroundings.ts';

/** Secrets stand in files beside the book, as in any other. */
export const secretFiles = {
  community: 'secret-community',
  auth: 'secret-v3-auth',
  privacy: 'secret-v3-privacy',
  gateway: 'secret-gateway',
} as const;
export const v3User = 'exercice';

export interface BookSite {
  readonly spec: SiteSpec;
  readonly snmp: readonly { readonly device: SnmpDevice; readonly port: number }[];
  readonly mqtt: readonly PublishingDevice[];
  readonly jobs: readonly Job[];
  readonly around: Around;
}
export type Yaml = { readonly [key: string]: unknown };

const access = (device: SnmpDevice, contacts: unknown): Yaml => ({
  ...(device.v3
    ? {
        version: 3,
        user: v3User,
        auth: { protocol: 'sha256', key: `file:${secretFiles.auth}` },
        privacy: { protocol: 'aes', key: `file:${secretFiles.privacy}` },
      }
    : { version: '2c', community: `file:${secretFiles.community}` }),
  ...(contacts ? { contacts } : {}),
});

function snmpEntry(device: SnmpDevice, port: number): Yaml {
  const { snmpContacts, ...more } = device.book ?? {};
  return {
    kind: device.kind,
    name: device.name,
    address: `127.0.0.1:${port}`,
    ...(device.parent ? { parent: device.parent } : {}),
    snmp: access(device, snmpContacts),
    ...more,
  };
}

const publishedEntry = (device: PublishingDevice): Yaml => ({
  kind: device.kind,
  name: device.name,
  ...(device.parent ? { parent: device.parent } : {}),
  ...device.book,
});

function links(spec: SiteSpec): Yaml {
  const rate = `${spec.contractedBitsPerSecond / 1_000_000} Mbit/s`;
  const provider = (i: 0 | 1): Yaml => ({
    name: spec.providers[i],
    circuit: `${spec.country}-F-00${spec.seed % 90}${i + 1}`,
    phone: '+33123456789',
    repair: '4h',
  });
  return {
    primary: {
      device: 'fw-1',
      interface: 'wan1',
      contracted: rate,
      role: 'primary',
      overflow_at: 0.7,
      provider: provider(0),
    },
    backup: { device: 'fw-1', interface: 'wan2', contracted: rate, role: 'backup', provider: provider(1) },
  };
}

function site({ spec, snmp, mqtt, jobs, around }: BookSite, countries: readonly string[]): Yaml {
  const generator = [...snmp.map(({ device }) => device.id), ...mqtt.map(({ id }) => id)].includes(
    'genset-1',
  );
  return {
    name: spec.name,
    country: spec.country,
    timezone: spec.timezone,
    position: { latitude: spec.latitude, longitude: spec.longitude },
    service: { 'mon-sat': '08:00-19:00', holidays: spec.country },
    contacts: { guard: guardNumber(spec), fire_brigade: '118', fuel: '+33123456702' },
    devices: Object.fromEntries([
      ...snmp.map(({ device, port }) => [device.id, snmpEntry(device, port)]),
      ...mqtt.map((device) => [device.id, publishedEntry(device)]),
      ...Object.entries(around.cameras).map(([id, { name, url }]) => [
        id,
        { kind: 'camera', name, parent: 'sw-1', probes: [url] },
      ]),
      ['clock-1', { kind: 'clock', name: 'Horloge du site', parent: 'sw-1', probes: [around.clock] }],
      ...jobs.map((job) => [job.device, { kind: job.kind, name: job.name, ...job.book }]),
    ]),
    links: links(spec),
    vpn: { canal: { device: 'fw-1', tunnel: 'canal-plus', applications: [around.application] } },
    trunks: {
      e1: {
        kind: 'e1',
        endpoint: 'PJSIP/{number}@e1',
        spans: spec.spans,
        order: 1,
        device: 'gw-1',
        countries: [spec.country],
      },
      voip: {
        kind: 'voip',
        endpoint: 'PJSIP/{number}@voip',
        channels: voipChannels,
        codec: 'g729',
        order: 2,
        link: 'primary',
        countries,
      },
    },
    ...(generator
      ? {
          power: {
            mains: 'ats-1',
            ups: ['ups-1'],
            generator: 'genset-1',
            tank: `${spec.tankLitres} L`,
            consumption: {
              '0 kW': `${spec.idleLitresPerHour} L/h`,
              '80 kW': `${spec.fullLitresPerHour} L/h`,
            },
            delivery: '2h',
            margin: '30m',
          },
        }
      : {}),
  };
}

export const bookOf = (sites: readonly BookSite[], countries: readonly string[]): Yaml => ({
  organisation: 'Media Contact',
  locale: 'fr',
  sites: Object.fromEntries(sites.map((one) => [one.spec.id, site(one, countries)])),
});
