/** The cells of a site's systems: one value, its bar, one condensed line each. Pure. */

import { type System, systems } from '../../lib/inventory/inventory.ts';
import { commonMessages } from '../../lib/messages/common.ts';
import { deskMessages } from '../../lib/messages/desk.ts';
import { formatDuration, formatRatio, noValue } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { formatQuantity } from '../../lib/messages/quantity.ts';
import type { Severity } from '../../lib/readings/abnormal.ts';
import { metricOf } from '../../lib/readings/catalogue/index.ts';
import { siteTunnels } from '../../lib/readings/link-picture.ts';
import { type Measured, measuredAll } from '../../lib/readings/measured.ts';
import type { Picture, SitePicture } from '../../lib/readings/picture.ts';
import { powerPicture } from '../../lib/readings/power-picture.ts';
import type { Freshness } from '../../lib/readings/reading.ts';
import { type Headline, type SystemSummary, siteSystem } from '../../lib/readings/site-systems.ts';

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly value: number | null;
  readonly usual: readonly [number, number] | null;
  readonly limits: readonly number[];
}
export interface SystemCell {
  readonly system: System;
  readonly title: string;
  readonly severity: Severity | null;
  readonly value: string;
  readonly caption: string;
  readonly bar: Bar | null;
  readonly line: string;
  readonly freshness: Freshness;
  /** Age of a stale value; null while fresh. */
  readonly age: string | null;
  /** Nothing of it can be read: the cell keeps its place with a dashed outline. */
  readonly partial: boolean;
}

interface Parts {
  readonly value: string;
  readonly caption: string;
  readonly bar: Bar | null;
  readonly line: string;
}
interface Where {
  readonly picture: Picture;
  readonly site: SitePicture;
  readonly locale: Locale;
}
type PartsOf<K extends Headline['kind']> = (headline: Extract<Headline, { kind: K }>, where: Where) => Parts;

const share = (value: number | null, locale: Locale): string =>
  value === null ? noValue : formatRatio(value, locale);
const joined = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join(', ');

const links: PartsOf<'links'> = ({ primary, backup }, { picture, site, locale }) => {
  const say = deskMessages[locale];
  const tunnels = siteTunnels(picture, site);
  const up = tunnels.filter((tunnel) => tunnel.up === true).length;
  const overflow = primary?.link.overflow ?? null;
  return {
    value: share(primary?.use.value ?? null, locale),
    caption: say.primaryShort,
    bar: {
      from: 0,
      to: 1,
      value: primary?.use.value ?? null,
      usual: [0.05, overflow?.returnAtRatio ?? 0.7],
      limits: overflow ? [overflow.atRatio] : [0.8],
    },
    line: joined(
      backup ? say.backupShort(share(backup.use.value, locale)) : null,
      tunnels.length > 0 ? say.vpnShort(up, tunnels.length) : null,
    ),
  };
};

const power: PartsOf<'power'> = ({ source, runway, runtimeSeconds }, { picture, site, locale }) => {
  const say = deskMessages[locale];
  const of = powerPicture(picture, site);
  if (source === 'generator' && runway) {
    const hours = 12 * 3_600_000;
    return {
      value: formatDuration(runway.runwayMs, locale),
      caption: say.fuelRunway,
      bar: {
        from: 0,
        to: hours,
        value: runway.runwayMs,
        usual: null,
        limits: runway.serviceLeftMs === null ? [] : [runway.serviceLeftMs],
      },
      line: say.onGeneratorLine(formatQuantity(runway.litresPerHour, 'litres_per_hour', locale)),
    };
  }
  const load = of?.ups[0]?.load.value ?? null;
  const volts = of?.mainsVolts.value ?? null;
  return {
    value: share(load, locale),
    caption: say.upsLoad,
    bar: { from: 0, to: 1, value: load, usual: [0.1, 0.7], limits: [0.8] },
    line: say.voltsReserve(
      volts === null ? noValue : formatQuantity(Math.round(volts), 'volts', locale),
      runtimeSeconds.value === null ? noValue : formatDuration(runtimeSeconds.value * 1000, locale),
    ),
  };
};

const readingsOf = ({ picture, site }: Where, metric: string): readonly Measured[] =>
  site.devices.flatMap((device) => measuredAll(picture, site.id, device.id, metric));

