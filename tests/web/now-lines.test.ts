/** One thing told twice, a child that hides its root, an alarm that nobody sees: what the merge of the lines guards against. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tellAbnormal } from '../../lib/messages/abnormal.ts';
import { abnormal } from '../../lib/readings/abnormal.ts';
import type { IncidentPicture } from '../../lib/readings/incident-picture.ts';
import { nowLines, troubling } from '../../lib/readings/now-lines.ts';
import { pictureIncident } from '../../lib/readings/small-incident-picture.ts';
import { stageNow, stagePicture } from './stage/stage-picture.ts';

const minute = 60_000;
const at = (minutes: number): number => stageNow - minutes * minute;
const both = (text: string) => ({ fr: text, en: text });
const base = stagePicture();
const withIncidents = (...all: IncidentPicture[]) => ({
  ...base,
  incidents: new Map(all.map((one) => [one.id, one])),
});
const mains = pictureIncident('mains', at(41), {
  rule: 'power.mains-lost',
  site: 'cotonou',
  device: 'genset-1',
  metric: 'power.source',
  severity: 'warning',
  title: both('Secteur coupé'),
});
const fuel = pictureIncident('fuel', at(40), {
  rule: 'power.fuel-runway',
  site: 'cotonou',
  device: 'genset-1',
  metric: 'power.fuel_runway_seconds',
  severity: 'critical',
  title: both('Moins de quatre heures de gasoil'),
});
const span = pictureIncident('span', at(21), {
  rule: 'telephony.e1-alarm',
  site: 'conakry',
  device: 'gw-1',
  instance: '2',
  metric: 'e1.line_state',
  severity: 'critical',
  title: both('E1 en alarme'),
});
const whatOf = (line: ReturnType<typeof nowLines>[number]) => tellAbnormal(line.said, 'fr').what;

describe('the lines of now', () => {
  it('are what readings find while there is no incident: a house whose alerting is stopped still sees', () => {
    expect(nowLines(base).map(({ id }) => id)).toEqual(abnormal(base).map(({ id }) => id));
    expect(nowLines(base).length).toBeGreaterThan(3);
  });

  it('tell an incident and a finding about the same thing once, with the figures of this minute', () => {
    const lines = nowLines(withIncidents(mains, fuel, span));
    const cotonou = lines.filter(({ site }) => site === 'cotonou');
    expect(cotonou.map(({ id }) => id)).toEqual(['fuel', 'mains']);
    expect(cotonou.map(whatOf)).toEqual([
      expect.stringContaining('Moins de quatre heures de gasoil'),
      expect.stringContaining('site sur groupe'),
    ]);
    const conakry = lines.filter(({ site }) => site === 'conakry');
    expect(conakry.map(({ id, severity }) => [id, severity])).toEqual([['span', 'critical']]);
    expect(conakry.map(whatOf)[0]).toContain('AIS');
  });

  it('leave what no incident tells: another span of the same gateway is another line', () => {
    const lines = nowLines(withIncidents({ ...span, instance: '3' }));
    expect(
      lines.filter(({ site }) => site === 'conakry').map(({ incident }) => incident?.id ?? null),
    ).toEqual(['span', null]);
  });

  it('count children under their root, and let them stand for themselves once it is over', () => {
    const child = (n: number) =>
      pictureIncident(`child-${n}`, at(5), { site: 'douala', device: 'ups-1', root: 'top', metric: null });
    const top = pictureIncident('top', at(6), { site: 'douala', device: 'fw-1', metric: null });
    const under = (root: IncidentPicture) =>
      nowLines(withIncidents(root, child(1), { ...child(2), root: 'child-1' })).filter(
        ({ site }) => site === 'douala',
      );
    expect(under(top).map(({ id, more }) => [id, more])).toEqual([['top', 2]]);
    expect(under({ ...top, state: 'resolved', resolvedAt: at(1) }).map(({ id, more }) => [id, more])).toEqual(
      [['child-1', 1]],
    );
  });

  it('put what nobody has taken before what somebody has, and planned work last and uncounted', () => {
    const one = (id: string, more: Partial<IncidentPicture>) =>
      pictureIncident(id, at(3), {
        site: 'douala',
        device: 'srv-1',
        metric: 'disk.state',
        instance: id,
        ...more,
      });
    const all = withIncidents(
      one('planned', { severity: 'critical', standing: 'silenced', maintenance: 'Changement du pare-feu' }),
      one('taken', { severity: 'critical', state: 'acknowledged' }),
      one('free', { severity: 'critical', openedAt: at(30) }),
      one('fire', { severity: 'critical', standing: 'silenced', lifeSafety: true, openedAt: at(31) }),
    );
    const ids = (lines: readonly { id: string; site: string | null }[]) =>
      lines.filter(({ site }) => site === 'douala').map(({ id }) => id);
    expect(ids(nowLines(all))).toEqual(['free', 'fire', 'taken', 'planned']);
    expect(nowLines(all).at(-1)?.id).toBe('planned');
    expect(ids(troubling(all))).toEqual(['free', 'fire', 'taken']);
  });

  it('say a fire in the words of its rule, not of the contact that saw it', () => {
    const burning = stagePicture((reading) =>
      reading.site === 'douala' && reading.metric === 'contact.fire'
        ? { ...reading, value: 1, text: 'active', state: 'critical', since: at(1) }
        : reading,
    );
    const fire = pictureIncident('fire', at(1), {
      rule: 'safety.fire',
      site: 'douala',
      device: 'room-1',
      metric: 'contact.fire',
      severity: 'critical',
      lifeSafety: true,
      title: both('INCENDIE'),
    });
    const [line, ...others] = nowLines({ ...burning, incidents: new Map([['fire', fire]]) }).filter(
      ({ site }) => site === 'douala',
    );
    expect(others).toEqual([]);
    expect(line && whatOf(line)).toBe('INCENDIE, Salle serveurs');
  });

  it('of Vigie itself and of a device that the book no longer names belong to no site’s row', () => {
    const [first] = nowLines(
      withIncidents(
        pictureIncident('self', at(2), {
          rule: 'vigie.role-silent',
          site: 'vigie',
          device: 'collectors',
          metric: null,
          severity: 'critical',
        }),
      ),
    );
    expect(first).toMatchObject({ id: 'self', site: null, device: null, system: 'vigie' });
  });

  it('lose no open incident and show none twice, whatever explains whatever', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const incident = fc.record({
      root: fc.option(fc.constantFrom(...ids, 'gone'), { nil: null }),
      state: fc.constantFrom('open' as const, 'acknowledged' as const, 'resolved' as const),
      site: fc.constantFrom('cotonou', 'conakry', 'nowhere'),
    });
    fc.assert(
      fc.property(fc.array(incident, { minLength: 5, maxLength: 5 }), (all) => {
        const made = all.map((more, i) => pictureIncident(ids[i] ?? '', at(i), { ...more, metric: null }));
        const open = made.filter(({ state }) => state !== 'resolved');
        const lines = nowLines(withIncidents(...made)).filter(({ incident }) => incident !== null);
        expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
        expect(lines.reduce((sum, { more }) => sum + 1 + more, 0)).toBe(open.length);
      }),
    );
  });
});
