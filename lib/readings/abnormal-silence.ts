/** Devices that do not answer, grouped under the one that explains the others. */
import type { DeviceId } from '../inventory/inventory.ts';
import type { Said } from '../messages/abnormal-facts.ts';
import type { Abnormal, Severity } from './abnormal.ts';
import { silentAncestor } from './device-state.ts';
import { isSilent, silentFailures } from './freshness.ts';
import type { LedgerEntry } from './ledger.ts';
import type { DevicePicture, Picture, SitePicture } from './picture.ts';
import { ledgerOf, readingsOf } from './picture.ts';
import type { Reading } from './reading.ts';
import { staleSaid } from './reading-said.ts';
import { systemOf } from './reading-system.ts';

export interface SilenceFound {
  readonly abnormal: readonly Abnormal[];
  /** Devices whose readings are not to be told as stale one by one: their silence is told here. */
  readonly quiet: ReadonlySet<DeviceId>;
}

/** Checks that bring values; a ping or probe that fails alone is told by its own readings. */
const valued = (entry: LedgerEntry): boolean =>
  (entry.check.startsWith('snmp') && !entry.check.startsWith('snmp/trap')) || entry.check.startsWith('mqtt');

/** `collectorSilent`: nobody asks this site's devices, so none of them is to blame. */
export function abnormalSilence(picture: Picture, site: SitePicture, collectorSilent: boolean): SilenceFound {
  const quiet = new Set<DeviceId>();
  if (collectorSilent) {
    for (const device of site.devices) quiet.add(device.id);
    return { abnormal: [], quiet };
  }
  const roots = new Map<DeviceId, number>();
  for (const device of site.devices) {
    if (!isSilent(ledgerOf(picture, site.id, device.id), picture.now)) continue;
    quiet.add(device.id);
    const root = silentAncestor(picture, site, device.id);
    if (root === null) roots.set(device.id, roots.get(device.id) ?? 0);
    else roots.set(root, (roots.get(root) ?? 0) + 1);
  }
  const found: Abnormal[] = [];
  for (const device of site.devices) {
    const hidden = roots.get(device.id);
    if (hidden !== undefined) found.push(silent(picture, site, device, hidden));
    else if (!quiet.has(device.id)) found.push(...partlySilent(picture, site, device, quiet));
  }
  return { abnormal: found, quiet };
}

const make = (
  site: SitePicture,
  device: DevicePicture,
  id: string,
  severity: Severity,
  since: number,
  said: Said,
  more = 0,
): Abnormal => ({
  id: `${site.id}/${device.id}/${id}`,
  severity,
  site: site.id,
  device: device.id,
  system: device.system,
  said,
  since,
  owner: null,
  series: null,
  more,
});

function silent(picture: Picture, site: SitePicture, device: DevicePicture, hidden: number): Abnormal {
  const entries = ledgerOf(picture, site.id, device.id);
  const answered = entries.flatMap((entry) => (entry.answeredAt === null ? [] : [entry.answeredAt]));
  const answeredAt = answered.length > 0 ? Math.max(...answered) : null;
  const firstTried = Math.min(...entries.map((entry) => entry.triedAt - entry.failures * entry.everyMs));
  const since = answeredAt ?? firstTried;
  const link = site.links.find((one) => one.device === device.id);
  if (link !== undefined && hidden > 0) {
    const facts = {
      device: device.name,
      hidden,
      provider: link.provider?.name ?? null,
      phone: link.provider?.phone ?? null,
    };
    return make(site, device, 'silent', 'critical', since, { kind: 'siteUnreachable', facts }, hidden);
  }
  const last = lastSensed(picture, site, device);
  if (hidden === 0 && last !== null)
    return {
      ...make(site, device, 'silent', 'stale', last.at, staleSaid(picture, site, device, last)),
      system: systemOf(last.metric, device.system),
    };
  const facts = { device: device.name, hidden, zone: site.timezone, answeredAt };
  return make(site, device, 'silent', 'warning', since, { kind: 'deviceSilent', facts }, hidden);
}

/** A sensor that carries nothing: what is lost with it is only the measure, which is told as a measure that is old. */
function lastSensed(picture: Picture, site: SitePicture, device: DevicePicture): Reading | null {
  if (device.kind !== 'environment' && device.kind !== 'meter') return null;
  const all = readingsOf(picture, site.id, device.id).filter((reading) => reading.value !== null);
  return all.find((reading) => reading.metric === 'environment.temperature_celsius') ?? all[0] ?? null;
}

/** It is there, but one of the ways that bring its values has stopped. */
function partlySilent(
  picture: Picture,
  site: SitePicture,
  device: DevicePicture,
  quiet: Set<DeviceId>,
): Abnormal[] {
  const dead = ledgerOf(picture, site.id, device.id).filter(
    (entry) => valued(entry) && entry.failures >= silentFailures,
  );
  const first = dead[0];
  if (first === undefined) return [];
  quiet.add(device.id);
  const since = first.answeredAt ?? first.triedAt;
  const facts = { device: device.name, check: first.check, reason: first.reason };
  return [
    make(
      site,
      device,
      `silent/${first.check}`,
      'warning',
      since,
      { kind: 'checkSilent', facts },
      dead.length - 1,
    ),
  ];
}
