/** What a device's page shows: state in a sentence, readings by family, what was asked of it, its facts. Pure. */
import { type NowList, nowList } from '../../../../../components/desk/now-view.ts';
import { type ReadingGroup, readingGroups } from '../../../../../components/desk/reading-view.ts';
import { commonMessages } from '../../../../../lib/messages/common.ts';
import { deskMessages } from '../../../../../lib/messages/desk.ts';
import { kindMessages } from '../../../../../lib/messages/device.ts';
import { formatDuration, noValue } from '../../../../../lib/messages/format.ts';
import type { Locale } from '../../../../../lib/messages/message.ts';
import type { Severity } from '../../../../../lib/readings/abnormal.ts';
import { metricOf } from '../../../../../lib/readings/catalogue/index.ts';
import { deviceState } from '../../../../../lib/readings/device-state.ts';
import {
  type DevicePicture,
  ledgerOf,
  type Picture,
  readingOf,
  readingsOf,
  siteOf,
} from '../../../../../lib/readings/picture.ts';

export interface CheckRow {
  readonly check: string;
  readonly every: string;
  readonly tried: string;
  readonly answered: string;
  readonly withValue: string;
  readonly failures: number;
  readonly reason: string;
}
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly href: string | null;
}
export interface DeviceModel {
  readonly severity: Severity | null;
  readonly sentence: string;
  readonly groups: readonly ReadingGroup[];
  readonly checks: readonly CheckRow[];
  readonly facts: readonly Fact[];
  readonly now: NowList;
  /** The states it says, whose changes are drawn on the charts. */
  readonly states: readonly { readonly metric: string; readonly instance: string }[];
  /** Drawn when nothing is chosen. */
  readonly first: string | null;
}

const ago = (at: number | null, now: number, locale: Locale): string =>
  at === null ? deskMessages[locale].never : formatDuration(Math.max(0, now - at), locale);

const checkRows = (picture: Picture, device: DevicePicture, locale: Locale): readonly CheckRow[] =>
  ledgerOf(picture, device.site, device.id).map((entry) => ({
    check: entry.check,
    every: formatDuration(entry.everyMs, locale),
    tried: ago(entry.triedAt, picture.now, locale),
    answered: ago(entry.answeredAt, picture.now, locale),
    withValue: ago(entry.valueAt, picture.now, locale),
    failures: entry.failures,
    reason: entry.reason ?? '',
  }));

function factsOf(picture: Picture, device: DevicePicture, locale: Locale): readonly Fact[] {
  const say = deskMessages[locale];
  const devices = siteOf(picture, device.site)?.devices ?? [];
  const profile = readingOf(picture, device.site, device.id, 'device.profile')?.text ?? null;
  const parent = devices.find((one) => one.id === device.parent);
  const children = devices.filter((one) => one.parent === device.id);
  const link = (one: DevicePicture) => `/devices/${one.site}/${one.id}`;
  return [
    { name: say.kind, value: kindMessages[locale][device.kind], href: null },
    {
      name: say.system,
      value: commonMessages[locale][device.system],
      href: `/sites/${device.site}/${device.system}`,
    },
    { name: say.address, value: device.address ?? noValue, href: null },
    { name: say.means, value: device.means.join(', ') || noValue, href: null },
    ...(profile === null ? [] : [{ name: say.profile, value: profile, href: null }]),
    ...(parent ? [{ name: say.parent, value: parent.name, href: link(parent) }] : []),
    ...children.map((child) => ({ name: say.children, value: child.name, href: link(child) })),
  ];
}

function sentenceOf(picture: Picture, device: DevicePicture, now: NowList, locale: Locale): string {
  const say = deskMessages[locale];
  const { freshness, because } = deviceState(picture, device.site, device.id);
  if (because !== null) return say.unreachableBy(because);
  const first = now.rows[0];
  if (first) return `${first.what}. ${first.consequence ?? ''}`.trim();
  if (freshness !== 'fresh') {
    const newest = Math.max(
      0,
      ...ledgerOf(picture, device.site, device.id).map((entry) => entry.answeredAt ?? 0),
    );
    return newest === 0 ? say.noReadings : say.oldReading(formatDuration(picture.now - newest, locale));
  }
  return say.sentenceGood;
}

/** What a person looks at first, by what the device has. */
const firstMetrics = [
  'link.use_ratio/primary',
  'generator.fuel_level_ratio/',
  'ups.load_ratio/',
  'environment.temperature_celsius/',
  'hvac.return_air_celsius/',
  'mains.voltage_volts/',
  'storage.use_ratio/',
  'processor.use_ratio/',
];

/** The reading that made the state, else what such a device is looked at for, else its first gauge. */
function firstDrawn(picture: Picture, device: DevicePicture): string | null {
  const { worst } = deviceState(picture, device.site, device.id);
  if (worst && metricOf(worst.metric)?.kind === 'gauge') return drawOf(worst);
  const gauges = readingsOf(picture, device.site, device.id).filter(
    (one) => metricOf(one.metric)?.kind === 'gauge',
  );
  const known = firstMetrics.flatMap((start) => gauges.find((one) => drawOf(one).startsWith(start)) ?? []);
  const chosen = known[0] ?? gauges.find((one) => metricOf(one.metric)?.band !== undefined) ?? gauges[0];
  return chosen ? drawOf(chosen) : null;
}
const drawOf = (reading: { metric: string; instance: string }): string =>
  `${reading.metric}/${reading.instance}`;

export function deviceModel(
  picture: Picture,
  device: DevicePicture,
  locale: Locale,
  zone: string,
  onlyAbnormal: boolean,
): DeviceModel {
  const now = nowList(picture, locale, zone, (one) => one.site === device.site && one.device === device.id);
  const { state, freshness } = deviceState(picture, device.site, device.id);
  const states = readingsOf(picture, device.site, device.id).flatMap(({ metric, instance }) => {
    const kind = metricOf(metric)?.kind;
    return kind === 'state' || kind === 'contact' ? { metric, instance } : [];
  });
  return {
    severity:
      state === 'critical' || state === 'warning'
        ? state
        : (now.rows[0]?.severity ?? (freshness === 'fresh' ? null : 'stale')),
    sentence: sentenceOf(picture, device, now, locale),
    groups: readingGroups(picture, device, locale, (row) => !onlyAbnormal || row.severity !== null),
    checks: checkRows(picture, device, locale),
    facts: factsOf(picture, device, locale),
    now,
    states,
    first: firstDrawn(picture, device),
  };
}
