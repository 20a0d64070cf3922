/** An incident as a site reports it, checked at the door of the centre: a site's machine may be anybody's. */
import { z } from 'zod';
import { ruleSeverities } from '../alerting/rule.ts';
import { incidentStandings } from '../readings/incident-picture.ts';
import type { StoredIncident } from './stored-incident.ts';

const instant = z.number().int().nonnegative();
const name = z.string().min(1).max(200);
const said = z.string().max(2_000);
const both = z.object({ fr: said, en: said });
const value = z.number().nullable();
const valued = { forMs: z.number().nonnegative(), value, text: said.nullable() };

const reason = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('true'),
    ...valued,
    side: z.enum(['above', 'below']).nullable(),
    bound: value,
    forecast: z.object({ earliestMs: z.number(), likelyMs: z.number(), latestMs: z.number() }).nullable(),
  }),
  z.object({ kind: z.literal('silent'), check: said.nullable(), why: said.nullable() }),
  z.object({ kind: z.literal('back'), ...valued }),
  z.object({ kind: z.enum(['not-available', 'nobody-asks', 'asked-again', 'rule-removed']) }),
]);

const entry = { version: z.number().int().positive(), at: instant };
const timelineEntry = z.discriminatedUnion('kind', [
  z.object({ ...entry, kind: z.enum(['opened', 'unknown', 'known', 'resolved']), reason }),
  z.object({ ...entry, kind: z.literal('acknowledged'), who: name, note: said, until: instant }),
  z.object({ ...entry, kind: z.enum(['acknowledgement-expired', 'withdrawn', 'passed-on']), who: name }),
  z.object({ ...entry, kind: z.literal('noted'), who: name, note: said }),
  z.object({ ...entry, kind: z.literal('explained'), root: name.nullable() }),
]);

export const storedIncidentSchema: z.ZodType<StoredIncident> = z.object({
  incident: z.object({
    id: z.uuid(),
    version: z.number().int().positive(),
    key: z.string().max(500),
    rule: name,
    site: name,
    device: z.string().max(200),
    instance: z.string().max(200),
    severity: z.enum(ruleSeverities),
    state: z.enum(['open', 'acknowledged', 'resolved']),
    openedAt: instant,
    acknowledgement: z.object({ who: name, note: said, at: instant, until: instant }).nullable(),
    acknowledgedAt: instant.nullable(),
    resolvedAt: instant.nullable(),
    root: name.nullable(),
    unknown: z.boolean(),
    timeline: z.array(timelineEntry).max(500),
  }),
  metric: name.nullable(),
  words: z.object({
    title: both,
    cause: both,
    consequence: both,
    action: both,
    owner: name,
    respondMs: z.number().nonnegative(),
    immediate: z.boolean(),
    lifeSafety: z.boolean(),
  }),
  paging: z.object({
    standing: z.enum(incidentStandings),
    calledAt: instant.nullable(),
    why: z.enum(['immediate', 'root', 'calm-again', 'unstable', 'storm', 'digest']).nullable(),
    count: z.number().int().nullable(),
    maintenance: said.nullable(),
    recoveredAt: instant.nullable(),
  }),
  exercise: z.boolean(),
});
