/** The rows of a wall about one system: each site in its place, with its worst trouble; the worst site grows. */
import type { Abnormal } from '../../lib/readings/abnormal.ts';
import type { Picture, SitePicture } from '../../lib/readings/picture.ts';
import { type Row, rowsOf } from './rows.ts';
import { grownSite, type Trouble, worstTrouble } from './trouble.ts';

export interface SiteRow {
  readonly site: SitePicture;
  readonly row: Row;
  readonly grown: boolean;
  readonly trouble: Trouble | null;
}

export function siteRows(
  { sites }: Picture,
  troubles: readonly Trouble[],
  system: Abnormal['system'],
  grownHeight: number,
): readonly SiteRow[] {
  const grown = grownSite(sites, troubles, system);
  const rows = rowsOf(sites.length, grown, grownHeight);
  return sites.map((site, i) => ({
    site,
    row: rows[i] ?? { y: 0, height: 0 },
    grown: i === grown,
    trouble: worstTrouble(troubles, site.id, system),
  }));
}
