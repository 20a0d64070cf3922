/**
 * What the five sites of the stage measure at an instant: all healthy but Abidjan's overflow, Cotonou on its
 * generator, an E1 in alarm at Conakry and a silent room sensor at Brazzaville. Pure: a function of the instant.
 */
import type { LedgerEntry } from '../../../lib/readings/ledger.ts';
import type { Reading, SeriesLabel, State } from '../../../lib/readings/reading.ts';
import { stageSites } from './stage-book.ts';

type Part = readonly [
  device: string,
  metric: string,
  instance: string,
  value: number | null,
  more?: { text?: string; state?: State; everyMs?: number },
];
const wave = (at: number, periodMs: number, seed: number): number =>
  Math.sin((at / periodMs) * 2 * Math.PI + seed) * 0.6 + Math.sin((at / periodMs) * 7.3 + seed * 3) * 0.4;

/** When each thing began, before now. */
export const stageBegan = { overflow: 23 * 60_000, mains: 41 * 60_000, e1: 21 * 60_000, silent: 6 * 60_000 };

function network(site: string, seed: number, at: number, began: number): Part[] {
  const overflow = site === 'abidjan' && at >= began - stageBegan.overflow;
  const since = at - (began - stageBegan.overflow);
  const rise = overflow ? Math.min(1, since / 90_000) : 0;
  const primary = 0.42 + 0.05 * wave(at, 900_000, seed) + (site === 'abidjan' ? 0.2 : 0) + rise * 0.17;
  const backup = 0.01 + rise * 0.33 + 0.01 * wave(at, 300_000, seed);
  const ratios = (id: string, ratio: number): Part[] => [
    ['fw-1', 'link.in_ratio', id, ratio],
    ['fw-1', 'link.out_ratio', id, ratio * 0.72],
    ['fw-1', 'link.use_ratio', id, ratio],
    ['fw-1', 'link.in_bits_per_second', id, ratio * (site === 'cotonou' ? 4e6 : 2e6)],
    ['fw-1', 'link.out_bits_per_second', id, ratio * 0.72 * (site === 'cotonou' ? 4e6 : 2e6)],
    ['fw-1', 'link.state', id, 1, { text: 'up' }],
    ['fw-1', 'link.loss_ratio', id, 0.001 + 0.0005 * wave(at, 200_000, seed)],
    ['fw-1', 'link.latency_seconds', id, 0.05 + 0.004 * wave(at, 240_000, seed)],
  ];
  return [
    ...ratios('primary', primary),
    ...ratios('backup', backup),
    [
      'fw-1',
      'link.overflow_state',
      'primary',
      overflow ? 2 : 1,
      { text: overflow ? 'overflow' : 'primary-only', state: 'good', everyMs: 5000 },
    ],
    ...(overflow ? ([['fw-1', 'link.relay_delay_seconds', 'primary', 12]] as Part[]) : []),
    ['fw-1', 'vpn.tunnel_state', 'canal-plus', 1, { text: 'up' }],
    ['fw-1', 'vpn.tunnels_up_count', '', 3],
    ['fw-1', 'ping.loss_ratio', '', 0],
    ['fw-1', 'ping.latency_seconds', '', 0.002],
    ['fw-1', 'processor.use_ratio', '', 0.3 + 0.1 * wave(at, 500_000, seed)],
    ['fw-1', 'firewall.sessions_count', '', Math.round(1200 + 200 * wave(at, 600_000, seed))],
    ...(['wan1', 'wan2', 'lan'] as const).map(
      (name): Part => ['fw-1', 'interface.oper_state', name, 1, { text: 'up' }],
    ),
    ['sw-1', 'interface.oper_state', 'ge-0/0/1', 1, { text: 'up' }],
    ['sw-1', 'processor.use_ratio', '', 0.12],
  ];
}

function power(site: string, seed: number, at: number, began: number): Part[] {
  const lost = site === 'cotonou' && at >= began - stageBegan.mains;
  const load = (site === 'cotonou' ? 22_400 : 8_900) + 400 * wave(at, 700_000, seed);
  const fuel = site === 'cotonou' ? 0.38 : 0.82;
  return [
    [
      'ats-1',
      'mains.voltage_volts',
      '',
      lost ? 0 : 231 + 3 * wave(at, 300_000, seed),
      lost ? { state: 'critical' } : {},
    ],
    ['ats-1', 'mains.frequency_hertz', '', lost ? 0 : 50],
    [
      'ats-1',
      'ats.source_state',
      '',
      lost ? 2 : 1,
      { text: lost ? 'generator' : 'mains', state: lost ? 'warning' : 'good' },
    ],
    ['ups-1', 'ups.battery_charge_ratio', '', 1],
    ['ups-1', 'ups.runtime_seconds', '', 2460],
    ['ups-1', 'ups.load_ratio', '', 0.34 + 0.02 * wave(at, 400_000, seed)],
    ['ups-1', 'ups.output_source', '', 3, { text: 'normal' }],
    ['ups-1', 'ups.input_voltage_volts', '', 231],
    ['genset-1', 'generator.state', '', lost ? 5 : 1, { text: lost ? 'on-load' : 'ready' }],
    ['genset-1', 'generator.fuel_level_ratio', '', fuel],
    ['genset-1', 'generator.output_power_watts', '', lost ? load : 0],
    [
      'genset-1',
      'power.source',
      '',
      lost ? 2 : 1,
      { text: lost ? 'generator' : 'mains', state: lost ? 'warning' : 'good' },
    ],
    ['genset-1', 'power.load_watts', '', load],
    ['genset-1', 'power.fuel_litres', '', fuel * 200],
    ['genset-1', 'power.fuel_consumption_litres_per_hour', '', lost ? 24 : 7.3],
    ['genset-1', 'power.fuel_runway_seconds', '', lost ? 11_400 : 80_000, lost ? { state: 'critical' } : {}],
  ];
}

