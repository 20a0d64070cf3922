/** Guards against a planner that reads another day or another place than the one that falls silent. */
import { describe, expect, it } from 'vitest';
import { type PlanLine, planGroups, repeatSaid, shelfRows, shelvable, whereSaid } from './view.ts';

const sites = [
  { id: 'cotonou', name: 'Cotonou', devices: [{ id: 'genset-1', name: 'Groupe 80 kVA' }] },
] as unknown as Parameters<typeof planGroups>[1];
const plan = (more: Partial<PlanLine> = {}): PlanLine => ({
  id: 'a',
  name: 'Vidange',
  reason: '',
  site: 'cotonou',
  thing: 'genset-1',
  timezone: 'Africa/Porto-Novo',
  repeat: { kind: 'none' },
  until: null,
  state: 'coming',
  span: { from: '2026-11-24T21:00:00Z', to: '2026-11-24T22:00:00Z' },
  by: 'awa',
  deletedBy: null,
  ...more,
});

describe('a plan', () => {
  it('is said by the clock of its site, with the names that people use', () => {
    expect(planGroups([plan()], sites, 'fr')[0]?.rows[0]).toMatchObject({
      where: 'Groupe 80 kVA, Cotonou',
      when: 'mar. 24 nov. 22:00 – 23:00, UTC+1',
      repeat: 'une fois',
    });
  });
  it('of a whole site and of a link say so', () => {
    expect(whereSaid('cotonou', null, sites, 'fr')).toBe('Cotonou, tout le site');
    expect(whereSaid('cotonou', 'link:primary', sites, 'en')).toBe('link primary, Cotonou');
  });
  it('says how it comes again', () => {
    const said = (repeat: PlanLine['repeat'], until: string | null = null) =>
      repeatSaid({ repeat, until }, 'fr');
    expect(said({ kind: 'weekly', weekdays: [0, 4, 1] })).toBe('chaque lundi, jeudi et dimanche');
    expect(said({ kind: 'monthly', weekday: 2, nth: -1 })).toBe('le dernier mardi du mois');
    expect(said({ kind: 'daily' }, '2026-12-25')).toBe('chaque jour jusqu’au ven. 25 déc. 2026');
  });
});

describe('the list', () => {
  it('begins with what is on, then what comes first; what was last stands first among the past', () => {
    const at = (hour: number) => ({ from: `2026-11-24T${hour}:00:00Z`, to: `2026-11-24T${hour}:30:00Z` });
    const groups = planGroups(
      [
        plan({ id: 'later', span: at(22) }),
        plan({ id: 'sooner', span: at(21) }),
        plan({ id: 'old', state: 'past', span: at(10) }),
        plan({ id: 'newer', state: 'past', span: at(11) }),
        plan({ id: 'on', state: 'now' }),
      ],
      sites,
      'fr',
    );
    expect(groups.map(({ state, rows }) => [state, rows.map(({ id }) => id)])).toEqual([
      ['now', ['on']],
      ['coming', ['sooner', 'later']],
      ['past', ['newer', 'old']],
    ]);
  });
});

describe('an alarm put aside', () => {
  it('says until when and how long is left', () => {
    const shelf = {
      id: 's',
      title: { fr: 'Salle chaude', en: 'Room hot' },
      site: 'cotonou',
      device: 'genset-1',
      reason: 'travaux',
      to: '2026-11-24T13:00:00Z',
      by: 'awa',
      state: 'now' as const,
      endedBy: null,
    };
    const [row] = shelfRows([shelf], sites, Date.parse('2026-11-24T12:30:00Z'), 'UTC', 'fr');
    expect(row?.until).toBe('jusqu’à 13:00, encore 30\u00a0min');
  });
});

describe('what may be put aside', () => {
  it('is open, explained by nothing else, and never a fire', () => {
    const open = {
      id: 'open',
      rule: 'climate.hot',
      site: 'cotonou',
      device: 'genset-1',
      instance: '',
      title: { fr: 'Groupe chaud', en: 'Generator hot' },
      state: 'open' as const,
      lifeSafety: false,
      root: null,
    };
    const offered = shelvable(
      [
        open,
        { ...open, id: 'fire', lifeSafety: true },
        { ...open, id: 'child', root: 'open' },
        { ...open, id: 'over', state: 'resolved' },
      ],
      sites,
      'fr',
    );
    expect(offered).toEqual([
      {
        id: 'open',
        said: 'Groupe chaud, Groupe 80 kVA, Cotonou',
        alarm: { rule: 'climate.hot', site: 'cotonou', device: 'genset-1', instance: '' },
      },
    ]);
  });
});
