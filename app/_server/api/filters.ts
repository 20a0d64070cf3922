/** Filters by site, device and metric: a name that does not exist is an error that says what does, never an empty list. */
import { z } from 'zod';
import { metricOf } from '../../../lib/readings/catalogue/index.ts';
import type { Picture } from '../../../lib/readings/picture.ts';
import { ProblemError } from '../problem.ts';

const name = z.string().min(1).max(200);
export const siteFilter = name.optional().describe('Only this site.');
export const deviceFilter = name.optional().describe('Only this device.');
export const metricFilter = name
  .optional()
  .describe('Metrics, separated by commas; `link.` for all that begin so.');

export interface SeriesFilter {
  readonly site?: string | undefined;
  readonly device?: string | undefined;
  readonly metric?: string | undefined;
  readonly instance?: string | undefined;
}

export const metricsOf = (filter: SeriesFilter): readonly string[] | null =>
  filter.metric === undefined ? null : filter.metric.split(',').map((one) => one.trim());

/** Refuses what the site book and the metric catalogue do not know. */
export function known(picture: Picture, filter: SeriesFilter): void {
  const sites = picture.sites.filter((site) => filter.site === undefined || site.id === filter.site);
  if (filter.site !== undefined && sites.length === 0)
    throw new ProblemError(
      400,
      `site: ${filter.site} is not a site of the book (${picture.sites.map((s) => s.id).join(', ')})`,
    );
  if (filter.device !== undefined) {
    const devices = sites.flatMap((site) => site.devices);
    if (!devices.some((device) => device.id === filter.device))
      throw new ProblemError(
        400,
        `device: ${filter.device} is not a device ${filter.site ? `of ${filter.site}` : 'of the book'}`,
      );
  }
  for (const metric of metricsOf(filter) ?? [])
    if (!metric.endsWith('.') && !metricOf(metric))
      throw new ProblemError(400, `metric: ${metric || '(empty)'} is not in the metric catalogue`);
}

export function matches(
  filter: SeriesFilter,
): (key: { site: string; device: string; metric: string; instance: string }) => boolean {
  const metrics = metricsOf(filter);
  return (key) =>
    (filter.site === undefined || key.site === filter.site) &&
    (filter.device === undefined || key.device === filter.device) &&
    (filter.instance === undefined || key.instance === filter.instance) &&
    (metrics === null ||
      metrics.some((metric) =>
        metric.endsWith('.') ? key.metric.startsWith(metric) : key.metric === metric,
      ));
}
