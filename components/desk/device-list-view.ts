/** The devices of a site: state, and the age of the reading over its period. Pure. */

import type { DeviceKind } from '../../lib/inventory/inventory.ts';
import { formatDuration, noValue } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import type { Severity } from '../../lib/readings/abnormal.ts';
import { deviceState } from '../../lib/readings/device-state.ts';
import { type DevicePicture, ledgerOf, type Picture } from '../../lib/readings/picture.ts';
import type { Freshness } from '../../lib/readings/reading.ts';

export interface DeviceRow {
  readonly id: string;
  readonly site: string;
  readonly name: string;
  readonly kind: DeviceKind;
  readonly severity: Severity | null;
  readonly freshness: Freshness;
  readonly age: string;
  /** Age over period: 0 just read, 1 a period ago, beyond 2 stale. Null: never answered. */
  readonly periods: number | null;
}

export function deviceRow(picture: Picture, device: DevicePicture, locale: Locale): DeviceRow {
  const { state, freshness } = deviceState(picture, device.site, device.id);
  const entries = ledgerOf(picture, device.site, device.id).filter((entry) => entry.answeredAt !== null);
  const newest = entries.toSorted((a, b) => (b.answeredAt ?? 0) - (a.answeredAt ?? 0))[0];
  const ageMs = newest?.answeredAt ? Math.max(0, picture.now - newest.answeredAt) : null;
  const severity: Severity | null =
    state === 'critical' || state === 'warning' ? state : freshness === 'fresh' ? null : 'stale';
  return {
    id: device.id,
    site: device.site,
    name: device.name,
    kind: device.kind,
    severity,
    freshness,
    age: ageMs === null ? noValue : formatDuration(ageMs, locale),
    periods: ageMs === null || !newest ? null : ageMs / newest.everyMs,
  };
}

export const freshCount = (rows: readonly DeviceRow[]): number =>
  rows.filter((row) => row.freshness === 'fresh').length;
