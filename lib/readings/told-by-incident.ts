/** Whether an incident and something found in the readings are about the same thing: then they are one line. */
import type { AbnormalKind } from '../messages/abnormal-facts.ts';
import type { Abnormal } from './abnormal.ts';
import type { IncidentPicture } from './incident-picture.ts';

/** same: it may lend the incident its facts · covers: it is told by the incident's own words · null: another matter. */
export type Telling = 'same' | 'covers' | null;

interface Kind {
  /** The device, or anything of the site. */
  readonly on: 'device' | 'site';
  /** Metrics of rules that speak of the very same. */
  readonly same: RegExp | null;
  readonly covers?: RegExp;
  /** True: a rule on silence does too. */
  readonly silence?: true;
}

const linkState = /^link\.(overflow_|state|use_ratio)/;
const link: Kind = { on: 'site', same: linkState };
const source: Kind = {
  on: 'site',
  same: /^power\.source$/,
  covers: /^(mains\.|ats\.|ups\.(on_battery|runtime|battery_charge|input)|power\.fuel_runway)/,
};
const silent: Kind = { on: 'device', same: /^device\.online$/, silence: true };

/** Kinds that are not about one series. */
const kinds: Partial<Record<AbnormalKind, Kind>> = {
  siteUnreachable: silent,
  deviceSilent: silent,
  checkSilent: silent,
  bothDown: link,
  primaryDown: link,
  failOver: link,
  backupDown: link,
  overflow: link,
  overflowNoRelay: link,
  overflowLate: link,
  overflowNoRelief: link,
  capacity: { on: 'site', same: /^link\.use_ratio$/, covers: linkState },
  onGenerator: source,
  onBattery: source,
  noPower: source,
  generatorState: { on: 'site', same: /^generator\.state$/ },
  fuelLow: { on: 'site', same: /^(generator\.fuel|power\.fuel)/ },
  cooling: { on: 'site', same: /^hvac\.state$/, covers: /^hvac\./ },
  storeDown: { on: 'site', same: /^vigie\.(store|lag|backlog)/ },
  bufferDown: { on: 'site', same: /^vigie\.buffer/ },
  bookRefused: { on: 'site', same: /^vigie\.book/ },
  roleDown: { on: 'site', same: /^vigie\.restarts/ },
};
const selfRules: Partial<Record<AbnormalKind, string>> = {
  collectorSilent: 'vigie.collector-silent',
  roleDown: 'vigie.role-silent',
};

const familyOf = (metric: string): string => metric.slice(0, metric.indexOf('.'));

/** Of one series: the same, or another of a group of the same device that is told as "+1". */
function ofSeries(incident: IncidentPicture, finding: Abnormal, metric: string, instance: string): Telling {
  if (incident.metric === null || incident.device !== finding.device) return null;
  if (incident.metric === metric && incident.instance === instance) return 'same';
  const grouped = finding.more > 0 && familyOf(incident.metric) === familyOf(metric);
  return grouped ? 'covers' : null;
}

/** A measure that is old: its device is silent, or the measure itself is missed. */
const ofStale = (incident: IncidentPicture, finding: Abnormal): Telling =>
  incident.device === finding.device &&
  (incident.metric === null || incident.unknown || incident.rule === 'device.measure-lost')
    ? 'covers'
    : null;

export function tellingOf(incident: IncidentPicture, finding: Abnormal): Telling {
  const { kind } = finding.said;
  if (finding.site !== null && finding.site !== incident.site) return null;
  if (selfRules[kind] === incident.rule) return 'same';
  if (finding.severity === 'stale') return ofStale(incident, finding);
  if (finding.series !== null) {
    const { metric, instance } = finding.series;
    return ofSeries(incident, finding, metric, instance);
  }
  const about = kinds[kind];
  if (about === undefined || (about.on === 'device' && incident.device !== finding.device)) return null;
  if (incident.metric === null) return about.silence ? 'same' : null;
  if (about.same?.test(incident.metric)) return 'same';
  return about.covers?.test(incident.metric) ? 'covers' : null;
}