function room(seed: number, at: number): Part[] {
  return [
    ['room-1', 'environment.temperature_celsius', '', 22.4 + wave(at, 1_800_000, seed)],
    ['room-1', 'environment.humidity_ratio', '', 0.48],
    ['room-1', 'contact.door', '', 0, { text: 'rest' }],
    ['room-1', 'contact.fire', '', 0, { text: 'rest' }],
    ['hvac-1', 'hvac.state', '', 1, { text: 'on' }],
    ['hvac-2', 'hvac.state', '', 1, { text: 'on' }],
    ['hvac-1', 'hvac.supply_air_celsius', '', 14.2],
    ['hvac-1', 'hvac.return_air_celsius', '', 23.1],
    ['nvr-1', 'storage.use_ratio', 'disk', 0.61],
    ['nvr-1', 'disk.state', 'sda', 1, { text: 'ok' }],
    ['srv-1', 'storage.use_ratio', '/srv', 0.57],
    ['srv-1', 'memory.use_ratio', '', 0.44],
    ['srv-1', 'processor.use_ratio', '', 0.2 + 0.1 * wave(at, 300_000, seed)],
    ['backup-1', 'heartbeat.state', 'nightly', 1, { text: 'ok', everyMs: 60_000 }],
    ['backup-1', 'heartbeat.age_seconds', 'nightly', 32_000, { everyMs: 60_000 }],
  ];
}

function telephony(site: string, seed: number, at: number, began: number): Part[] {
  return [1, 2, 3, 4].flatMap((span): Part[] => {
    const alarm = site === 'conakry' && span === 2 && at >= began - stageBegan.e1;
    const used = Math.max(0, Math.round(16 + 6 * wave(at, 600_000, seed + span)));
    return [
      [
        'gw-1',
        'e1.line_state',
        String(span),
        alarm ? 12 : 1,
        { text: alarm ? 'AIS' : 'normal', state: alarm ? 'critical' : 'good' },
      ],
      ['gw-1', 'e1.channels_count', String(span), 30, { everyMs: 600_000 }],
      ['gw-1', 'e1.channels_used_count', String(span), alarm ? 0 : used],
    ];
  });
}

/** `began`: the moment that is "now" for what has begun; `at` may be earlier (the past of the same story). */
export function stageReadings(at: number, began: number): Reading[] {
  return stageSites.flatMap((site, index) => {
    const parts = [
      ...network(site.id, index, at, began),
      ...power(site.id, index, at, began),
      ...room(index, at),
      ...telephony(site.id, index, at, began),
    ];
    return parts
      .filter(([device]) => !isSilent(site.id, device, at, began))
      .map(([device, metric, instance, value, more = {}]): Reading => {
        const state = more.state ?? (value === null ? 'unknown' : 'good');
        return {
          site: site.id,
          device,
          metric,
          instance,
          value: value === null ? null : Number(value.toFixed(5)),
          text: more.text ?? null,
          state,
          since:
            state === 'good' && metric !== 'link.overflow_state'
              ? began - 86_400_000
              : sinceOf(site.id, metric, at, began),
          at,
          everyMs: more.everyMs ?? 10_000,
        };
      });
  });
}

function sinceOf(site: string, metric: string, at: number, began: number): number {
  const starts: Record<string, number> = {
    abidjan: began - stageBegan.overflow,
    cotonou: began - stageBegan.mains,
    conakry: metric.startsWith('e1.') ? began - stageBegan.e1 : began - 86_400_000,
  };
  return Math.min(at, starts[site] ?? began - 86_400_000);
}

const isSilent = (site: string, device: string, at: number, began: number): boolean =>
  site === 'brazzaville' && device === 'room-1' && at > began - stageBegan.silent;

export function stageLedger(at: number, began: number): LedgerEntry[] {
  const devices = new Map<string, Reading>();
  for (const reading of stageReadings(began - stageBegan.silent, began))
    devices.set(`${reading.site}/${reading.device}`, reading);
  return [...devices.values()].map(({ site, device }) => {
    const silent = isSilent(site, device, at, began);
    const answeredAt = silent ? began - stageBegan.silent : at - 200;
    const check = device === 'room-1' || device === 'genset-1' ? 'mqtt' : 'snmp';
    return {
      site,
      device,
      check,
      everyMs: 10_000,
      triedAt: at - 300,
      answeredAt,
      valueAt: answeredAt,
      failures: silent ? 12 : 0,
      reason: silent ? 'no message' : null,
    };
  });
}

export const stageLabels = (): SeriesLabel[] =>
  stageSites.flatMap((site) =>
    ['primary', 'backup'].map((instance) => ({
      site: site.id,
      device: 'fw-1',
      metric: 'link.in_ratio',
      instance,
      description: instance === 'primary' ? 'wan1' : 'wan2',
      source: '1.3.6.1.2.1.31.1.1.1.6.1',
    })),
  );
