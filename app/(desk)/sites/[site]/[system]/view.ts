/** One system of a site: its devices, each with what it measures of that system. Pure. */
import { type DeviceRow, deviceRow } from '../../../../../components/desk/device-list-view.ts';
import { type NowList, nowList } from '../../../../../components/desk/now-view.ts';
import { type ReadingRow, readingRow } from '../../../../../components/desk/reading-view.ts';
import type { System } from '../../../../../lib/inventory/inventory.ts';
import type { Locale } from '../../../../../lib/messages/message.ts';
import { believedOf } from '../../../../../lib/readings/device-state.ts';
import type { DevicePicture, Picture, SitePicture } from '../../../../../lib/readings/picture.ts';
import { systemOf } from '../../../../../lib/readings/reading-system.ts';

export interface SystemDevice {
  readonly row: DeviceRow;
  readonly readings: readonly ReadingRow[];
  /** How many more its own page shows. */
  readonly hidden: number;
}
export interface SystemModel {
  readonly now: NowList;
  readonly devices: readonly SystemDevice[];
}
/** Readings of one device here; its own page has all of them. */
export const maxReadingsShown = 8;

/** Worst first, then what has a band to be read against, then the rest. */
const weight = (row: ReadingRow): number =>
  row.severity === 'critical'
    ? 0
    : row.severity === 'warning'
      ? 1
      : row.severity === 'stale'
        ? 2
        : row.bar
          ? 3
          : 4;

function systemDevice(
  picture: Picture,
  device: DevicePicture,
  system: System,
  locale: Locale,
): SystemDevice | null {
  const all = believedOf(picture, device.site, device.id)
    .filter(({ reading }) => systemOf(reading.metric, device.system) === system)
    .map(({ reading, freshness }) => readingRow(picture, reading, freshness, locale))
    .toSorted(
      (a, b) =>
        weight(a) - weight(b) ||
        a.label.localeCompare(b.label, 'fr') ||
        a.thing.localeCompare(b.thing, 'fr', { numeric: true }),
    );
  if (all.length === 0 && device.system !== system) return null;
  return {
    row: deviceRow(picture, device, locale),
    readings: all.slice(0, maxReadingsShown),
    hidden: Math.max(0, all.length - maxReadingsShown),
  };
}

export function systemModel(
  picture: Picture,
  site: SitePicture,
  system: System,
  locale: Locale,
  zone: string,
): SystemModel {
  return {
    now: nowList(picture, locale, zone, (one) => one.site === site.id && one.system === system),
    devices: site.devices.flatMap((device) => systemDevice(picture, device, system, locale) ?? []),
  };
}
