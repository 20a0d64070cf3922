/** An incident as the HTTP API answers it: its schemas (which are also the OpenAPI page) and how they are made. */
import { z } from 'zod';
import { openedBecause, type StoredIncident } from '../../../lib/alarm/stored-incident.ts';
import type { TimelineEntry } from '../../../lib/alerting/incident.ts';
import { reasonSaid } from '../../../lib/alerting/reason-said.ts';
import { ruleSeverities } from '../../../lib/alerting/rule.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import { incidentStandings } from '../../../lib/readings/incident-picture.ts';
import { instant, iso } from './shapes.ts';

export const incidentStates = ['open', 'acknowledged', 'resolved'] as const;

export const incidentSchema = z
  .object({
    id: z.string(),
    version: z
      .number()
      .int()
      .describe('Rises with each change; give it back with an act to be sure of what you saw.'),
    rule: z.string(),
    site: z.string(),
    device: z.string(),
    instance: z.string(),
    metric: z.string().nullable().describe('The reading that broke the rule; null: silence.'),
    severity: z.enum(ruleSeverities),
    state: z.enum(incidentStates),
    openedAt: instant,
    acknowledgedAt: instant.nullable(),
    resolvedAt: instant.nullable(),
    acknowledgement: z
      .object({ who: z.string(), note: z.string(), at: instant, until: instant })
      .nullable()
      .describe('In force now; past `until` it is open again.'),
    title: z.string(),
    cause: z.string(),
    consequence: z.string(),
    firstAction: z.string(),
    owner: z.string(),
    respondSeconds: z.number(),
    reason: z.string().nullable().describe('Why it was opened, in words.'),
    root: z.string().nullable().describe('The incident that explains this one.'),
    unknown: z.boolean().describe('It can no longer be judged: the device is silent.'),
    standing: z.enum(incidentStandings).describe('Whether somebody was called for it, and if not, why.'),
    calledAt: instant.nullable(),
    maintenance: z.string().nullable(),
    lifeSafety: z.boolean(),
    exercise: z.boolean(),
  })
  .meta({ id: 'Incident' });

export const timelineSchema = z.object({
  version: z.number().int(),
  at: instant,
  kind: z.enum([
    'opened',
    'unknown',
    'known',
    'resolved',
    'acknowledged',
    'acknowledgement-expired',
    'withdrawn',
    'passed-on',
    'noted',
    'explained',
  ]),
  who: z.string().nullable(),
  note: z.string().nullable(),
  until: instant.nullable(),
  root: z.string().nullable(),
  reason: z.string().nullable(),
});

/** The limit that was passed, for the chart of the reading. */
export const limitSchema = z.object({
  value: z.number().nullable(),
  bound: z.number().nullable(),
  side: z.enum(['above', 'below']).nullable(),
});

const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export function incidentShape(stored: StoredIncident, locale: Locale): z.input<typeof incidentSchema> {
  const { incident, metric, words, paging, exercise } = stored;
  const { key: _, timeline: __, acknowledgement, ...known } = incident;
  const because = openedBecause(stored);
  return {
    ...known,
    metric,
    openedAt: iso(incident.openedAt),
    acknowledgedAt: isoOrNull(incident.acknowledgedAt),
    resolvedAt: isoOrNull(incident.resolvedAt),
    acknowledgement:
      acknowledgement === null
        ? null
        : { ...acknowledgement, at: iso(acknowledgement.at), until: iso(acknowledgement.until) },
    title: words.title[locale],
    cause: words.cause[locale],
    consequence: words.consequence[locale],
    firstAction: words.action[locale],
    owner: words.owner,
    respondSeconds: words.respondMs / 1000,
    reason: because === null ? null : reasonSaid(because, metric, locale),
    standing: paging.standing,
    calledAt: isoOrNull(paging.calledAt),
    maintenance: paging.maintenance,
    lifeSafety: words.lifeSafety,
    exercise,
  };
}

export function timelineShape(
  entry: TimelineEntry,
  metric: string | null,
  locale: Locale,
): z.input<typeof timelineSchema> {
  return {
    version: entry.version,
    at: iso(entry.at),
    kind: entry.kind,
    who: 'who' in entry ? entry.who : null,
    note: 'note' in entry ? entry.note : null,
    until: 'until' in entry ? iso(entry.until) : null,
    root: 'root' in entry ? entry.root : null,
    reason: 'reason' in entry ? reasonSaid(entry.reason, metric, locale) : null,
  };
}

export function limitShape(stored: StoredIncident): z.input<typeof limitSchema> | null {
  const because = openedBecause(stored);
  return because?.kind === 'true' ? { value: because.value, bound: because.bound, side: because.side } : null;
}

export type IncidentShape = z.output<typeof incidentSchema>;
export type TimelineShape = z.output<typeof timelineSchema>;
export interface IncidentTold extends IncidentShape {
  readonly timeline: readonly TimelineShape[];
  readonly limit: z.output<typeof limitSchema> | null;
  readonly explainedBy: IncidentShape | null;
  readonly children: readonly IncidentShape[];
}
