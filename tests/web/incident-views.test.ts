/** What a person reads of incidents: a filter that lies, a child that floods the list, a timeline out of order. */
import { describe, expect, it } from 'vitest';
import {
  type IncidentTold,
  incidentShape,
  limitShape,
  timelineShape,
} from '../../app/_server/api/incident-shapes.ts';
import { eventsOf, spanOf } from '../../app/(desk)/incidents/[id]/chart-view.ts';
import {
  factsOf,
  type Notice,
  standingOf,
  timelineOf,
  treeOf,
} from '../../app/(desk)/incidents/[id]/view.ts';
import { untilChoices, writtenUntil } from '../../app/(desk)/incidents/until-view.ts';
import { filtersOf, listRows, listUrl, withFilter } from '../../app/(desk)/incidents/view.ts';
import { lineOwner } from '../../components/incident/line-owner.ts';
import { smallIncident } from '../../lib/alarm/small-incident.ts';
import { incidentPicture, type StoredIncident } from '../../lib/alarm/stored-incident.ts';
import { advanceIncident, type IncidentEvent } from '../../lib/alerting/incident.ts';
import { nowLines } from '../../lib/readings/now-lines.ts';
import { stageNow, stagePicture } from './stage/stage-picture.ts';

const minute = 60_000;
const zone = 'Africa/Porto-Novo';
const say = { locale: 'fr' as const, zone };
const at = (minutes: number): number => stageNow - minutes * minute;
const picture = stagePicture();

function having(
  stored: StoredIncident,
  ...events: readonly (readonly [minutes: number, IncidentEvent])[]
): StoredIncident {
  let { incident } = stored;
  for (const [minutes, event] of events) {
    const moved = advanceIncident(incident, event, at(minutes));
    if (!moved.ok) throw new Error(moved.reason);
    incident = moved.incident;
  }
  return { ...stored, incident };
}
const told = (stored: StoredIncident, more: Partial<IncidentTold> = {}): IncidentTold => ({
  ...incidentShape(stored, 'fr'),
  timeline: stored.incident.timeline.map((entry) => timelineShape(entry, stored.metric, 'fr')),
  limit: limitShape(stored),
  explainedBy: null,
  children: [],
  ...more,
});
const take: IncidentEvent = {
  kind: 'acknowledge',
  who: 'awa',
  note: 'j’y vais',
  until: stageNow + 60 * minute,
};
const hot = smallIncident('hot', 'room-1', at(20));

describe('the list of incidents', () => {
  it('keeps its filters in the address, and drops what it does not understand', () => {
    const odd = filtersOf(
      new URLSearchParams('state=shut&site=co/../tonou&severity=huge&from=yesterday&sort=up'),
    );
    expect(odd).toEqual({
      state: 'current',
      site: 'co..tonou',
      severity: '',
      from: '',
      to: '',
      sort: 'worst',
    });
    const address = withFilter(odd, { site: 'cotonou', state: 'resolved', from: '2026-11-23' });
    expect(address).toBe('?state=resolved&site=cotonou&from=2026-11-23');
    expect(filtersOf(new URLSearchParams(address))).toMatchObject({ site: 'cotonou', state: 'resolved' });
    expect(withFilter(filtersOf(new URLSearchParams(address)), filtersOf(new URLSearchParams()))).toBe('?');
  });

  it('asks the API for the same, the last day included', () => {
    const filters = filtersOf(new URLSearchParams('from=2026-11-22&to=2026-11-23&severity=critical'));
    const asked = new URL(listUrl(filters, 'fr'), 'http://vigie').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      state: 'open,acknowledged',
      severity: 'critical',
      from: '2026-11-22T00:00:00Z',
      to: '2026-11-24T00:00:00.000Z',
    });
    expect(listUrl(filters, 'fr', 'csv')).toContain('format=csv');
  });

  it('folds what an incident of the list explains into it, and sorts the worst that nobody has first', () => {
    const items = [
      incidentShape(having(hot, [10, take]), 'fr'),
      incidentShape(smallIncident('new', 'srv-1', at(2)), 'fr'),
      incidentShape(smallIncident('worst', 'fw-1', at(30), { severity: 'critical' }), 'fr'),
      { ...incidentShape(smallIncident('child', 'sw-1', at(29)), 'fr'), root: 'worst' },
      { ...incidentShape(smallIncident('orphan', 'ups-1', at(28)), 'fr'), root: 'elsewhere' },
    ];
    const rows = listRows(items, 'worst', picture, 'fr', zone);
    expect(rows.map(({ id, children }) => [id, children])).toEqual([
      ['worst', 1],
      ['new', 0],
      ['orphan', 0],
      ['hot', 0],
    ]);
    expect(rows.at(-1)).toMatchObject({
      free: false,
      place: 'Cotonou',
      device: 'Salle serveurs',
      who: 'awa, jusqu’à 15:32',
    });
    expect(listRows(items, 'oldest', picture, 'fr', zone)[0]?.id).toBe('worst');
    expect(listRows(items, 'newest', picture, 'fr', zone)[0]?.id).toBe('new');
  });
});

