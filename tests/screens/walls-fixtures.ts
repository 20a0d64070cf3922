/** Moments of five invented sites: healthy, the moment of the reference pictures, two abnormal sites, many, none. */
import type { LiveSnapshot, RecentSeries } from '../../components/live/events.ts';
import { applyEvent, makeLiveState, pictureOf } from '../../components/live/live-state.ts';
import { recentSlots, recentSpanMs, recentStepMs } from '../../lib/readings/hour-ring.ts';
import type { Picture } from '../../lib/readings/picture.ts';
import { type Reading, seriesId } from '../../lib/readings/reading.ts';
import {
  fixtureSite,
  healthyReadings,
  ledgerLines,
  minute,
  moment,
  reading,
  type SiteSeed,
} from './walls-site.ts';

export const seeds: readonly SiteSeed[] = [
  {
    id: 'conakry',
    name: 'Conakry',
    country: 'GN',
    timezone: 'Africa/Conakry',
    latitude: 9.53,
    longitude: -13.68,
    megabits: 2,
    use: [0.64, 0.04],
    volts: 229,
    load: 9600,
    litres: 148,
    perHour: 15,
    upsMinutes: 38,
    calls: [21, 20, 17, 12],
  },
  {
    id: 'abidjan',
    name: 'Abidjan',
    country: 'CI',
    timezone: 'Africa/Abidjan',
    latitude: 5.35,
    longitude: -4.02,
    megabits: 2,
    use: [0.57, 0.03],
    volts: 231,
    load: 8900,
    litres: 164,
    perHour: 14.5,
    upsMinutes: 41,
    calls: [18, 16, 12, 10],
  },
  {
    id: 'cotonou',
    name: 'Cotonou',
    country: 'BJ',
    timezone: 'Africa/Porto-Novo',
    latitude: 6.37,
    longitude: 2.43,
    megabits: 4,
    use: [0.61, 0.03],
    volts: 229,
    load: 22_400,
    litres: 76,
    perHour: 24,
    upsMinutes: 41,
    calls: [28, 26, 22, 18],
  },
  {
    id: 'douala',
    name: 'Douala',
    country: 'CM',
    timezone: 'Africa/Douala',
    latitude: 4.05,
    longitude: 9.7,
    megabits: 2,
    use: [0.47, 0.02],
    volts: 227,
    load: 9800,
    litres: 136,
    perHour: 15.7,
    upsMinutes: 36,
    calls: [16, 14, 12, 9],
  },
  {
    id: 'brazzaville',
    name: 'Brazzaville',
    country: 'CG',
    timezone: 'Africa/Brazzaville',
    latitude: -4.27,
    longitude: 15.28,
    megabits: 2,
    use: [0.39, 0.02],
    volts: 224,
    load: 7400,
    litres: 182,
    perHour: 15.4,
    upsMinutes: 44,
    calls: [11, 9, 8, 5],
  },
];

/** Readings that replace those of the healthy sites, by series. */
export type Trouble = readonly Reading[];

const at = (minutes: number): number => moment - minutes * minute;

export const mainsLost = (site: string): Trouble => [
  reading(site, 'ats-1', 'mains.voltage_volts', 0, { state: 'critical', since: at(6) }),
  reading(site, 'genset-1', 'generator.state', 5, { text: 'on-load', since: at(6) }),
  reading(site, 'genset-1', 'generator.output_voltage_volts', 229),
  reading(site, 'genset-1', 'generator.frequency_hertz', 50.1),
  reading(site, 'genset-1', 'generator.output_power_watts', 22_400),
  reading(site, 'genset-1', 'power.source', 2, { text: 'generator', since: at(6) }),
  reading(site, 'genset-1', 'power.transfer_delay_seconds', 11),
  reading(site, 'ups-1', 'ups.battery_charge_ratio', 0.98),
];
export const overflowing = (site: string): Trouble => [
  reading(site, 'fw-1', 'link.use_ratio', 0.83, { instance: 'primary' }),
  reading(site, 'fw-1', 'link.in_bits_per_second', 1_660_000, { instance: 'primary' }),
  reading(site, 'fw-1', 'link.use_ratio', 0.34, { instance: 'backup' }),
  reading(site, 'fw-1', 'link.in_bits_per_second', 680_000, { instance: 'backup' }),
  reading(site, 'fw-1', 'link.overflow_state', 2, { instance: 'primary', text: 'overflow', since: at(23) }),
  reading(site, 'fw-1', 'link.overflow_result', 2, { instance: 'primary', text: 'held', since: at(22) }),
  reading(site, 'fw-1', 'link.relay_delay_seconds', 12, { instance: 'primary' }),
  reading(site, 'fw-1', 'link.relay_resolution_seconds', 2, { instance: 'primary' }),
];
export const spanAlarm = (site: string, span = '2'): Trouble => [
  reading(site, 'gw-1', 'e1.line_state', 8, { instance: span, text: 'AIS', state: 'warning', since: at(21) }),
  reading(site, 'gw-1', 'e1.channels_used_count', 0, { instance: span }),
];
export const staleRoom = (site: string): Trouble => [
  reading(site, 'room-1', 'environment.temperature_celsius', 23.4, { at: at(4) }),
];
export const expiredRoom = (site: string): Trouble => [
  reading(site, 'room-1', 'environment.temperature_celsius', 23.4, { at: at(9) }),
];
export const fire = (site: string): Trouble => [
  reading(site, 'fire-1', 'contact.fire', 1, { text: 'active', state: 'critical', since: at(1) }),
];
export const hotServers = (site: string): Trouble => [
  reading(site, 'hvac-1', 'hvac.state', 2, { text: 'en panne', state: 'critical', since: at(40) }),
  reading(site, 'room-1', 'environment.temperature_celsius', 36.2, { state: 'critical', since: at(12) }),
];
export const fullDisk = (site: string): Trouble => [
  reading(site, 'srv-1', 'storage.use_ratio', 0.96, { instance: '/', state: 'critical', since: at(90) }),
];
export const tunnelDown = (site: string): Trouble => [
  reading(site, 'fw-1', 'vpn.tunnel_state', 1, {
    instance: 'canal-plus',
    text: 'down',
    state: 'critical',
    since: at(3),
  }),
];
export const bothLinksDown = (site: string): Trouble => [
  reading(site, 'fw-1', 'link.overflow_state', 4, { instance: 'primary', text: 'both-down', since: at(2) }),
  ...['primary', 'backup'].map((instance) =>
    reading(site, 'fw-1', 'link.state', 2, { instance, text: 'down', state: 'critical', since: at(2) }),
  ),
];

