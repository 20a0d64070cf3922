/** GET readings/latest: the last reading of each series, with how much it is to be believed now. */
import { z } from 'zod';
import { seriesId } from '../../../lib/readings/reading.ts';
import { defineEndpoint } from '../endpoint.ts';
import { pictureNow } from '../house.ts';
import { pageOf, pageQuery, pageSchema } from '../page-of.ts';
import { deviceFilter, known, matches, metricFilter, siteFilter } from './filters.ts';
import { freshnessIn, freshnessSchema, readingSchema, readingShape } from './shapes.ts';

export const latestReadings = defineEndpoint({
  path: '/api/v1/readings/latest',
  summary: 'The last reading of each series: value, unit, at, freshness.',
  right: { verb: 'read', resource: 'readings' },
  query: z.strictObject({
    ...pageQuery,
    site: siteFilter,
    device: deviceFilter,
    metric: metricFilter,
    instance: z.string().max(200).optional(),
    freshness: freshnessSchema.optional(),
  }),
  answer: pageSchema(readingSchema),
  answerWith: ({ house, query, who }) => {
    const picture = pictureNow(house, who);
    known(picture, query);
    const freshness = freshnessIn(picture);
    const chosen = [...picture.readings.values()]
      .filter(matches(query))
      .map((reading) => ({ reading, freshness: freshness(reading) }))
      .filter((one) => query.freshness === undefined || one.freshness === query.freshness);
    const keyed = chosen
      .map((one) => ({ ...one, key: seriesId(one.reading) }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const page = pageOf(keyed, (one) => one.key, query);
    return { items: page.items.map((one) => readingShape(one.reading, one.freshness)), next: page.next };
  },
});
