/**
 * The site book once parsed: what there is, where, and how it is reached. Made only by `parse-book.ts`,
 * so that every value here is already right (defaults filled in, units in base units, references resolved).
 */

export type SiteId = string;
export type DeviceId = string;

/** The seven systems of a site, in the order of the screens. */
export const systems = [
  'internet',
  'power',
  'climate',
  'safety',
  'servers',
  'telephony',
  'campaign',
] as const;
export type System = (typeof systems)[number];

/** Kinds of device, and the system under which a screen shows them. */
export const deviceKinds = {
  firewall: 'internet',
  router: 'internet',
  switch: 'internet',
  transceiver: 'internet',
  radio: 'internet',
  ups: 'power',
  ats: 'power',
  pdu: 'power',
  generator: 'power',
  powerplant: 'power',
  meter: 'power',
  hvac: 'climate',
  environment: 'safety',
  fire: 'safety',
  door: 'safety',
  camera: 'safety',
  recorder: 'safety',
  server: 'servers',
  storage: 'servers',
  recording: 'servers',
  workstation: 'servers',
  backup: 'servers',
  antivirus: 'servers',
  clock: 'servers',
  gateway: 'telephony',
  pbx: 'telephony',
} as const satisfies Record<string, System>;
export type DeviceKind = keyof typeof deviceKinds;

