/**
 * The lines of "now" on every screen: incidents that explain the others, and what readings find that no incident tells.
 * An incident and a finding about the same thing are one line: severity, age and owner are the incident's; the words are
 * the finding's where it speaks of the very same, since it knows the figures of this minute.
 */
import { type Abnormal, abnormal, severityRank } from './abnormal.ts';
import { metricOf } from './catalogue/index.ts';
import type { IncidentPicture } from './incident-picture.ts';
import { labelOf, type Picture, readingOf, siteOf } from './picture.ts';
import { seriesId } from './reading.ts';
import { systemOf } from './reading-system.ts';
import { tellingOf } from './told-by-incident.ts';

export interface NowLine extends Abnormal {
  /** Null: found in the readings, and no rule has spoken (yet, or the alerting role is not there). */
  readonly incident: IncidentPicture | null;
  /** Covered by a maintenance: shown in its colour, counted nowhere, and nobody is called. */
  readonly planned: boolean;
}

const known = new WeakMap<Picture, readonly NowLine[]>();

export function nowLines(picture: Picture): readonly NowLine[] {
  const before = known.get(picture);
  if (before) return before;
  const open = [...picture.incidents.values()].filter(({ state }) => state !== 'resolved');
  const roots = rootsOf(open, picture.incidents);
  const findings = abnormal(picture);
  const lent = lentTo(open, findings);
  const lines = [
    ...roots.map(({ incident, more }) => lineOf(picture, incident, lent.words.get(incident.id), more)),
    ...findings
      .filter((finding) => !lent.told.has(finding))
      .map((finding) => ({ ...finding, incident: null, planned: false })),
  ].toSorted(inOrder);
  known.set(picture, lines);
  return lines;
}

/** What counts as abnormal: everything but planned work. */
export const troubling = (picture: Picture): readonly NowLine[] =>
  nowLines(picture).filter(({ planned }) => !planned);

/** Taken by somebody: it no longer asks for attention. */
export const isTaken = ({ incident }: Pick<NowLine, 'incident'>): boolean =>
  incident?.state === 'acknowledged';

/** Worst first; at the same severity what nobody has, then incidents before findings, then the newest. Planned work last. */
const inOrder = (a: NowLine, b: NowLine): number =>
  Number(a.planned) - Number(b.planned) ||
  severityRank(a.severity) - severityRank(b.severity) ||
  Number(isTaken(a)) - Number(isTaken(b)) ||
  Number(a.incident === null) - Number(b.incident === null) ||
  b.since - a.since ||
  (a.id < b.id ? -1 : 1);

/** Each incident that no open one explains, with how many it explains; a chain is followed to its end. */
function rootsOf(
  open: readonly IncidentPicture[],
  all: ReadonlyMap<string, IncidentPicture>,
): readonly { readonly incident: IncidentPicture; readonly more: number }[] {
  const rootOf = (incident: IncidentPicture): IncidentPicture => {
    let at = incident;
    const seen = new Set<string>();
    for (;;) {
      const above = at.root === null ? undefined : all.get(at.root);
      // A root that is over, or not known here, explains nothing: its children stand for themselves. So do rings.
      if (above === undefined || above.state === 'resolved' || seen.has(above.id)) return at;
      seen.add(above.id);
      at = above;
    }
  };
  const counts = new Map<string, { incident: IncidentPicture; more: number }>();
  for (const incident of open) {
    const root = rootOf(incident);
    const counted = counts.get(root.id) ?? { incident: root, more: 0 };
    counts.set(root.id, { ...counted, more: counted.more + (root.id === incident.id ? 0 : 1) });
  }
  return [...counts.values()];
}

/** Findings that some incident tells, and the one that lends its words to each incident. A finding lends them once. */
function lentTo(
  open: readonly IncidentPicture[],
  findings: readonly Abnormal[],
): { readonly told: ReadonlySet<Abnormal>; readonly words: ReadonlyMap<string, Abnormal> } {
  const told = new Set<Abnormal>();
  const words = new Map<string, Abnormal>();
  const worstFirst = open.toSorted(
    (a, b) => severityRank(a.severity) - severityRank(b.severity) || a.openedAt - b.openedAt,
  );
  for (const finding of findings) {
    let lends = true;
    for (const incident of worstFirst) {
      const telling = tellingOf(incident, finding);
      if (telling === null) continue;
      told.add(finding);
      // Fire and intrusion are always said in the words of their rule.
      if (telling !== 'same' || !lends || words.has(incident.id) || incident.lifeSafety) continue;
      words.set(incident.id, finding);
      lends = false;
    }
  }
  return { told, words };
}

function lineOf(
  picture: Picture,
  incident: IncidentPicture,
  finding: Abnormal | undefined,
  children: number,
): NowLine {
  const place = siteOf(picture, incident.site);
  const device = place?.devices.find((one) => one.id === incident.device);
  const own = incident.metric?.startsWith('vigie.') || incident.rule.startsWith('vigie.') || !device;
  const known = device && !own;
  return {
    id: incident.id,
    severity: incident.severity,
    site: place?.id ?? null,
    device: device?.id ?? null,
    system: known ? systemOf(incident.metric ?? '', device.system) : 'vigie',
    series: null,
    said: finding?.said ?? { kind: 'incident', facts: factsOf(picture, incident, device?.name) },
    since: incident.openedAt,
    owner: null,
    more: Math.max(children, finding?.more ?? 0),
    incident,
    planned: incident.standing === 'silenced' && !incident.lifeSafety,
  };
}

function factsOf(picture: Picture, incident: IncidentPicture, device: string | undefined) {
  const { title, consequence, action, unknown } = incident;
  return {
    ...{ title, consequence, action, unknown },
    device: device ?? incident.device,
    thing: thingOf(picture, incident),
    ...measureOf(picture, incident),
  };
}

/** The number of the measure that broke the rule, as it is now: of a word or a silence there is none. */
function measureOf(picture: Picture, { site, device, metric, instance }: IncidentPicture) {
  const reading = metric === null ? undefined : readingOf(picture, site, device, metric, instance);
  const number = reading === undefined || reading.text !== null ? null : reading.value;
  return { value: number, unit: metricOf(metric ?? '')?.unit ?? '' };
}

/** What the device calls the thing that broke the rule; '' if there is one. */
export function thingOf(picture: Picture, incident: IncidentPicture): string {
  const { site, device, metric, instance } = incident;
  const reading =
    metric === null ? undefined : picture.readings.get(seriesId({ site, device, metric, instance }));
  return reading === undefined ? instance : labelOf(picture, reading);
}
