/** What a search finds: sites, devices and measures, in the order of the screens. Pure. */
import type { Locale } from '../../lib/messages/message.ts';
import { metricOf } from '../../lib/readings/catalogue/index.ts';
import type { Picture } from '../../lib/readings/picture.ts';
import { labelOf } from '../../lib/readings/picture.ts';

export interface Found {
  readonly href: string;
  readonly name: string;
  readonly where: string;
}
export const maxFound = 12;

/** Without case or accents: a person in a hurry types neither. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function search(picture: Picture, typed: string, locale: Locale): readonly Found[] {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const fits = (...texts: string[]): boolean => {
    const all = plain(texts.join(' '));
    return words.every((word) => all.includes(word));
  };
  const found: Found[] = [];
  for (const site of picture.sites)
    if (fits(site.name, site.id))
      found.push({ href: `/sites/${site.id}`, name: site.name, where: site.country });
  for (const site of picture.sites)
    for (const device of site.devices)
      if (fits(device.name, device.id, site.name, device.address ?? ''))
        found.push({
          href: `/devices/${site.id}/${device.id}`,
          name: device.name,
          where: `${site.name}, ${device.id}`,
        });
  if (found.length >= maxFound) return found.slice(0, maxFound);
  for (const reading of picture.readings.values()) {
    const metric = metricOf(reading.metric);
    const name = metric ? metric[locale] : reading.metric;
    const label = labelOf(picture, reading);
    if (!fits(name, label, reading.device, reading.site)) continue;
    const query = new URLSearchParams({ draw: `${reading.metric}/${reading.instance}` }).toString();
    found.push({
      href: `/devices/${reading.site}/${reading.device}?${query}`,
      name: label === '' ? name : `${name}, ${label}`,
      where: `${picture.sites.find((site) => site.id === reading.site)?.name ?? reading.site}, ${reading.device}`,
    });
    if (found.length >= maxFound) break;
  }
  return found.slice(0, maxFound);
}
