/** One invented site and what its devices say while all is well: the ground on which wall fixtures lay their troubles. */

import { type DeviceKind, deviceKinds } from '../../lib/inventory/inventory.ts';
import type { LedgerEntry } from '../../lib/readings/ledger.ts';
import type { DevicePicture, SitePicture } from '../../lib/readings/picture.ts';
import type { Reading, State } from '../../lib/readings/reading.ts';

/** Monday 23 November 2026, 14:32:07 in Cotonou. */
export const moment = Date.UTC(2026, 10, 23, 13, 32, 7);
export const minute = 60_000;

export interface SiteSeed {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly timezone: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly megabits: number;
  readonly use: readonly [primary: number, backup: number];
  readonly volts: number;
  readonly load: number;
  readonly litres: number;
  readonly perHour: number;
  readonly upsMinutes: number;
  readonly calls: readonly number[];
}

const kinds: readonly (readonly [string, DeviceKind, string])[] = [
  ['fw-1', 'firewall', 'FortiGate 100F'],
  ['ups-1', 'ups', 'Onduleur 1'],
  ['ats-1', 'ats', 'Inverseur'],
  ['genset-1', 'generator', 'Groupe électrogène'],
  ['hvac-1', 'hvac', 'Climatiseur salle serveurs'],
  ['room-1', 'environment', 'Salle serveurs'],
  ['fire-1', 'fire', 'Centrale incendie'],
  ['srv-1', 'server', 'Serveur de production'],
  ['gw-1', 'gateway', 'Passerelle E1'],
];

const device = (site: string, [id, kind, name]: (typeof kinds)[number]): DevicePicture => ({
  site,
  id,
  kind,
  system: deviceKinds[kind],
  name,
  parent: id === 'fw-1' ? null : 'fw-1',
  address: '192.0.2.1',
  means: ['snmp 2c'],
  everyMs: null,
});

const weekdays = Array.from({ length: 7 }, (_, day) => (day === 0 ? [] : [{ from: 480, to: 1140 }]));

export function fixtureSite(seed: SiteSeed): SitePicture {
  const link = (id: 'primary' | 'backup') => ({
    id,
    site: seed.id,
    device: 'fw-1',
    interface: id === 'primary' ? 'wan1' : 'wan2',
    contractedBitsPerSecond: seed.megabits * 1e6,
    role: id,
    overflow:
      id === 'primary'
        ? {
            atRatio: 0.7,
            forMs: 30_000,
            returnAtRatio: 0.55,
            returnForMs: 300_000,
            relayRatio: 0.05,
            relayWithinMs: 60_000,
            reliefRatio: 0.8,
            reliefWithinMs: 300_000,
          }
        : null,
    probe: [],
    provider: { name: 'FAI 1', circuit: null, phone: '+229 21 00 00 00', repairMs: 14_400_000 },
  });
  return {
    id: seed.id,
    name: seed.name,
    country: seed.country,
    timezone: seed.timezone,
    position: { latitude: seed.latitude, longitude: seed.longitude },
    service: { days: weekdays, holidays: null, closed: [] },
    contacts: { fire_brigade: '118' },
    devices: kinds.map((kind) => device(seed.id, kind)),
    links: [link('primary'), link('backup')],
    vpn: [
      { id: 'canal', device: 'fw-1', tunnel: 'canal-plus', applications: ['https://192.0.2.80/'] },
      { id: 'siege', device: 'fw-1', tunnel: 'siege', applications: [] },
      { id: 'secours', device: 'fw-1', tunnel: 'canal-secours', applications: [] },
    ],
    recordings: null,
    trunks: [
      {
        id: 'e1',
        kind: 'e1',
        endpoint: 'e1',
        spans: 4,
        channels: 120,
        codec: null,
        order: 1,
        device: 'gw-1',
        link: null,
        countries: [seed.country],
      },
    ],
    power: {
      mains: 'ats-1',
      ups: ['ups-1'],
      generator: 'genset-1',
      tankLitres: 200,
      consumption: [{ watts: 0, litresPerHour: 2 }],
      deliveryMs: 7_200_000,
      marginMs: 1_800_000,
    },
  };
}