export interface SnmpSecret {
  readonly protocol: string;
  readonly key: string;
}
export type SnmpAccess =
  | { readonly version: '1' | '2c'; readonly community: string }
  | {
      readonly version: '3';
      readonly user: string;
      readonly auth?: SnmpSecret & { readonly protocol: 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' };
      readonly privacy?: SnmpSecret & { readonly protocol: 'aes' | 'aes256' };
      readonly context?: string;
    };
export interface SnmpSettings {
  readonly address: string;
  readonly port: number;
  readonly access: SnmpAccess;
  /** Profiles named by the operator; empty: found by sysObjectID and by what answers. */
  readonly profiles: readonly string[];
  readonly timeoutMs: number;
  /** Contact inputs whose rest position is not the profile's: instance → 'open' or 'closed'. */
  readonly contacts: Readonly<
    Record<
      string,
      {
        readonly name?: string;
        readonly rest: 'open' | 'closed';
        readonly means?: 'fire' | 'smoke' | 'door' | 'water' | 'motion' | 'intrusion' | 'input';
      }
    >
  >;
}

export type MqttFormat =
  | 'readings'
  | 'tasmota'
  | 'genmon'
  | 'sparkplug'
  | 'zigbee2mqtt'
  | 'shelly'
  | 'victron'
  | 'teltonika';
export interface MqttReadingRule {
  readonly topic: string;
  /** JSON path of the value; null: the payload itself (a number, or text such as "13.2 V"). */
  readonly path: string | null;
  readonly metric: string;
  readonly instance: string;
  readonly scale: number;
  readonly offset: number;
  readonly maxAgeMs: number;
  /** Text → number, for states. */
  readonly states: Readonly<Record<string, number>> | null;
}
export interface MqttSettings {
  readonly format: MqttFormat;
  /** Base topic of the device; for Sparkplug `group/node[/device]`. */
  readonly topic: string | null;
  readonly availability: { readonly topic: string; readonly online: string; readonly offline: string } | null;
  readonly readings: readonly MqttReadingRule[];
  readonly maxAgeMs: number;
  /** Polarity and meaning by input, as for SNMP. */
  readonly contacts: SnmpSettings['contacts'];
}
export interface PingSettings {
  readonly address: string;
  readonly everyMs: number;
  readonly count: number;
}
/** One reachability check: `tcp://host:port`, `http(s)://…`, `rtsp://…`, `ntp://host`. */
export interface ProbeSettings {
  readonly url: string;
  readonly everyMs: number;
  readonly timeoutMs: number;
  readonly expectStatus?: number;
}
/** A job that calls in: the missing one is the news. */
export interface HeartbeatSettings {
  readonly name: string;
  readonly everyMs: number;
  readonly graceMs: number;
  readonly minimumBytes: number | null;
  readonly kind: 'backup' | 'antivirus' | 'job';
  readonly topic: string | null;
  readonly key: string | null;
}

export interface Device {
  readonly site: SiteId;
  readonly id: DeviceId;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly parent: DeviceId | null;
  readonly snmp: SnmpSettings | null;
  readonly mqtt: MqttSettings | null;
  readonly ping: PingSettings | null;
  readonly probes: readonly ProbeSettings[];
  readonly heartbeats: readonly HeartbeatSettings[];
  /** The operator's `every`: one period for all the device's metrics; null: by kind of metric. */
  readonly everyMs: number | null;
  /** Bands that replace the catalogue's, by metric. */
  readonly bands: Readonly<Record<string, import('../readings/catalogue/metric.ts').NormalBand>>;
}

export interface Link {
  readonly id: string;
  readonly site: SiteId;
  readonly device: DeviceId;
  readonly interface: string;
  /** Contracted rate, bit/s, in each direction. */
  readonly contractedBitsPerSecond: number;
  readonly role: 'primary' | 'backup';
  /** Null: no overflow state, only a capacity warning. Ratio 0 to 1. */
  readonly overflow: OverflowSettings | null;
  readonly probe: readonly string[];
  readonly provider: {
    readonly name: string;
    readonly circuit: string | null;
    readonly phone: string | null;
    readonly repairMs: number | null;
  } | null;
}
export interface OverflowSettings {
  readonly atRatio: number;
  readonly forMs: number;
  readonly returnAtRatio: number;
  readonly returnForMs: number;
  /** The backup must carry this share of its contract above idle … */
  readonly relayRatio: number;
  /** … within this time … */
  readonly relayWithinMs: number;
  /** … and the primary must be back under this ratio … */
  readonly reliefRatio: number;
  /** … within this time, for the overflow to count as held. */
  readonly reliefWithinMs: number;
}

export interface VpnTunnel {
  readonly id: string;
  readonly device: DeviceId;
  readonly tunnel: string;
  readonly applications: readonly string[];
}
export interface Trunk {
  readonly id: string;
  readonly kind: 'e1' | 'voip';
  readonly endpoint: string;
  readonly spans: number;
  readonly channels: number;
  readonly codec: string | null;
  readonly order: number;
  readonly device: DeviceId | null;
  readonly link: string | null;
  readonly countries: readonly string[];
}
export interface PowerChain {
  readonly mains: DeviceId | null;
  readonly ups: readonly DeviceId[];
  readonly generator: DeviceId | null;
  readonly tankLitres: number | null;
  /** Points of consumption, sorted by power: interpolated between, flat beyond. */
  readonly consumption: readonly { readonly watts: number; readonly litresPerHour: number }[];
  readonly deliveryMs: number;
  readonly marginMs: number;
}

/** Service hours: for each weekday (0 Sunday … 6 Saturday) the spans in minutes of local time, `to` up to 1440. */
export interface ServiceHours {
  readonly days: readonly (readonly { readonly from: number; readonly to: number }[])[];
  readonly holidays: string | null;
  /** Other days without service, `2026-12-25`. */
  readonly closed: readonly string[];
}

export interface Site {
  readonly id: SiteId;
  readonly name: string;
  readonly country: string;
  readonly timezone: string;
  readonly position: { readonly latitude: number; readonly longitude: number };
  readonly service: ServiceHours;
  /** Who judges its readings and calls people: the centre, or a process at the site (`--site`), which goes on when cut off. */
  readonly alerting: 'centre' | 'site';
  readonly contacts: Readonly<Record<string, string>>;
  readonly devices: readonly Device[];
  readonly links: readonly Link[];
  readonly vpn: readonly VpnTunnel[];
  readonly trunks: readonly Trunk[];
  readonly power: PowerChain | null;
  /** Kept for the dialer: ARI settings and where recordings go. */
  readonly asterisk: {
    readonly url: string;
    readonly user: string;
    readonly password: string;
    readonly client: string;
  } | null;
  readonly recordings: { readonly to: string; readonly device: DeviceId | null } | null;
}

/** Who watches Vigie itself. */
export interface Watchers {
  /** Where a site that watches itself reports its incidents. */
  readonly centre: { readonly url: string; readonly token: string } | null;
  /** Somebody outside who misses this when it stops coming. */
  readonly heartbeat: { readonly url: string; readonly everyMs: number } | null;
  /** The UPS that feeds the machine on which Vigie runs, and when it says goodbye: at this charge, or with this time left. */
  readonly host: {
    readonly site: SiteId;
    readonly ups: DeviceId;
    readonly stopBelowRatio: number | null;
    readonly stopAtMs: number | null;
  } | null;
}

/** How long each grain of readings is kept. */
export interface Retention {
  readonly rawDays: number;
  readonly fiveMinutesDays: number;
  readonly hourDays: number;
}

export interface Inventory extends Watchers {
  readonly organisation: string;
  readonly locale: 'fr' | 'en';
  /** West to east, the one order of every screen. */
  readonly sites: readonly Site[];
  readonly stores: {
    readonly operations: string | null;
    readonly influx: {
      readonly url: string;
      readonly database: string;
      readonly user?: string;
      readonly password?: string;
    } | null;
    /** How long readings are kept; null: as `open-reading-store.ts` says for the store in use. */
    readonly retention: Retention | null;
  };
  /** The devices' broker; null: the embedded one. `listen`: opened beyond loopback, a password a device. */
  readonly mqtt: { readonly url: string; readonly user?: string; readonly password?: string } | null;
  /** Every listener of the embedded devices' broker beyond loopback. */
  readonly broker: { readonly listen: string; readonly passwords: Readonly<Record<string, string>> } | null;
  readonly trapPort: number;
  /** `https://noc.example.org`: the address under which people reach the screens; null: loopback only. */
  readonly publicUrl: string | null;
}
