/** Who watches Vigie, in the site book: its centre for a site that watches itself, somebody outside, and the UPS that feeds it. */
import type { Place } from '../config/place.ts';
import * as r from '../config/readers.ts';
import * as v from './book-values.ts';
import type { Site, Watchers } from './inventory.ts';

const minute = 60_000;

export const readCentre = r.fields('centre', {
  url: r.required(v.url('http', 'https')),
  token: r.required(r.secret),
});
export const readHeartbeat = r.fields('heartbeat', {
  url: r.required(v.url('http', 'https')),
  every: r.optional(v.duration(10_000, 60 * minute, '1m'), minute),
});
const hostFields = r.fields('host', {
  ups: r.required(r.text),
  stop_below: r.optional(r.ratio, null),
  stop_at: r.optional(v.duration(minute, 120 * minute, '5m'), null),
});
export const readHost: r.Read<NonNullable<Watchers['host']>> = (at) => {
  const read = hostFields(at);
  if (read === undefined) return undefined;
  const [, site, ups] = /^([^/]+)\/([^/]+)$/.exec(read.ups) ?? [];
  if (site === undefined || ups === undefined)
    return at.problem('"ups" of host is written SITE/DEVICE, such as cotonou/ups-1');
  if (read.stop_below === null && read.stop_at === null)
    return at.problem(
      'host never stops: write stop_at (battery time left, such as 5m) or stop_below (charge, such as 0.1)',
    );
  return { site, ups, stopBelowRatio: read.stop_below, stopAtMs: read.stop_at };
};

/** The UPS of the host is a device of the book; a site can only watch itself where a centre hears of it. */
export function checkWatchers(at: Place, { host, centre }: Watchers, sites: readonly Site[]): void {
  const ups = sites.find(({ id }) => id === host?.site)?.devices.find(({ id }) => id === host?.ups);
  if (host !== null && ups?.kind !== 'ups')
    at.entries
      ?.get('host')
      ?.problem(`"ups: ${host.site}/${host.ups}" names no UPS of the book: write SITE/DEVICE of one`);
  const alone = sites.find(({ alerting }) => alerting === 'site');
  if (alone !== undefined && centre === null)
    at.problem(
      `the site "${alone.id}" watches itself (alerting: site), but no centre hears of it: write centre: { url, token }`,
    );
}
