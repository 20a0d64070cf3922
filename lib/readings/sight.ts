/** What of the picture somebody may see: the sites of their scope, and numbers in full or only those that everybody dials. */
import type { Picture, SitePicture } from './picture.ts';

export interface Sight {
  /** Null: every site. */
  readonly sites: readonly string[] | null;
  /** May see telephone numbers in full. */
  readonly numbers: boolean;
}

/** What Vigie measures of itself stands under no site of the book. */
const house = new Set(['vigie', '*']);

export const sees = ({ sites }: Sight, site: string): boolean =>
  sites === null || sites.includes(site) || house.has(site);

/** Fire brigade, police: short numbers are nobody's own. */
const everybodys = (number: string): boolean => number.replace(/\D/g, '').length <= 4;

const withoutNumbers = (site: SitePicture): SitePicture => ({
  ...site,
  contacts: Object.fromEntries(Object.entries(site.contacts).filter(([, number]) => everybodys(number))),
  links: site.links.map((link) =>
    link.provider === null ? link : { ...link, provider: { ...link.provider, phone: null } },
  ),
});

export function sitesWithin(sites: readonly SitePicture[], sight: Sight): readonly SitePicture[] {
  const seen = sight.sites === null ? sites : sites.filter(({ id }) => sees(sight, id));
  return sight.numbers ? seen : seen.map(withoutNumbers);
}

function kept<T extends { readonly site: string }>(
  all: ReadonlyMap<string, T>,
  sight: Sight,
): ReadonlyMap<string, T> {
  return sight.sites === null ? all : new Map([...all].filter(([, one]) => sees(sight, one.site)));
}

export function pictureWithin(picture: Picture, sight: Sight): Picture {
  if (sight.sites === null && sight.numbers) return picture;
  return {
    ...picture,
    sites: sitesWithin(picture.sites, sight),
    readings: kept(picture.readings, sight),
    ledger: kept(picture.ledger, sight),
    labels: kept(picture.labels, sight),
    incidents: kept(picture.incidents, sight),
    collectors: picture.collectors.filter(({ site }) => sees(sight, site)),
    drill: picture.drill && drillWithin(picture.drill, sight),
  };
}

export const drillWithin = <T extends NonNullable<Picture['drill']>>(drill: T, sight: Sight): T => ({
  ...drill,
  active: drill.active.filter(({ site }) => sees(sight, site)),
});
