/** A number or a site that somebody may not see must not leave the server, in whatever corner of the picture it stands. */
import { describe, expect, it } from 'vitest';
import { read, small } from '../inventory/small-book.ts';
import { type Picture, sitePictures } from './picture.ts';
import { pictureWithin, sees } from './sight.ts';

const number = '+22997000001';
const phone = '+22921000002';

function picture(): Picture {
  const [first] = sitePictures(read(small));
  if (!first) throw new Error('the small book has no site');
  const site = (id: string) => ({
    ...first,
    id,
    name: id,
    contacts: { guard: number, fire_brigade: '118' },
    devices: [],
    links: first.links.map((link) => ({
      ...link,
      site: id,
      provider: { name: 'FAI', circuit: null, phone, repairMs: null },
    })),
  });
  const of = (id: string) => ({ site: id, device: 'fw-1' });
  const both = <T>(make: (id: string) => T): ReadonlyMap<string, T> =>
    new Map(['cotonou', 'conakry', 'vigie'].map((id) => [id, make(id)]));
  return {
    now: 0,
    organisation: '',
    sites: [site('cotonou'), site('conakry')],
    readings: both(of),
    ledger: both(of),
    labels: both(of),
    incidents: both(of),
    roles: [],
    collectors: [{ site: 'conakry' }, { site: '*' }],
    book: null,
    drill: { at: 0, scenarios: [], active: [{ scenario: 'fire', site: 'conakry', since: 0 }], answers: [] },
  } as unknown as Picture;
}
const flat = (seen: Picture): string =>
  JSON.stringify(seen, (_, value: unknown) => (value instanceof Map ? [...value] : value));

describe('what somebody sees of the picture', () => {
  it('holds no number of anybody for who may not dial, but the fire brigade’s', () => {
    const seen = flat(pictureWithin(picture(), { sites: null, numbers: false }));
    expect(seen).not.toContain(number);
    expect(seen).not.toContain(phone);
    expect(seen).toContain('"fire_brigade":"118"');
  });
  it('holds every number for who must dial it', () => {
    const seen = flat(pictureWithin(picture(), { sites: null, numbers: true }));
    expect(seen).toContain(number);
    expect(seen).toContain(phone);
  });
  it('names no other site anywhere: no reading, label, ledger line, incident, collector or scenario of it', () => {
    const seen = flat(pictureWithin(picture(), { sites: ['cotonou'], numbers: true }));
    expect(seen).not.toContain('conakry');
    expect(seen).toContain('cotonou');
    expect(seen).toContain('"vigie"');
  });
  it('is empty of sites for a scope of none', () => {
    const seen = pictureWithin(picture(), { sites: [], numbers: true });
    expect([seen.sites.length, seen.readings.size]).toEqual([0, 1]);
    expect(sees({ sites: [], numbers: true }, 'cotonou')).toBe(false);
  });
});
