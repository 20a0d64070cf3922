/** GET sites, devices and one device. */
import { z } from 'zod';
import { believedOf } from '../../../lib/readings/device-state.ts';
import { ledgerOf, siteOf } from '../../../lib/readings/picture.ts';
import { defineEndpoint } from '../endpoint.ts';
import { pictureNow } from '../house.ts';
import { pageOf, pageQuery, pageSchema } from '../page-of.ts';
import { ProblemError } from '../problem.ts';
import { known, siteFilter } from './filters.ts';
import {
  deviceSchema,
  deviceShape,
  instant,
  iso,
  readingSchema,
  readingShape,
  siteSchema,
  siteShape,
  stateSchema,
} from './shapes.ts';

const read = { verb: 'read', resource: 'readings' } as const;

export const listSites = defineEndpoint({
  path: '/api/v1/sites',
  summary: 'The sites, west to east.',
  right: read,
  query: z.strictObject({ ...pageQuery }),
  answer: pageSchema(siteSchema),
  answerWith: ({ house, query, who }) => {
    const picture = pictureNow(house, who);
    // The order of every screen is west to east, so the cursor is a place in it.
    const all = picture.sites.map((site, place) => ({ place: String(place).padStart(4, '0'), site }));
    const page = pageOf(all, (one) => one.place, query);
    return { items: page.items.map((one) => siteShape(picture, one.site)), next: page.next };
  },
});

export const listDevices = defineEndpoint({
  path: '/api/v1/devices',
  summary: 'The devices of the site book with their state and freshness.',
  right: read,
  query: z.strictObject({
    ...pageQuery,
    site: siteFilter,
    kind: z.string().max(40).optional(),
    state: stateSchema.optional(),
  }),
  answer: pageSchema(deviceSchema),
  answerWith: ({ house, query, who }) => {
    const picture = pictureNow(house, who);
    known(picture, { site: query.site });
    const shapes = picture.sites
      .filter((site) => query.site === undefined || site.id === query.site)
      .flatMap((site) => site.devices)
      .filter((device) => query.kind === undefined || device.kind === query.kind)
      .map((device) => deviceShape(picture, device))
      .filter((device) => query.state === undefined || device.state === query.state);
    const keyOf = (device: { site: string; id: string }) => `${device.site}/${device.id}`;
    const sorted = shapes.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    return pageOf(sorted, keyOf, query);
  },
});

const checkSchema = z.object({
  check: z.string(),
  everySeconds: z.number(),
  triedAt: instant,
  answeredAt: instant.nullable(),
  valueAt: instant.nullable(),
  failures: z.number().int(),
  reason: z.string().nullable(),
});

export const oneDevice = defineEndpoint({
  path: '/api/v1/devices/{site}/{device}',
  summary: 'One device: its state, what was tried of it, its latest readings.',
  right: read,
  params: z.object({ site: z.string(), device: z.string() }),
  query: z.strictObject({}),
  answer: deviceSchema.extend({ checks: z.array(checkSchema), readings: z.array(readingSchema) }),
  answerWith: ({ house, params, who }) => {
    const picture = pictureNow(house, who);
    const device = siteOf(picture, params.site)?.devices.find((one) => one.id === params.device);
    if (!device) throw new ProblemError(404, `${params.site}/${params.device} is not in the site book.`);
    return {
      ...deviceShape(picture, device),
      checks: ledgerOf(picture, device.site, device.id).map((entry) => ({
        check: entry.check,
        everySeconds: entry.everyMs / 1000,
        triedAt: iso(entry.triedAt),
        answeredAt: entry.answeredAt === null ? null : iso(entry.answeredAt),
        valueAt: entry.valueAt === null ? null : iso(entry.valueAt),
        failures: entry.failures,
        reason: entry.reason,
      })),
      readings: believedOf(picture, device.site, device.id)
        .map((one) => readingShape(one.reading, one.freshness))
        .toSorted((a, b) => (`${a.metric}/${a.instance}` < `${b.metric}/${b.instance}` ? -1 : 1)),
    };
  },
});
