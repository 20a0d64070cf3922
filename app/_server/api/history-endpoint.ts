/** GET readings: the past of the series that match, at most 1,500 points each, as JSON, columns or CSV. */
import { z } from 'zod';
import { metricOf } from '../../../lib/readings/catalogue/index.ts';
import { type SeriesKey, seriesId } from '../../../lib/readings/reading.ts';
import {
  type History,
  maxHistoryPoints,
  maxHistorySeries,
  shownValue,
} from '../../../lib/readings/reading-store.ts';
import { defineEndpoint } from '../endpoint.ts';
import { type House, pictureNow } from '../house.ts';
import type { Who } from '../identity.ts';
import { pageOf, pageQuery, pageSchema } from '../page-of.ts';
import { ProblemError } from '../problem.ts';
import { csvOf } from './csv.ts';
import { deviceFilter, known, matches, metricFilter, metricsOf, siteFilter } from './filters.ts';
import { iso, readingSchema } from './shapes.ts';
import { spanOf, spanQuery } from './span.ts';

/** Queries that wait on the store at once, for one request. */
const storeQueriesAtOnce = 4;

/** `["link.use_ratio/primary","link.use_ratio/backup"]`: an instance may hold any character, so it is JSON. */
const exactly = z
  .string()
  .max(8_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('must be a JSON list of texts "METRIC/INSTANCE"');
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string().max(400)).min(1).max(maxHistorySeries))
  .transform((names) => new Set(names))
  .optional()
  .describe('Exactly these, as a JSON list of "METRIC/INSTANCE".');

const querySchema = z.strictObject({
  ...pageQuery,
  ...spanQuery,
  site: siteFilter,
  device: deviceFilter,
  metric: metricFilter,
  instance: z.string().max(200).optional(),
  series: exactly,
  format: z.enum(['json', 'columns', 'csv']).optional().describe('csv also by `Accept: text/csv`.'),
});
type Query = z.output<typeof querySchema>;

export interface SeriesHistory extends SeriesKey {
  readonly history: History;
}

async function seriesFor(house: House, who: Who | null, query: Query): Promise<readonly SeriesKey[]> {
  const picture = pictureNow(house, who);
  known(picture, query);
  const keys = new Map<string, SeriesKey>();
  const filter = matches(query);
  const wanted = (key: SeriesKey): boolean =>
    filter(key) && (query.series?.has(`${key.metric}/${key.instance}`) ?? true);
  for (const reading of picture.readings.values()) if (wanted(reading)) keys.set(seriesId(reading), reading);
  // What was measured once and is not now: only asked of the store when the filter is narrow.
  const [metric, ...more] = metricsOf(query) ?? [];
  const one = metric === undefined || more.length > 0 || metric.endsWith('.') ? {} : { metric };
  const exact =
    query.series === undefined
      ? 'metric' in one && query.instance !== undefined && keys.size > 0
      : keys.size >= query.series.size;
  if (query.site !== undefined && query.device !== undefined && !exact)
    for (const label of await house.store.labels({ site: query.site, device: query.device, ...one }))
      if (wanted(label)) keys.set(seriesId(label), label);
  return [...keys].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
}

export async function historiesOf(
  house: House,
  series: readonly SeriesKey[],
  span: { from: number; to: number; stepMs?: number | undefined },
): Promise<SeriesHistory[]> {
  const answers: SeriesHistory[] = [];
  for (let at = 0; at < series.length; at += storeQueriesAtOnce) {
    const some = series.slice(at, at + storeQueriesAtOnce).map(async ({ site, device, metric, instance }) => {
      const { from, to, stepMs } = span;
      const key = { site, device, metric, instance };
      const history = await house.store.history({
        ...key,
        from,
        to,
        ...(stepMs === undefined ? {} : { stepMs }),
      });
      return { ...key, history };
    });
    answers.push(...(await Promise.all(some)));
  }
  return answers;
}

const unitOf = (metric: string): string => metricOf(metric)?.unit ?? '';

const itemsOf = ({ history, ...key }: SeriesHistory) =>
  history.points.map((point) => ({
    ...key,
    value: shownValue(key.metric, point),
    text: null,
    unit: unitOf(key.metric),
    at: iso(point.at),
    freshness: 'fresh' as const,
    min: point.min,
    max: point.max,
    count: point.count,
    stepSeconds: history.stepMs / 1000,
  }));

const columnsOf = ({ history, ...key }: SeriesHistory) => ({
  ...key,
  unit: unitOf(key.metric),
  stepMs: history.stepMs,
  at: history.points.map((point) => point.at),
  value: history.points.map((point) => shownValue(key.metric, point)),
  min: history.points.map((point) => point.min),
  max: history.points.map((point) => point.max),
});
export type Columns = ReturnType<typeof columnsOf>;

const wantsCsv = (request: Request, query: Query): boolean =>
  query.format === 'csv' ||
  (query.format === undefined && (request.headers.get('accept') ?? '').includes('text/csv'));

export const historyItemSchema = readingSchema.omit({ state: true, since: true }).extend({
  min: z.number(),
  max: z.number(),
  count: z.number().int(),
  stepSeconds: z.number(),
});

export const readingsHistory = defineEndpoint({
  path: '/api/v1/readings',
  summary: `The past of the series that match: at most ${maxHistoryPoints} points each, ${maxHistorySeries} series a page.`,
  right: { verb: 'read', resource: 'readings' },
  query: querySchema,
  answer: pageSchema(historyItemSchema),
  contentTypes: ['text/csv'],
  answerWith: async ({ house, query, request, who }) => {
    const span = spanOf(query, house.clock.now());
    const series = await seriesFor(house, who, query);
    const limit = Math.min(query.limit, maxHistorySeries);
    const page = pageOf(series, seriesId, { limit, cursor: query.cursor });
    const histories = await historiesOf(house, page.items, span);
    if (wantsCsv(request, query)) {
      if (page.next !== null)
        throw new ProblemError(
          400,
          `metric: ${series.length} series match; a CSV holds at most ${maxHistorySeries}: name the device and metric`,
        );
      return csvOf(histories);
    }
    if (query.format === 'columns') return { series: histories.map(columnsOf), next: page.next };
    return { items: histories.flatMap(itemsOf), next: page.next };
  },
});