describe('the page of an incident', () => {
  const notice: Notice = {
    id: 'n1',
    incident: 'hot',
    person: 'awa',
    channel: 'sms',
    state: 'delivered',
    at: new Date(at(15)).toISOString(),
  };

  it('says what, where, since, consequence, first action and owner, in the reader’s hour and the site’s own', () => {
    const facts = factsOf(told(hot), picture, { locale: 'fr', zone: 'Africa/Abidjan' });
    expect(facts.map(({ value }) => value)).toEqual([
      expect.stringContaining('41,5'),
      'Salle serveurs',
      '13:12, soit 20\u00a0min',
      'Le matériel vieillit',
      'Vérifier la climatisation',
      'bâtiment',
    ]);
    expect(facts[2]?.under).toBe('14:12 à Cotonou');
    expect(facts[5]?.under).toBe('à prendre en 10\u00a0min'.replace('10', '30'));
    const late = factsOf(told(smallIncident('late', 'room-1', at(45))), picture, say);
    expect(late[5]?.under).toBe('en retard de 15\u00a0min');
    expect(factsOf(told(having(hot, [10, take])), picture, say)[5]).toMatchObject({
      value: 'awa',
      under: 'ouvert → pris en charge : 10\u00a0min',
    });
  });

  it('tells its own entries and the messages that went out on one line of time', () => {
    const stored = having(hot, [10, take], [5, { kind: 'note', who: 'awa', note: 'filtre bouché' }]);
    expect(
      timelineOf(told(stored), [notice], say).map(({ clock, kind, said }) => [clock, kind, said]),
    ).toEqual([
      ['14:12:00', 'Ouvert', expect.stringContaining('41,5')],
      ['14:17:00', 'sms', 'awa, arrivé'],
      ['14:22:00', 'Pris en charge', 'par awa, jusqu’à 15:32. j’y vais'],
      ['14:27:00', 'Note', 'awa : filtre bouché'],
    ]);
  });

  it('draws the cause first: what explains it, what it hangs on, itself, what it explains', () => {
    const root = incidentShape(smallIncident('root', 'fw-1', at(21)), 'fr');
    const children = Array.from({ length: 10 }, (_, i) =>
      incidentShape(smallIncident(`c${i}`, 'srv-1', at(19)), 'fr'),
    );
    const ups = smallIncident('ups', 'ups-1', at(20));
    const tree = treeOf(told(ups, { explainedBy: root, children }), picture, say);
    expect(tree.map(({ kind }) => kind).slice(0, 4)).toEqual(['cause', 'device', 'device', 'this']);
    expect(tree.map(({ name }) => name).slice(1, 3)).toEqual(['Pare-feu principal', 'Commutateur salle']);
    expect(tree).toHaveLength(4 + 8 + 1);
    expect(tree.at(-1)?.name).toBe('et 2 autres');
  });

  it('says why nobody was called', () => {
    const silenced = {
      ...hot,
      paging: { ...hot.paging, standing: 'silenced' as const, maintenance: 'Clim' },
    };
    expect(standingOf(told(silenced), say)).toContain('Clim');
  });

  it('draws the reading from before it began to after it ended, with its own hours', () => {
    const open = told(hot);
    expect(spanOf(open, stageNow)).toEqual({ from: at(65), to: stageNow });
    const over = { ...open, resolvedAt: new Date(at(18)).toISOString() };
    expect(spanOf(over, stageNow).to).toBe(at(3));
    expect(eventsOf(over, 'fr').map(({ word }) => word)).toEqual(['Ouvert', 'Résolu']);
  });
});

describe('taking an incident over', () => {
  const site = picture.sites.find(({ id }) => id === 'cotonou') ?? null;

  it('offers half an hour, one, four, and the end of service while there is one', () => {
    expect(untilChoices(stageNow, site, zone, 'fr').map(({ id, clock }) => [id, clock])).toEqual([
      ['30', '15:02'],
      ['60', '15:32'],
      ['240', '18:32'],
      ['shift', '23:00'],
    ]);
    const night = untilChoices(stageNow + 12 * 60 * minute, site, zone, 'fr');
    expect(night.map(({ id }) => id)).not.toContain('shift');
    expect(untilChoices(stageNow, null, zone, 'fr')).toHaveLength(3);
  });

  it('takes a written hour only if it is to come, within a week', () => {
    expect(writtenUntil('2026-11-24T20:00', stageNow)).toBe(Date.parse('2026-11-24T20:00'));
    for (const wrong of ['', '20:00', '2026-11-23T20:00', '2026-12-24T20:00', 'x'])
      expect(writtenUntil(wrong, stageNow), wrong).toBeNull();
  });

  it('says on every screen who has it and until when, or that somebody is wanted', () => {
    const lineOf = (stored: StoredIncident) => {
      const line = nowLines({ ...picture, incidents: new Map([['hot', incidentPicture(stored)]]) }).find(
        ({ id }) => id === 'hot',
      );
      return line ? lineOwner(line, zone, 'fr') : null;
    };
    expect(lineOf(hot)).toEqual({ who: 'À prendre', until: 'bâtiment', free: true });
    expect(lineOf(having(hot, [10, take]))).toEqual({ who: 'awa', until: 'jusqu’à 15:32', free: false });
  });
});
