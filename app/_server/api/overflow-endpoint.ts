/** GET overflows: when a site's primary link overflowed, how soon the backup carried, and how high both went. */
import { z } from 'zod';
import type { Link, Site } from '../../../lib/inventory/inventory.ts';
import type { SeriesKey } from '../../../lib/readings/reading.ts';
import { defineEndpoint } from '../endpoint.ts';
import { type House, pictureNow } from '../house.ts';
import { type Episode, episodesOf, peak, sharpen } from '../overflow-episodes.ts';
import { known } from './filters.ts';
import { instant, iso } from './shapes.ts';
import { spanOf, spanQuery } from './span.ts';

/** Episodes answered, the newest; each costs a few queries of the store. */
export const maxEpisodes = 20;
const fineStepMs = 2_000;
const aroundMs = 60_000;

export const overflowSchema = z
  .object({
    site: z.string(),
    link: z.string(),
    from: instant,
    to: instant.nullable().describe('null: it lasts'),
    delaySeconds: z.number().nullable().describe('From the mark to the backup carrying; null: not relayed.'),
    resolutionSeconds: z.number().nullable(),
    primaryPeakRatio: z.number().nullable(),
    backupPeakRatio: z.number().nullable(),
  })
  .meta({ id: 'Overflow' });

const series = (site: Site, link: Link, metric: string): SeriesKey => ({
  site: site.id,
  device: link.device,
  metric,
  instance: link.id,
});

async function detail(house: House, site: Site, primary: Link, coarse: Episode, now: number, stepMs: number) {
  const { store } = house;
  const near = {
    from: coarse.from - stepMs - aroundMs,
    to: Math.min(now, coarse.from + stepMs + aroundMs),
    stepMs: fineStepMs,
  };
  const far =
    coarse.to === null
      ? null
      : { from: coarse.to - stepMs - aroundMs, to: coarse.to + aroundMs, stepMs: fineStepMs };
  const key = series(site, primary, 'link.overflow_state');
  const beginning = await store.history({ ...key, ...near });
  const end = far ? await store.history({ ...key, ...far }) : { points: [] };
  const { from } = sharpen(coarse, beginning.points);
  const to = coarse.to === null ? null : (sharpen(coarse, end.points).to ?? coarse.to);
  const span = { from, to: to ?? now };
  const backup = site.links.find((link) => link.role === 'backup');
  const [delay, resolution, high, backupHigh] = await Promise.all([
    store.history({ ...series(site, primary, 'link.relay_delay_seconds'), ...span }),
    store.history({ ...series(site, primary, 'link.relay_resolution_seconds'), ...span }),
    store.history({ ...series(site, primary, 'link.use_ratio'), ...span }),
    backup ? store.history({ ...series(site, backup, 'link.use_ratio'), ...span }) : { points: [] },
  ]);
  return {
    site: site.id,
    link: primary.id,
    from: iso(from),
    to: to === null ? null : iso(to),
    delaySeconds: delay.points.at(-1)?.max ?? null,
    resolutionSeconds: resolution.points.at(-1)?.max ?? null,
    primaryPeakRatio: peak(high.points),
    backupPeakRatio: peak(backupHigh.points),
  };
}

type Overflows = z.input<typeof overflowSchema>[];

async function overflowsOf(house: House, site: Site, from: number, to: number): Promise<Overflows> {
  const primary = site.links.find((link) => link.role === 'primary' && link.overflow !== null);
  if (!primary) return [];
  const coarse = await house.store.history({ ...series(site, primary, 'link.overflow_state'), from, to });
  const items: Overflows = [];
  for (const episode of episodesOf(coarse.points, coarse.stepMs, to).slice(-maxEpisodes).reverse())
    items.push(await detail(house, site, primary, episode, to, coarse.stepMs));
  return items;
}

/** Every desk that shows a site asks the same each minute, and each answer costs up to 120 queries: one serves all. */
const sharedForMs = 30_000;
const shared = new Map<
  string,
  { readonly site: Site; readonly at: number; readonly answer: Promise<Overflows> }
>();

function lastTwoWeeks(house: House, site: Site, from: number, to: number): Promise<Overflows> {
  const earlier = shared.get(site.id);
  // Another `Site` is another book: what is no longer in it is not answered from memory.
  if (earlier?.site === site && Math.abs(to - earlier.at) < sharedForMs) return earlier.answer;
  const answer = overflowsOf(house, site, from, to);
  shared.set(site.id, { site, at: to, answer });
  answer.catch(() => shared.delete(site.id));
  return answer;
}

const twoWeeksMs = 14 * 86_400_000;

export const listOverflows = defineEndpoint({
  path: '/api/v1/overflows/{site}',
  summary: `The overflows of a site's primary link, newest first, at most ${maxEpisodes}; two weeks unless said otherwise.`,
  right: { verb: 'read', resource: 'readings' },
  params: z.object({ site: z.string() }),
  query: z.strictObject({ from: spanQuery.from, to: spanQuery.to }),
  answer: z.object({ items: z.array(overflowSchema), next: z.null() }),
  answerWith: async ({ house, params, query, who }) => {
    known(pictureNow(house, who), params);
    const now = house.clock.now();
    const { from, to } = spanOf({ ...query, from: query.from ?? (query.to ?? now) - twoWeeksMs }, now);
    const site = house.picture.inventory?.sites.find((one) => one.id === params.site);
    if (!site) return { items: [], next: null };
    const usual = query.from === undefined && query.to === undefined;
    const items = await (usual ? lastTwoWeeks(house, site, from, to) : overflowsOf(house, site, from, to));
    return { items, next: null };
  },
});
