/** Guards against a due date that is a day off at a site whose day has begun already. */
import { describe, expect, it } from 'vitest';
import { type CheckLine, checksModel, doneRows } from './view.ts';

const sites = [
  {
    id: 'tana',
    name: 'Antananarivo',
    timezone: 'Indian/Antananarivo',
    devices: [{ id: 'g', name: 'Groupe' }],
  },
] as unknown as Parameters<typeof checksModel>[1];
const check = (more: Partial<CheckLine> = {}): CheckLine => ({
  id: 'run',
  site: 'tana',
  device: 'g',
  title: { fr: 'Essai du groupe', en: 'Generator run' },
  everyDays: 7,
  owner: 'energie',
  state: 'soon',
  due: '2026-11-24',
  last: null,
  ...more,
});
/** 24 November, 00:30 there; still the 23rd in UTC. */
const now = Date.parse('2026-11-23T21:30:00Z');
const row = (more: Partial<CheckLine> = {}) => checksModel([check(more)], sites, now, 'fr').rows[0];

describe('a check', () => {
  it('counts days by the calendar of its site', () => {
    expect(row()?.dueSaid).toBe('aujourd’hui');
    expect(row({ due: '2026-11-25' })?.dueSaid).toBe('dans 1 jour');
    expect(row({ due: '2026-11-21', state: 'late' })).toMatchObject({
      dueSaid: 'en retard de 3 jours',
      sign: 'warning',
      word: 'En retard',
    });
  });
  it('is named with its device and its site, and says when it was never done', () => {
    expect(row()).toMatchObject({ where: 'Groupe, Antananarivo', last: 'jamais', every: '7 jours' });
    expect(row({ device: null })?.where).toBe('Antananarivo');
  });
});

describe('the register', () => {
  it('says first how many are late', () => {
    const all = [check({ state: 'late' }), check(), check({ state: 'ahead' })];
    expect(checksModel(all, sites, now, 'fr').summary).toBe('1 en retard, 1 bientôt, 3 en tout.');
    expect(checksModel([check()], sites, now, 'fr').summary).toBe('Aucun retard. 1 bientôt, 1 en tout.');
  });
  it('keeps what was withdrawn, and says by whom', () => {
    const done = { id: 'd', site: 'tana', check: 'gone', at: '2026-11-23T21:30:00Z', by: 'awa', note: '' };
    const [row] = doneRows([{ ...done, withdrawnBy: 'bio' }], [check()], sites, 'fr');
    expect(row).toMatchObject({ title: 'gone', withdrawn: 'retiré par bio', at: 'mar. 24 nov. 2026 00:30' });
  });
});