export const everyOf: Readonly<Record<string, number>> = { link: 10_000, environment: 60_000, hvac: 60_000 };

/** One reading; good and fresh unless it is said otherwise. */
export function reading(
  site: string,
  device: string,
  metric: string,
  value: number | null,
  more: Partial<Reading> = {},
): Reading {
  const everyMs = everyOf[metric.split('.')[0] ?? ''] ?? 5_000;
  const state: State = more.state ?? 'good';
  return {
    site,
    device,
    metric,
    instance: '',
    value,
    text: null,
    state,
    since: moment - 6 * 3_600_000,
    at: moment - 2_000,
    everyMs,
    ...more,
  };
}

function linkReadings(seed: SiteSeed): Reading[] {
  return (['primary', 'backup'] as const).flatMap((instance, i) => {
    const use = seed.use[i] ?? 0;
    const rate = seed.megabits * 1e6;
    const of = (metric: string, value: number, more: Partial<Reading> = {}) =>
      reading(seed.id, 'fw-1', metric, value, { instance, ...more });
    return [
      of('link.state', 1, { text: 'up' }),
      of('link.use_ratio', use),
      of('link.in_ratio', use),
      of('link.out_ratio', use * 0.7),
      of('link.in_bits_per_second', use * rate),
      of('link.out_bits_per_second', use * rate * 0.7),
      of('link.loss_ratio', i === 0 ? 0.001 : 0),
      of('link.latency_seconds', 0.038 + i * 0.006),
      ...(instance === 'primary'
        ? [
            of('link.overflow_state', 1, { text: 'primary-only' }),
            of('link.overflow_result', 0, { text: 'none' }),
          ]
        : []),
    ];
  });
}

function powerReadings(seed: SiteSeed): Reading[] {
  const { id } = seed;
  return [
    reading(id, 'ats-1', 'mains.voltage_volts', seed.volts),
    reading(id, 'genset-1', 'generator.state', 1, { text: 'ready' }),
    reading(id, 'genset-1', 'generator.fuel_level_ratio', seed.litres / 200),
    reading(id, 'genset-1', 'power.source', 1, { text: 'mains' }),
    reading(id, 'genset-1', 'power.load_watts', seed.load),
    reading(id, 'genset-1', 'power.fuel_litres', seed.litres),
    reading(id, 'genset-1', 'power.fuel_consumption_litres_per_hour', seed.perHour),
    reading(id, 'ups-1', 'ups.runtime_seconds', seed.upsMinutes * 60),
    reading(id, 'ups-1', 'ups.battery_charge_ratio', 1),
  ];
}

export function healthyReadings(seed: SiteSeed): Reading[] {
  const { id } = seed;
  return [
    ...linkReadings(seed),
    ...powerReadings(seed),
    ...['canal-plus', 'siege', 'canal-secours'].map((instance) =>
      reading(id, 'fw-1', 'vpn.tunnel_state', 2, { instance, text: 'up' }),
    ),
    reading(id, 'hvac-1', 'hvac.state', 1, { text: 'en marche' }),
    reading(id, 'room-1', 'environment.temperature_celsius', 23.4),
    reading(id, 'fire-1', 'contact.fire', 0, { text: 'rest' }),
    reading(id, 'srv-1', 'processor.use_ratio', 0.31),
    ...seed.calls.flatMap((used, i) => {
      const instance = String(i + 1);
      return [
        reading(id, 'gw-1', 'e1.line_state', 1, { instance, text: 'noAlarm' }),
        reading(id, 'gw-1', 'e1.channels_used_count', used, { instance }),
        reading(id, 'gw-1', 'e1.channels_count', 30, { instance }),
      ];
    }),
  ];
}

export const ledgerLines = (seed: SiteSeed): LedgerEntry[] =>
  kinds.map(([id]) => ({
    site: seed.id,
    device: id,
    check: 'snmp',
    everyMs: 5_000,
    triedAt: moment - 2_000,
    answeredAt: moment - 2_000,
    valueAt: moment - 2_000,
    failures: 0,
    reason: null,
  }));
