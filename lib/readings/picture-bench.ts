/** Pictures for the tests: two sites of which all is well at 14:32, and ways to make something abnormal. */
import { parseBook } from '../inventory/parse-book.ts';
import { judge } from './judge.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Picture } from './picture.ts';
import { ledgerId, sitePictures } from './picture.ts';
import type { Reading, SeriesLabel } from './reading.ts';
import { seriesId } from './reading.ts';
import type { CollectorStatus } from './status.ts';

const site = (id: string, longitude: number, zone: string): string => `  ${id}:
    name: ${id.charAt(0).toUpperCase()}${id.slice(1)}
    country: BJ
    timezone: ${zone}
    position: { latitude: 6, longitude: ${longitude} }
    service: { mon-sat: "08:00-19:00" }
    contacts: { fire_brigade: "118" }
    devices:
      fw-1: { kind: firewall, name: Pare-feu, address: 192.0.2.1, snmp: { version: 2c, community: secret-word } }
      sw-1: { kind: switch, name: Commutateur, address: 192.0.2.2, parent: fw-1, snmp: { version: 2c, community: secret-word } }
      ups-1: { kind: ups, name: Onduleur, address: 192.0.2.3, parent: sw-1, snmp: { version: 2c, community: secret-word } }
      mains-1: { kind: meter, name: Compteur, parent: sw-1, mqtt: { format: tasmota, topic: ${id}/mains } }
      genset-1: { kind: generator, name: Groupe, parent: sw-1, mqtt: { format: genmon, topic: ${id}/genset } }
      hvac-1: { kind: hvac, name: Clim 1, address: 192.0.2.4, parent: sw-1, snmp: { version: 2c, community: secret-word } }
      room-1: { kind: environment, name: Salle serveurs, parent: sw-1, mqtt: { format: tasmota, topic: ${id}/room } }
      fire-1: { kind: fire, name: Centrale incendie, address: 192.0.2.5, parent: sw-1, snmp: { version: 2c, community: secret-word } }
      cam-1: { kind: camera, name: Caméra 1, address: 192.0.2.6, parent: sw-1, ping: {} }
      cam-2: { kind: camera, name: Caméra 2, address: 192.0.2.7, parent: sw-1, ping: {} }
      rec-1: { kind: recording, name: Enregistreur, address: 192.0.2.8, parent: sw-1, snmp: { version: 2c, community: secret-word } }
      gw-1: { kind: gateway, name: Passerelle E1, address: 192.0.2.9, parent: sw-1, snmp: { version: 2c, community: secret-word } }
    links:
      primary: { device: fw-1, interface: wan1, contracted: 2 Mbit/s, role: primary, overflow_at: 0.7, provider: { name: FAI 1, phone: "+2290121000000" } }
      backup: { device: fw-1, interface: wan2, contracted: 2 Mbit/s, role: backup, provider: { name: FAI 2 } }
    vpn: { canal: { device: fw-1, tunnel: canal-plus, applications: ["https://192.0.2.80/"] } }
    trunks:
      e1: { kind: e1, endpoint: "PJSIP/{number}@e1", spans: 4, device: gw-1 }
      voip: { kind: voip, endpoint: "PJSIP/{number}@voip", channels: 30 }
    recordings: { to: "file:///srv/recordings", device: rec-1 }
    power: { mains: mains-1, ups: [ups-1], generator: genset-1, tank: 200 L, consumption: { "0 kW": 2 L/h, "80 kW": 24 L/h } }
`;
const parsed = parseBook(
  [
    {
      name: 'sites.yaml',
      text: `organisation: Essai\nsites:\n${site('abidjan', -4, 'Africa/Abidjan')}${site('cotonou', 2.4, 'Africa/Porto-Novo')}`,
    },
  ],
  {},
);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));

