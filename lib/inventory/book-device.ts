/** One device of the site book: what it is, what it hangs on, how it is read and what is normal for it. */
import type { HostAddress } from '../config/host-address.ts';
import type { Place } from '../config/place.ts';
import type { Read } from '../config/readers.ts';
import * as r from '../config/readers.ts';
import type { NormalBand } from '../readings/catalogue/metric.ts';
import { checkMetric, readMqtt, readSnmp } from './book-access.ts';
import * as v from './book-values.ts';
import type { Device, DeviceKind, HeartbeatSettings, PingSettings, ProbeSettings } from './inventory.ts';
import { deviceKinds } from './inventory.ts';

const defaultPingMs = 10_000;
const defaultProbeMs = 60_000;

/** A path of the place, passed through: the parts that need the device's address read it themselves. */
const kept: Read<Place> = (at) => at;

const ping = r.fields('ping', {
  every: r.optional(v.period, undefined),
  count: r.optional(r.integer(1, 20), 3),
  address: r.optional(v.host, undefined),
});

function readPing(at: Place, address: HostAddress | null, everyMs: number | null): PingSettings | undefined {
  const read = at.empty ? { every: undefined, count: 3, address: undefined } : ping(at);
  if (read === undefined) return undefined;
  const host = read.address ?? address?.host;
  if (host === undefined) return at.problem('a device that is pinged has no "address": add it beside ping');
  return { address: host, everyMs: read.every ?? everyMs ?? defaultPingMs, count: read.count };
}

const probeUrl = v.url('tcp', 'http', 'https', 'rtsp', 'ntp');
const probe: Read<ProbeSettings> = (at) => {
  if (at.written !== undefined) {
    const url = probeUrl(at);
    return url === undefined ? undefined : checkProbe(at, { url, everyMs: defaultProbeMs, timeoutMs: 5_000 });
  }
  const read = r.fields('a probe', {
    url: r.required(probeUrl),
    every: r.optional(v.period, defaultProbeMs),
    timeout: r.optional(v.duration(100, 60_000, '5s'), 5_000),
    status: r.optional(r.integer(100, 599), undefined),
  })(at);
  if (read === undefined) return undefined;
  const { url, every, timeout, status } = read;
  if (timeout >= every)
    return at.problem('a probe must give up before it begins again: write a timeout shorter than every');
  return checkProbe(at, {
    url,
    everyMs: every,
    timeoutMs: timeout,
    ...(status === undefined ? {} : { expectStatus: status }),
  });
};
function checkProbe(at: Place, settings: ProbeSettings): ProbeSettings | undefined {
  const url = new URL(settings.url);
  if (url.protocol === 'tcp:' && url.port === '')
    return at.problem(`a tcp probe needs a port: write tcp://${url.hostname}:PORT`);
  return settings;
}

const heartbeat: Read<HeartbeatSettings> = (at) => {
  const read = r.fields('a heartbeat', {
    name: r.required((place) => {
      const name = r.text(place);
      return name === undefined ? undefined : r.checkId(place, name);
    }),
    kind: r.optional(r.oneOf('backup', 'antivirus', 'job'), 'job'),
    every: r.required(v.duration(10_000, 2_678_400_000, '24h')),
    grace: r.optional(v.duration(0, 604_800_000, '1h'), 3_600_000),
    minimum: r.optional(v.bytes, null),
    topic: r.optional(v.topic, null),
    key: r.optional(r.secret, null),
  })(at);
  if (read === undefined) return undefined;
  const { name, kind, every, grace, minimum, topic, key } = read;
  return { name, kind, everyMs: every, graceMs: grace, minimumBytes: minimum, topic, key };
};

const bound = r.number(-1e12, 1e12);
const bandFields = r.fields('a band', {
  warning_below: r.optional(bound, undefined),
  warning_above: r.optional(bound, undefined),
  critical_below: r.optional(bound, undefined),
  critical_above: r.optional(bound, undefined),
});

/** Bounds in an order that leaves room for a good value: critical below < warning below < warning above < critical above. */
function readBand(at: Place): NormalBand | undefined {
  const read = bandFields(at);
  if (read === undefined) return undefined;
  const order = ['critical_below', 'warning_below', 'warning_above', 'critical_above'] as const;
  const set = order.filter((key) => read[key] !== undefined);
  if (set.length === 0)
    return at.problem('a band without a bound: write for example { warning_above: 28, critical_above: 32 }');
  for (const [i, key] of set.entries()) {
    const next = set[i + 1];
    if (next !== undefined && (read[key] ?? 0) > (read[next] ?? 0))
      return at.problem(
        `impossible band: ${key} (${read[key]}) is above ${next} (${read[next]}): swap or correct them`,
      );
  }
  return {
    ...(read.critical_below === undefined ? {} : { criticalBelow: read.critical_below }),
    ...(read.warning_below === undefined ? {} : { warningBelow: read.warning_below }),
    ...(read.warning_above === undefined ? {} : { warningAbove: read.warning_above }),
    ...(read.critical_above === undefined ? {} : { criticalAbove: read.critical_above }),
  };
}
const bands: Read<Readonly<Record<string, NormalBand>>> = r.recordOf(
  (at, metric) => (checkMetric(at, metric) === undefined ? undefined : readBand(at)),
  256,
);

const kinds = Object.keys(deviceKinds) as DeviceKind[];

export function readDevice(
  at: Place,
  site: string,
  id: string,
  devices: ReadonlySet<string>,
): Device | undefined {
  const named = r.checkId(at, id);
  const read = r.fields(`device "${id}"`, {
    kind: r.required(r.oneOf(...kinds)),
    name: r.optional(r.text, id),
    address: r.optional(v.address, null),
    parent: r.optional(r.reference('device', devices), null),
    every: r.optional(v.period, null),
    snmp: r.optional(kept, null),
    mqtt: r.optional(readMqtt, null),
    ping: r.optional(kept, null),
    probes: r.optional(r.listOf(probe, 64), []),
    heartbeats: r.optional(r.listOf(heartbeat, 64), []),
    bands: r.optional(bands, {}),
  })(at);
  if (read === undefined) {
    // Its other parts are read all the same: every problem at once.
    const { entries } = at;
    const address = { host: '', port: null };
    const snmp = entries?.get('snmp');
    if (snmp) readSnmp(snmp, address);
    const pinged = entries?.get('ping');
    if (pinged) readPing(pinged, address, null);
    return undefined;
  }
  const { address, every, snmp: snmpAt, ping: pingAt, ...rest } = read;
  const snmp = snmpAt === null ? null : readSnmp(snmpAt, address);
  const pinged = pingAt === null ? null : readPing(pingAt, address, every);
  if (read.parent === id)
    return at.problem(`device "${id}" is its own parent: name the device it hangs on, or none`);
  if (snmp === undefined || pinged === undefined || named === undefined) return undefined;
  return { site, id, ...rest, snmp, ping: pinged, everyMs: every };
}