export const moments = {
  healthy: [],
  /** That of the reference pictures. */
  pictures: [
    ...spanAlarm('conakry'),
    ...overflowing('abidjan'),
    ...mainsLost('cotonou'),
    ...staleRoom('brazzaville'),
  ],
  /** Two sites abnormal in one system. */
  'two-power': [...mainsLost('cotonou'), ...mainsLost('abidjan')],
  seven: [
    ...spanAlarm('conakry'),
    ...overflowing('abidjan'),
    ...mainsLost('cotonou'),
    ...staleRoom('brazzaville'),
    ...fire('douala'),
    ...tunnelDown('douala'),
    ...fullDisk('brazzaville'),
  ],
  many: [
    ...spanAlarm('conakry'),
    ...overflowing('abidjan'),
    ...mainsLost('cotonou'),
    ...staleRoom('brazzaville'),
    ...fire('douala'),
    ...tunnelDown('douala'),
    ...fullDisk('brazzaville'),
    ...hotServers('abidjan'),
    ...bothLinksDown('conakry'),
    ...mainsLost('brazzaville'),
    ...fullDisk('conakry'),
    ...spanAlarm('cotonou', '3'),
  ],
} as const satisfies Record<string, Trouble>;
export type Moment = keyof typeof moments;

export function snapshotOf(troubles: Trouble, more: Partial<LiveSnapshot> = {}): LiveSnapshot {
  const readings = new Map<string, Reading>();
  for (const one of [...seeds.flatMap(healthyReadings), ...troubles]) readings.set(seriesId(one), one);
  return {
    now: moment,
    build: 'fixture',
    organisation: 'Essai',
    locale: 'fr',
    sites: seeds.map(fixtureSite),
    readings: [...readings.values()],
    ledger: seeds.flatMap(ledgerLines),
    labels: ['1', '2', '3', '4'].flatMap((instance) =>
      seeds.map((seed) => ({
        site: seed.id,
        device: 'gw-1',
        metric: 'e1.line_state',
        instance,
        description: `E1 nº ${instance}`,
        source: 'dsx1LineStatus',
      })),
    ),
    roles: [],
    collectors: [],
    book: null,
    drill: null,
    incidents: [],
    ...more,
  };
}

export function picture(troubles: Trouble, more: Partial<LiveSnapshot> = {}): Picture {
  const state = makeLiveState([]);
  const snapshot = snapshotOf(troubles, more);
  applyEvent(state, 'snapshot', snapshot);
  const made = pictureOf(state, snapshot.now);
  if (!made) throw new Error('a snapshot gives a picture');
  return made;
}

/** A hand-made noise, the same on each run. */
const noise = (i: number, seed: number): number =>
  Math.sin(i * 0.7 + seed) * 0.5 +
  Math.sin(i * 0.23 + seed * 3.1) * 0.7 +
  Math.sin(i * 1.9 + seed * 1.7) * 0.3;

const drawn: readonly (readonly [metric: string, spread: number])[] = [
  ['link.in_ratio', 0.03],
  ['link.out_ratio', 0.03],
  ['link.loss_ratio', 0.0006],
  ['link.latency_seconds', 0.002],
  ['mains.voltage_volts', 2],
  ['e1.channels_used_count', 1.2],
];

/** The last hour of what walls draw: about the value of now, with the steps of the troubles at their minute. */
export function recentOf(snapshot: LiveSnapshot): readonly RecentSeries[] {
  const startAt = snapshot.now - recentSpanMs + recentStepMs;
  return snapshot.readings.flatMap((one, nth) => {
    const spread = drawn.find(([metric]) => metric === one.metric)?.[1];
    if (spread === undefined || one.value === null) return [];
    const usual =
      seeds.flatMap(healthyReadings).find((other) => seriesId(other) === seriesId(one))?.value ?? 0;
    const overflow = snapshot.readings.some(
      (other) => other.site === one.site && other.metric === 'link.overflow_state' && other.value === 2,
    );
    const values = Array.from({ length: recentSlots }, (_, i) => {
      const left = (recentSlots - i) / 2;
      const base = one.state !== 'good' && left > 6 ? usual : (one.value ?? 0);
      const swollen = overflow && one.metric.endsWith('n_ratio') && one.metric.startsWith('link.i');
      const rise = swollen
        ? one.instance === 'primary'
          ? 0.5 + Math.min(0.33, Math.max(0, (40 - left) / 60))
          : left < 23
            ? 0.33 * Math.min(1, (23 - left) / 5)
            : 0.03
        : null;
      return Math.max(0, (rise ?? base) + noise(i, nth) * spread);
    });
    return [
      {
        site: one.site,
        device: one.device,
        metric: one.metric,
        instance: one.instance,
        startAt,
        stepMs: recentStepMs,
        values,
      },
    ];
  });
}
