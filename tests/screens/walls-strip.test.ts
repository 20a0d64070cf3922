import { describe, expect, it } from 'vitest';
import { countsEnd, heardText, stripView, wallZone } from '../../components/wall/strip-view.ts';
import { moment } from './walls-site.ts';

const input = {
  title: 'Vue d’ensemble',
  counts: { critical: 1, warning: 1, information: 1, stale: 1 },
  criticalSite: null,
  exercise: null,
  zone: 'Africa/Porto-Novo',
  locale: 'fr',
} as const;
const endOf = (view: ReturnType<typeof stripView>): number => {
  const last = view.counts[view.counts.length - 1];
  return last ? last.x + last.width : 0;
};

describe('the strip of the walls', () => {
  it('never lets counts of two digits run under the clock, in either language, in a drill', () => {
    const counts = { critical: 12, warning: 24, information: 36, stale: 48 };
    for (const locale of ['fr', 'en'] as const)
      for (const exercise of [null, locale === 'fr' ? 'EXERCICE' : 'EXERCISE'])
        for (const title of ['Vue d’ensemble', 'Téléphonie', 'Telephony', 'Overview']) {
          const view = stripView({ ...input, locale, title, exercise, counts });
          expect(endOf(view), `${locale} ${title} ${exercise}`).toBeLessThanOrEqual(countsEnd);
        }
  });

  it('keeps the counts of a severity at zero off the strip, and says so when all are', () => {
    const none = { critical: 0, warning: 0, information: 0, stale: 0 };
    expect(
      stripView({ ...input, counts: { ...none, warning: 2 } }).counts.map((one) => one.severity),
    ).toEqual(['warning']);
    expect(stripView({ ...input, counts: none }).none?.text).toBe('Aucun incident ouvert');
  });

  it('names the site of a critical on a wall of one subject, as long as there is room', () => {
    const view = stripView({ ...input, title: 'Réseau', criticalSite: 'Cotonou' });
    expect(view.counts[0]?.word).toContain('Cotonou');
    expect(endOf(view)).toBeLessThanOrEqual(countsEnd);
  });

  it('begins its counts at the same place on every wall while they have room', () => {
    const counts = { critical: 0, warning: 1, information: 0, stale: 0 };
    const starts = ['Énergie', 'Réseau', 'Téléphonie'].map(
      (title) => stripView({ ...input, title, counts }).counts[0]?.x,
    );
    expect(new Set(starts).size).toBe(1);
  });

  it('does not call a silent screen up to date', () => {
    expect(heardText(400, false, 'fr')).toBe('à jour il y a 1\u00a0s');
    expect(heardText(84_000, true, 'fr')).toBe('muet 1\u00a0min\u00a024\u00a0s');
  });

  it('shows the clock that most sites share, unless one is set', () => {
    const zones = ['Africa/Conakry', 'Africa/Porto-Novo', 'Africa/Douala'];
    expect(wallZone(null, zones, moment)).toBe('Africa/Porto-Novo');
    expect(wallZone('Africa/Abidjan', zones, moment)).toBe('Africa/Abidjan');
    expect(wallZone(null, [], moment)).toBe('UTC');
  });
});