type Value = readonly [device: string, metric: string, instance: string, value: number | null, text?: string];
const healthy: readonly Value[] = [
  ['fw-1', 'link.state', 'primary', 1, 'up'],
  ['fw-1', 'link.state', 'backup', 1, 'up'],
  ['fw-1', 'link.use_ratio', 'primary', 0.61],
  ['fw-1', 'link.use_ratio', 'backup', 0.03],
  ['fw-1', 'link.in_bits_per_second', 'primary', 1.22e6],
  ['fw-1', 'link.in_bits_per_second', 'backup', 0.06e6],
  ['fw-1', 'link.overflow_state', 'primary', 1, 'primary-only'],
  ['fw-1', 'link.overflow_result', 'primary', 0, 'none'],
  ['fw-1', 'vpn.tunnel_state', 'canal-plus', 2, 'up'],
  ['fw-1', 'interface.oper_state', 'port7', 2, 'down'],
  ['ups-1', 'ups.output_source', '', 2, 'onLine'],
  ['ups-1', 'ups.runtime_seconds', '', 2_460],
  ['mains-1', 'mains.voltage_volts', '', 229],
  ['genset-1', 'generator.state', '', 1, 'ready'],
  ['genset-1', 'generator.fuel_level_ratio', '', 0.74],
  ['genset-1', 'power.source', '', 1, 'mains'],
  ['genset-1', 'power.load_watts', '', 9_600],
  ['genset-1', 'power.fuel_litres', '', 148],
  ['genset-1', 'power.fuel_consumption_litres_per_hour', '', 4.64],
  ['hvac-1', 'hvac.state', '', 1, 'running'],
  ['room-1', 'environment.temperature_celsius', '', 23.4],
  ['fire-1', 'contact.fire', '1', 0, 'rest'],
  ['cam-1', 'ping.loss_ratio', '', 0],
  ['cam-2', 'ping.loss_ratio', '', 0],
  ['rec-1', 'storage.use_ratio', '/srv', 0.62],
  ['gw-1', 'e1.line_state', 'E1 1', 1, 'no alarm'],
  ['gw-1', 'e1.line_state', 'E1 2', 1, 'no alarm'],
  ['gw-1', 'e1.channels_used_count', 'E1 1', 20],
  ['gw-1', 'e1.channels_used_count', 'E1 2', 18],
];

export class PictureBench {
  now = Date.parse('2026-11-23T14:32:00+01:00');
  readonly readings = new Map<string, Reading>();
  readonly ledger = new Map<string, LedgerEntry>();
  readonly labels = new Map<string, SeriesLabel>();
  collectors: CollectorStatus[] = [];
  book: Picture['book'] = null;
  readonly sites = sitePictures(parsed.ok ? parsed.inventory : (undefined as never));

  constructor() {
    for (const { id, devices } of this.sites) {
      for (const value of healthy) this.say(id, value, 'good', 3_600_000);
      for (const device of devices) this.answers(id, device.id, 1_000);
    }
    this.collectors.push({
      site: '*',
      at: this.now - 500,
      backlog: { readings: 0, oldestAt: null, bytes: 0 },
      acknowledged: 0,
      stored: 0,
      store: { kind: 'embedded', ok: true, reason: null },
      buffer: { ok: true, reason: null },
      drops: [],
      queue: 0,
    });
  }

  /** A reading of a second ago that has been in its state for `forMs`. */
  say(
    site: string,
    [device, metric, instance, value, text]: Value,
    state: Reading['state'],
    forMs: number,
    ageMs = 1_000,
  ): this {
    const at = this.now - ageMs;
    const raw = { site, device, metric, instance, value, text: text ?? null, state, at, everyMs: 5_000 };
    const reading = { ...judge(raw, undefined), state, since: this.now - forMs };
    this.readings.set(seriesId(reading), reading);
    return this;
  }

  answers(
    site: string,
    device: string,
    ageMs: number,
    check = device.startsWith('cam') ? 'ping' : 'snmp',
  ): this {
    const at = this.now - ageMs;
    const entry = {
      site,
      device,
      check,
      everyMs: 5_000,
      triedAt: this.now - 1_000,
      answeredAt: at,
      valueAt: at,
    };
    this.ledger.set(ledgerId(entry), {
      ...entry,
      failures: ageMs > 10_000 ? Math.floor(ageMs / 5_000) : 0,
      reason: ageMs > 10_000 ? 'timeout' : null,
    });
    return this;
  }

  /** The device has not answered for this long, and what it said is that old. */
  silence(site: string, device: string, ageMs: number): this {
    this.answers(site, device, ageMs);
    for (const [id, reading] of this.readings)
      if (reading.site === site && reading.device === device)
        this.readings.set(id, { ...reading, at: this.now - ageMs });
    return this;
  }

  get picture(): Picture {
    const { now, sites, collectors, book } = this;
    return {
      now,
      organisation: 'Essai',
      sites,
      readings: new Map(this.readings),
      ledger: new Map(this.ledger),
      labels: new Map(this.labels),
      roles: [],
      collectors,
      book,
      drill: null,
      incidents: new Map(),
    };
  }
}
