/** Guards against a month of bars in which the worst ten minutes are averaged away. */
import { describe, expect, it } from 'vitest';
import { barsOf, maxBars, type QualityAnswer, qualityModel } from './view.ts';

const t0 = Date.parse('2026-11-23T00:00:00Z');
const slots = (count: number, peakAt: number) =>
  Array.from({ length: count }, (_, at) => ({
    at: new Date(t0 + at * 600_000).toISOString(),
    count: at === peakAt ? 42 : 0,
  }));
const answer: QualityAnswer = {
  from: '2026-11-23T00:00:00Z',
  to: '2026-11-24T00:00:00Z',
  count: 12,
  children: 3,
  perTenMinutes: 0.083,
  peakPerTenMinutes: 4,
  band: 'acceptable',
  slots: slots(144, 3),
  floods: [],
  sources: [
    {
      rule: 'r',
      title: { fr: 'Lien coupé', en: 'Link down' },
      site: 'lome',
      device: 'fw-1',
      count: 9,
      ratio: 0.75,
    },
  ],
  chattering: [],
  standing: [
    {
      id: 'i1',
      title: { fr: 'Disque', en: 'Disk' },
      site: 'lome',
      device: '',
      openedAt: '2026-11-21T00:00:00Z',
    },
  ],
  toAcknowledge: { measured: 4, meanSeconds: 240, medianSeconds: 180 },
  toResolve: { measured: 0, meanSeconds: null, medianSeconds: null },
};

describe('the bars', () => {
  it('of a day are one each ten minutes', () => {
    expect(barsOf(slots(144, 0))).toMatchObject({ joined: 1, bars: { length: 144 } });
  });
  it('of a month are joined, and the highest stands', () => {
    const { bars, joined } = barsOf(slots(4_320, 1_000));
    expect(bars.length).toBeLessThanOrEqual(maxBars);
    expect(joined).toBe(24);
    expect(Math.max(...bars.map(({ count }) => count))).toBe(42);
  });
});

describe('the page', () => {
  const sites = [{ id: 'lome', name: 'Lomé', devices: [{ id: 'fw-1', name: 'Pare-feu' }] }];
  const model = qualityModel(answer, sites as unknown as Parameters<typeof qualityModel>[1], 'UTC', 'fr');
  it('says of how many a mean speaks, and "non mesuré" where there is none', () => {
    const [, , , acknowledged, resolved] = model.figures;
    expect([acknowledged?.value, acknowledged?.under]).toEqual([
      '4\u00a0min',
      'moyenne de 4, médiane 3\u00a0min',
    ]);
    expect([resolved?.value, resolved?.under]).toEqual(['non mesuré', '']);
  });
  it('names what speaks most by its device and site, with its share', () => {
    expect(model.sources[0]?.cells).toEqual(['Lien coupé', 'Pare-feu, Lomé', '9', '75\u00a0%']);
  });
  it('leads from what lingers to its page', () => {
    expect(model.standing[0]).toMatchObject({ href: '/incidents/i1', cells: ['Disque', 'Lomé', '3\u00a0j'] });
  });
});
