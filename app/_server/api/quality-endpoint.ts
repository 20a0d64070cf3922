/** GET alarm-quality: rate, floods, sources, what stands and what chatters, over a span. */
import { z } from 'zod';
import {
  type AlarmQuality,
  alarmQuality,
  type PastIncident,
  type Source,
} from '../../../lib/alarm/alarm-quality.ts';
import { dayMs } from '../../../lib/time/zone.ts';
import { seenBy } from '../caller.ts';
import { defineEndpoint } from '../endpoint.ts';
import { ProblemError } from '../problem.ts';
import { csvTable } from './csv.ts';
import { instant, iso } from './shapes.ts';
import { spanOf, spanQuery } from './span.ts';

/** Ten minutes a bar: more than that is no picture, and the store is asked for each incident. */
const longestMs = 31 * dayMs + 3_600_000;

const both = z.object({ fr: z.string(), en: z.string() });
const sourceSchema = z.object({
  rule: z.string(),
  title: both,
  site: z.string(),
  device: z.string(),
  count: z.number().int(),
  ratio: z.number(),
});
const delaySchema = z.object({
  measured: z.number().int().describe('How many incidents the mean speaks of.'),
  meanSeconds: z.number().nullable(),
  medianSeconds: z.number().nullable(),
});
const qualitySchema = z
  .object({
    from: instant,
    to: instant,
    count: z
      .number()
      .int()
      .describe('Incidents that called for somebody; those explained by another are not.'),
    children: z.number().int(),
    perTenMinutes: z.number(),
    peakPerTenMinutes: z.number().int(),
    band: z.enum(['acceptable', 'manageable', 'demanding', 'unacceptable']).describe('EEMUA 191.'),
    slots: z.array(z.object({ at: instant, count: z.number().int() })).describe('Each ten minutes.'),
    floods: z.array(
      z.object({ from: instant, to: instant, count: z.number().int(), peak: z.number().int() }),
    ),
    sources: z.array(sourceSchema),
    chattering: z.array(sourceSchema),
    standing: z.array(
      z.object({ id: z.string(), title: both, site: z.string(), device: z.string(), openedAt: instant }),
    ),
    toAcknowledge: delaySchema,
    toResolve: delaySchema,
  })
  .meta({ id: 'AlarmQuality' });
type Shape = z.input<typeof qualitySchema>;
type Titles = (rule: string) => { readonly fr: string; readonly en: string };

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);
const delayShape = ({ measured, meanMs, medianMs }: AlarmQuality['toResolve']) => ({
  measured,
  meanSeconds: seconds(meanMs),
  medianSeconds: seconds(medianMs),
});
const sourceShape = (title: Titles) => (source: Source) => ({ ...source, title: title(source.rule) });

const shape = (quality: AlarmQuality, title: Titles, from: number, to: number): Shape => ({
  from: iso(from),
  to: iso(to),
  count: quality.count,
  children: quality.children,
  perTenMinutes: quality.perSlot,
  peakPerTenMinutes: quality.peak,
  band: quality.band,
  slots: quality.slots.map(({ at, count }) => ({ at: iso(at), count })),
  floods: quality.floods.map(({ fromAt, toAt, count, peak }) => ({
    ...{ count, peak },
    from: iso(fromAt),
    to: iso(toAt),
  })),
  sources: quality.sources.map(sourceShape(title)),
  chattering: quality.chattering.map(sourceShape(title)),
  standing: quality.standing.map(({ id, rule, site, device, openedAt }) => ({
    ...{ id, site, device },
    title: title(rule),
    openedAt: iso(openedAt),
  })),
  toAcknowledge: delayShape(quality.toAcknowledge),
  toResolve: delayShape(quality.toResolve),
});

const csvOfIncidents = (incidents: readonly PastIncident[]): Response =>
  csvTable(
    'vigie-alarms.csv',
    ['opened_at', 'acknowledged_at', 'resolved_at', 'site', 'device', 'rule', 'severity', 'child'],
    incidents.map((one) => [
      iso(one.openedAt),
      one.acknowledgedAt === null ? null : iso(one.acknowledgedAt),
      one.resolvedAt === null ? null : iso(one.resolvedAt),
      one.site,
      one.device,
      one.rule,
      one.severity,
      one.child ? 'yes' : 'no',
    ]),
  );

export const alarmQualityEndpoint = defineEndpoint({
  path: '/api/v1/alarm-quality',
  summary: 'How good the alarms are, over at most 31 days; the last 24 hours unless said otherwise.',
  right: { verb: 'read', resource: 'incidents' },
  query: z.strictObject({
    from: spanQuery.from,
    to: spanQuery.to,
    site: z.string().max(200).optional().describe('Only this site.'),
    format: z.enum(['json', 'csv']).default('json').describe('csv: the incidents themselves.'),
  }),
  answer: qualitySchema,
  contentTypes: ['text/csv'],
  answerWith: async ({ house, query, who }) => {
    const now = house.clock.now();
    const { from, to } = spanOf({ ...query, from: query.from ?? (query.to ?? now) - dayMs }, now);
    if (to - from > longestMs) throw new ProblemError(400, 'from: at most 31 days before to');
    const sees = seenBy(who);
    const all = await house.registers.past.incidents(from, to);
    const incidents = all.filter(
      ({ site }) => sees(site) && (query.site === undefined || site === query.site),
    );
    if (query.format === 'csv') return csvOfIncidents(incidents);
    const said = new Map(incidents.map(({ rule, title }) => [rule, title]));
    const title: Titles = (rule) => said.get(rule) ?? { fr: rule, en: rule };
    return shape(alarmQuality(incidents, from, to), title, from, to);
  },
});