const temperature: PartsOf<'temperature'> = ({ temperature: room }, where) => {
  const say = deskMessages[where.locale];
  const band = metricOf('environment.temperature_celsius')?.band;
  const coolers = readingsOf(where, 'hvac.state');
  const humidity =
    readingsOf(where, 'environment.humidity_ratio').find((one) => one.value !== null)?.value ?? null;
  return {
    value: formatQuantity(room.value, 'celsius', where.locale),
    caption: say.room,
    bar: {
      from: 10,
      to: 45,
      value: room.value,
      usual: [18, 27],
      limits: [band?.warningAbove ?? 30],
    },
    line: joined(
      coolers.length > 0
        ? say.coolers(coolers.filter((one) => one.state === 'good').length, coolers.length)
        : null,
      humidity === null ? null : say.humidity(share(humidity, where.locale)),
    ),
  };
};

/** Doors and fire, in words; what has no sensor is not spoken of. */
function contactsLine(where: Where): string {
  const say = deskMessages[where.locale];
  const doors = readingsOf(where, 'contact.door');
  const fires = [...readingsOf(where, 'contact.fire'), ...readingsOf(where, 'contact.smoke')];
  return joined(
    doors.length === 0 ? null : doors.some((one) => one.value === 1) ? say.doorOpen : say.doorClosed,
    fires.length === 0 ? null : fires.some((one) => one.value === 1) ? say.fireAlarm : say.fireRest,
  );
}

const cameras: PartsOf<'cameras'> = ({ answering, total }, where) => ({
  value: `${answering}/${total}`,
  caption: deskMessages[where.locale].cameras,
  bar: { from: 0, to: total, value: answering, usual: [total - 0.3, total], limits: [] },
  line: contactsLine(where),
});

const disk: PartsOf<'disk'> = ({ use }, where) => {
  const say = deskMessages[where.locale];
  const band = metricOf('storage.use_ratio')?.band;
  const backups = readingsOf(where, 'heartbeat.age_seconds').flatMap((one) => one.value ?? []);
  const last = backups.length > 0 ? Math.min(...backups) : null;
  return {
    value: share(use.value, where.locale),
    caption: say.disk,
    bar: { from: 0, to: 1, value: use.value, usual: [0.1, 0.8], limits: [band?.warningAbove ?? 0.85] },
    line: last === null ? '' : say.lastBackup(formatDuration(last * 1000, where.locale)),
  };
};

const channels: PartsOf<'channels'> = ({ used, total, blocked }, where) => {
  const say = deskMessages[where.locale];
  const lines = readingsOf(where, 'e1.line_state');
  return {
    value: `${used ?? noValue}/${total}`,
    caption: say.e1Channels,
    bar: {
      from: 0,
      to: total,
      value: used,
      usual: [total * 0.2, total * 0.85],
      limits: blocked > 0 ? [total - blocked] : [total],
    },
    line: say.e1Lines(lines.filter((one) => one.state === 'good').length, lines.length),
  };
};

/** Safety without cameras still has its contacts. */
function none(_: Extract<Headline, { kind: 'none' }>, where: Where, system: System): Parts {
  const say = deskMessages[where.locale];
  if (system !== 'safety') return { value: noValue, caption: '', bar: null, line: say.notMeasured };
  const all = [...where.picture.readings.values()].filter(
    (one) => one.site === where.site.id && one.metric.startsWith('contact.'),
  );
  if (all.length === 0) return { value: noValue, caption: '', bar: null, line: say.notMeasured };
  const active = all.filter((one) => one.state !== 'good').length;
  return {
    value: String(active > 0 ? active : all.length),
    caption: active > 0 ? say.contactsActive(active) : say.contactsRest(all.length),
    bar: null,
    line: contactsLine(where),
  };
}

function partsOf(headline: Headline, where: Where, system: System): Parts {
  switch (headline.kind) {
    case 'links':
      return links(headline, where);
    case 'power':
      return power(headline, where);
    case 'temperature':
      return temperature(headline, where);
    case 'cameras':
      return cameras(headline, where);
    case 'disk':
      return disk(headline, where);
    case 'channels':
      return channels(headline, where);
    default:
      return none(headline, where, system);
  }
}

function cellOf(summary: SystemSummary, where: Where): SystemCell {
  const { system, severity, freshness, at } = summary;
  const old = freshness !== 'fresh' && at !== null;
  return {
    system,
    title: commonMessages[where.locale][system],
    severity,
    ...partsOf(summary.headline, where, system),
    freshness,
    age: old ? formatDuration(where.picture.now - at, where.locale) : null,
    partial: freshness === 'expired' || freshness === 'unreachable',
  };
}

/** Campaigns come with their own issue; a system of which the book has nothing here keeps no place. */
export const systemCells = (picture: Picture, site: SitePicture, locale: Locale): readonly SystemCell[] =>
  systems
    .filter((system) => system !== 'campaign')
    .map((system) => siteSystem(picture, site, system))
    .filter((summary) => summary.present)
    .map((summary) => cellOf(summary, { picture, site, locale }));
