/** The abnormal readings that no larger story explains, grouped by device and system; and those that no longer come. */
import type { DeviceId } from '../inventory/inventory.ts';
import type { Said } from '../messages/abnormal-facts.ts';
import type { Abnormal, Severity } from './abnormal.ts';
import type { Believed } from './device-state.ts';
import { believedOf } from './device-state.ts';
import type { DevicePicture, Picture, SitePicture } from './picture.ts';
import type { Reading } from './reading.ts';
import { seriesId } from './reading.ts';
import { readingSaid, staleSaid } from './reading-said.ts';
import { systemOf } from './reading-system.ts';

export interface Told {
  /** Series that a larger story has told. */
  readonly explained: ReadonlySet<string>;
  /** Devices whose silence is told. */
  readonly quiet: ReadonlySet<DeviceId>;
}

/** A value that has not come for a day no longer exists on the device: a port renumbered, a disk taken out. */
export const forgottenMs = 86_400_000;

/** Free ports are down all day: only the ports of links and tunnels are told, by their own parts. */
const notTold = /^(interface\.(oper|admin)_state|link\.(in|out)_|vigie\.|heartbeat\.(age|size|duration))/;
/** Each of these is a thing of its own, never "+1" of another. */
const alone = /^(contact\.|e1\.line_state|heartbeat\.state|probe\.state)/;
/** Told by the state of the same thing. */
const followers: readonly (readonly [leader: string, followers: RegExp])[] = [
  ['e1.line_state', /^e1\./],
  ['probe.state', /^(http|tcp|clock)\./],
];

export function abnormalReadings(picture: Picture, site: SitePicture, told: Told): readonly Abnormal[] {
  return site.devices.flatMap((device) => {
    const all = believedOf(picture, site.id, device.id).filter(
      ({ reading }) => !told.explained.has(seriesId(reading)) && !notTold.test(reading.metric),
    );
    const wrong = all
      .filter((one) => one.freshness === 'fresh' && isWrong(one.reading))
      .map((one) => one.reading);
    const led = wrong.filter((reading) => !isFollower(reading, wrong));
    const found = grouped(picture, site, device, led);
    return told.quiet.has(device.id) ? found : [...found, ...staleOnes(picture, site, device, all)];
  });
}

const isWrong = (reading: Reading): boolean =>
  reading.state === 'critical' ||
  reading.state === 'warning' ||
  (reading.state === 'unknown' && reading.text === 'unplugged');

const isFollower = (reading: Reading, wrong: readonly Reading[]): boolean =>
  followers.some(
    ([leader, follower]) =>
      reading.metric !== leader &&
      follower.test(reading.metric) &&
      wrong.some((one) => one.metric === leader && one.instance === reading.instance),
  ) ||
  // Panels give each contact an alarm state of its own beside it: "Smoke, server room alarm".
  (reading.metric === 'sensor.state' &&
    wrong.some(
      (one) =>
        one.metric.startsWith('contact.') && one.instance !== '' && reading.instance.startsWith(one.instance),
    ));

const make = (
  device: DevicePicture,
  id: string,
  severity: Severity,
  reading: Reading,
  said: Said,
  more: number,
): Abnormal => ({
  id: `${device.site}/${device.id}/${id}`,
  severity,
  site: device.site,
  device: device.id,
  system: systemOf(reading.metric, device.system),
  said,
  since: severity === 'stale' ? reading.at : reading.since,
  owner: null,
  series: { metric: reading.metric, instance: reading.instance },
  more,
});

/** One E1 of several is lost capacity; only the last one is lost telephony. */
function severityOf(picture: Picture, reading: Reading): Severity {
  if (reading.state !== 'critical') return 'warning';
  if (reading.metric !== 'e1.line_state') return 'critical';
  const others = [...picture.readings.values()].filter(
    (one) => one.site === reading.site && one.metric === 'e1.line_state' && one !== reading,
  );
  return others.some((one) => one.state === 'good') ? 'warning' : 'critical';
}

function grouped(
  picture: Picture,
  site: SitePicture,
  device: DevicePicture,
  wrong: readonly Reading[],
): Abnormal[] {
  const groups = new Map<string, Reading[]>();
  for (const reading of wrong) {
    const key = alone.test(reading.metric)
      ? `${reading.metric}/${reading.instance}`
      : systemOf(reading.metric, device.system);
    const group = groups.get(key);
    if (group) group.push(reading);
    else groups.set(key, [reading]);
  }
  return [...groups].flatMap(([key, group]) => {
    const first = group.toSorted(
      (a, b) => rank(b) - rank(a) || a.since - b.since || (seriesId(a) < seriesId(b) ? -1 : 1),
    )[0];
    if (first === undefined) return [];
    return [
      make(
        device,
        key,
        severityOf(picture, first),
        first,
        readingSaid(picture, site, device, first),
        group.length - 1,
      ),
    ];
  });
}
const rank = (reading: Reading): number => (reading.state === 'critical' ? 1 : 0);

/** The device answers, but no longer gives these. */
function staleOnes(
  picture: Picture,
  site: SitePicture,
  device: DevicePicture,
  all: readonly Believed[],
): Abnormal[] {
  const old = all
    .filter((one) => one.freshness === 'stale' || one.freshness === 'expired')
    .map((one) => one.reading)
    .filter((reading) => picture.now - reading.at < forgottenMs)
    .toSorted(
      (a, b) =>
        Number(b.metric.startsWith('environment.temp')) - Number(a.metric.startsWith('environment.temp')) ||
        a.at - b.at,
    );
  const first = old[0];
  if (first === undefined) return [];
  const said: Said =
    old.length === 1
      ? staleSaid(picture, site, device, first)
      : {
          kind: 'staleMany',
          facts: { device: device.name, count: old.length, ageMs: Math.max(0, picture.now - first.at) },
        };
  return [make(device, 'stale', 'stale', first, said, old.length - 1)];
}
