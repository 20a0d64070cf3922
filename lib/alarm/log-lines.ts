/** What the registers and the incidents have to say in the main courante. Pure. */
import type { Both } from '../alerting/rule.ts';
import type { Instant } from '../time/clock.ts';
import type { PastIncident } from './alarm-quality.ts';
import type { CheckDone } from './checks.ts';
import { inBoth, type LogKind, type LogLine } from './logbook.ts';
import type { AuditLine, LogNote, PlannedWork, StoredOverride } from './registers.ts';
import type { Shelf } from './shelf.ts';

export interface ToldIncident extends PastIncident {
  readonly title: Both;
  readonly acknowledgedBy: string | null;
}
/** Everything that may have happened; the page takes what lies in its span. */
interface Happened {
  readonly incidents: readonly ToldIncident[];
  readonly plans: readonly PlannedWork[];
  readonly shelves: readonly Shelf[];
  readonly overrides: readonly StoredOverride[];
  readonly done: readonly CheckDone[];
  readonly notes: readonly LogNote[];
  readonly drills: readonly AuditLine[];
}
/** Words that the registers do not hold themselves. */
export interface Names {
  readonly rule: (id: string) => Both;
  readonly check: (site: string, id: string) => Both;
}

type Facts = Pick<LogLine, 'site' | 'subject'> & Partial<LogLine>;
const line = (at: Instant, kind: LogKind, facts: Facts): LogLine => ({
  at,
  kind,
  who: null,
  note: '',
  severity: null,
  span: null,
  ...facts,
});

function ofIncident(one: ToldIncident): readonly LogLine[] {
  if (one.child) return [];
  const { site, title, severity, device, acknowledgedAt, acknowledgedBy, resolvedAt } = one;
  const facts = {
    site,
    severity,
    subject: { fr: `${title.fr}, ${device}`, en: `${title.en}, ${device}` },
  };
  return [
    line(one.openedAt, 'incident-opened', facts),
    ...(acknowledgedAt === null
      ? []
      : [line(acknowledgedAt, 'incident-acknowledged', { ...facts, who: acknowledgedBy })]),
    ...(resolvedAt === null ? [] : [line(resolvedAt, 'incident-resolved', facts)]),
  ];
}

function ofPlan({ site, name, reason, created, deleted }: PlannedWork): readonly LogLine[] {
  const facts = { site, subject: inBoth(name) };
  return [
    line(created.at, 'maintenance-planned', { ...facts, who: created.by, note: reason }),
    ...(deleted === null ? [] : [line(deleted.at, 'maintenance-deleted', { ...facts, who: deleted.by })]),
  ];
}

function ofShelf(shelf: Shelf, names: Names): readonly LogLine[] {
  const { site, device, fromAt, toAt, by, reason, ended } = shelf;
  const rule = names.rule(shelf.rule);
  const facts = {
    site,
    subject: { fr: `${rule.fr}, ${device}`, en: `${rule.en}, ${device}` },
    span: { fromAt, toAt },
  };
  return [
    line(fromAt, 'alarm-shelved', { ...facts, who: by, note: reason }),
    ...(ended === null ? [] : [line(ended.at, 'shelf-ended', { ...facts, who: ended.by })]),
  ];
}

function ofOverride(one: StoredOverride): readonly LogLine[] {
  const { schedule, person, reason, created, removed, fromAt, toAt } = one;
  const facts = { site: null, subject: inBoth(`${schedule} : ${person}`), span: { fromAt, toAt } };
  return [
    line(created.at, 'override-added', { ...facts, who: created.by, note: reason }),
    ...(removed === null ? [] : [line(removed.at, 'override-removed', { ...facts, who: removed.by })]),
  ];
}

function ofDone({ site, check, at, by, note, withdrawn }: CheckDone, names: Names): readonly LogLine[] {
  const facts = { site, subject: names.check(site, check) };
  return [
    line(at, 'check-done', { ...facts, who: by, note }),
    ...(withdrawn === null ? [] : [line(withdrawn.at, 'check-withdrawn', { ...facts, who: withdrawn.by })]),
  ];
}

export const logLines = (happened: Happened, names: Names): readonly LogLine[] => [
  ...happened.incidents.flatMap(ofIncident),
  ...happened.plans.flatMap(ofPlan),
  ...happened.shelves.flatMap((one) => ofShelf(one, names)),
  ...happened.overrides.flatMap(ofOverride),
  ...happened.done.flatMap((one) => ofDone(one, names)),
  ...happened.notes.map(({ at, by, site, text }) =>
    line(at, 'note', { site, subject: inBoth(text), who: by }),
  ),
  ...happened.drills.map(({ at, who, site, what }) =>
    line(at, 'drill', { site, subject: inBoth(what), who }),
  ),
];
