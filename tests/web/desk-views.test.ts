import { describe, expect, it } from 'vitest';
import { deviceModel } from '../../app/(desk)/devices/[site]/[device]/view.ts';
import { drillRows } from '../../app/(desk)/drill/view.ts';
import { chosenOf, historyUrl, statesBeside } from '../../app/(desk)/history-view.ts';
import { rangeOf, spanOfRange, withRange } from '../../app/(desk)/range.ts';
import { systemModel } from '../../app/(desk)/sites/[site]/[system]/view.ts';
import { siteModel } from '../../app/(desk)/sites/[site]/view.ts';
import { overviewModel } from '../../app/(desk)/view.ts';
import { collectorLines } from '../../app/(desk)/vigie/view.ts';
import { crumbsOf } from '../../components/desk/crumbs.ts';
import { maxNow, nowList } from '../../components/desk/now-view.ts';
import { countsOf, railSites } from '../../components/desk/rail-view.ts';
import { search } from '../../components/desk/search-view.ts';
import { nbsp, noValue } from '../../lib/messages/format.ts';
import type { Picture, SitePicture } from '../../lib/readings/picture.ts';
import { stageNow, stagePicture } from './stage/stage-picture.ts';

const zone = 'Africa/Porto-Novo';
const picture = stagePicture();
const siteOf = (of: Picture, id: string): SitePicture => {
  const site = of.sites.find((one) => one.id === id);
  if (!site) throw new Error(id);
  return site;
};
const span = { from: stageNow - 3_600_000, to: stageNow };
const needs = { span, zone, samples: () => [], holeMs: 75_000 };
const site = (id: string, of = picture) => siteModel(of, siteOf(of, id), 'fr', needs);

describe('the rail', () => {
  it('keeps the sites west to east whatever their state, each with its worst and its figure', () => {
    const rail = railSites(picture, 'fr');
    expect(rail.map((one) => one.id)).toEqual(['conakry', 'abidjan', 'cotonou', 'douala', 'brazzaville']);
    expect(rail.find((one) => one.id === 'cotonou')?.severity).toBe('critical');
    expect(rail.find((one) => one.id === 'douala')).toMatchObject({ severity: null, figure: '' });
  });
  it('counts by severity, and leaves out what is at zero', () => {
    const counts = countsOf(picture, 'fr');
    expect(counts.every((one) => one.count > 0)).toBe(true);
    expect(counts[0]?.severity).toBe('critical');
  });
});

describe('the now list', () => {
  it('holds at most seven, worst first, and counts what it hides', () => {
    const bad = stagePicture((one) =>
      one.device === 'srv-1' || one.device === 'sw-1' ? { ...one, state: 'warning' } : one,
    );
    const list = nowList(bad, 'fr', zone);
    expect(list.rows.length).toBe(maxNow);
    expect(list.hidden).toBeGreaterThan(0);
    expect(list.rows[0]?.severity).toBe('critical');
  });
  it('leads from each alarm to where its cause is, in one step', () => {
    for (const row of nowList(picture, 'fr', zone).rows)
      expect(row.href, row.what).toMatch(/^\/(sites|devices|vigie)/);
  });
});

describe('a site', () => {
  it('says in one sentence what is the matter', () => {
    expect(site('abidjan').sentence).toMatch(/^Lien principal|^Le lien principal/);
    expect(site('douala').sentence).toBe('Tout est dans son état normal.');
  });
  it('has no campaign before there are campaigns', () => {
    expect(site('douala').cells.map((one) => one.system)).not.toContain('campaign');
  });
  it('shows the fuel left, not the load, while its generator carries it', () => {
    const power = site('cotonou').cells.find((one) => one.system === 'power');
    expect(power).toMatchObject({ value: `3${nbsp}h${nbsp}10`, severity: 'critical' });
  });
  it('puts a system that cannot be read in its place, with its age and without a cursor', () => {
    const climate = site('brazzaville').cells.find((one) => one.system === 'climate');
    expect(climate?.severity).toBe('stale');
  });
  it('draws the energised wire solid and the standby one dashed', () => {
    const wires = Object.fromEntries(site('cotonou').power.map((stage) => [stage.id, stage.wire]));
    expect(wires).toMatchObject({ mains: 'standby', switch: 'live', fuel: 'live' });
    expect(Object.fromEntries(site('douala').power.map((stage) => [stage.id, stage.wire]))).toMatchObject({
      mains: 'live',
      fuel: 'standby',
    });
  });
  it('marks the overflow at its instant on both links, and says how soon the backup carried', () => {
    const mirror = site('abidjan').mirror;
    expect(mirror?.event?.at).toBe(stageNow - 23 * 60_000);
    expect(mirror?.primary.note).toContain(`70${nbsp}%`);
    expect(mirror?.backup?.note).toContain(`12${nbsp}s`);
  });
  it('has no cursor and no number once nothing is believed', () => {
    const silent = stagePicture((one) => (one.site === 'douala' ? { ...one, at: one.at - 600_000 } : one));
    const model = site('douala', silent);
    expect(model.cells.find((one) => one.system === 'internet')?.value).toBe(noValue);
    const internet = model.cells.find((one) => one.system === 'internet');
    expect(internet).toMatchObject({ partial: true, bar: { value: null } });
    expect(model.devices.length).toBe(12);
  });
});

describe('the overview', () => {
  it('is a row for each site and a column for each system that any of them has', () => {
    const model = overviewModel(picture, null, 'fr', zone);
    expect(model.rows).toHaveLength(5);
    expect(model.columns.map((one) => one.system)).toEqual([
      'internet',
      'power',
      'climate',
      'safety',
      'servers',
      'telephony',
    ]);
  });
});

describe('a system', () => {
  it('shows each device with the worst of its readings first', () => {
    const model = systemModel(picture, siteOf(picture, 'cotonou'), 'power', 'fr', zone);
    const ats = model.devices.find((one) => one.row.id === 'ats-1');
    expect(ats?.readings[0]?.severity).toBe('critical');
  });
});

describe('a device', () => {
  const device = (site: string, id: string, only = false) => {
    const found = siteOf(picture, site).devices.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return deviceModel(picture, found, 'fr', zone, only);
  };
  it('shows everything it measures, by family, and what was asked of it', () => {
    const model = device('abidjan', 'fw-1');
    expect(model.groups[0]?.title).toBe('Lien');
    expect(model.checks[0]).toMatchObject({ check: 'snmp', failures: 0 });
    expect(model.first).toBe('link.use_ratio/primary');
  });
  it('says that it is silent, and since when, rather than that all is well', () => {
    const model = device('brazzaville', 'room-1');
    expect(model.severity).toBe('stale');
    expect(model.sentence).not.toContain('normal');
  });
  it('can show only what is abnormal', () => {
    const rows = device('cotonou', 'ats-1', true).groups.flatMap((group) => group.rows);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.severity !== null)).toBe(true);
  });
  it('keeps no secret of the site book', () => {
    expect(JSON.stringify(picture.sites)).not.toContain('k-0123456789');
  });
});

describe('the address', () => {
  it('keeps the range and everything else that was chosen', () => {
    const query = new URLSearchParams('draw=a/b&range=7d');
    expect(rangeOf(query)).toEqual({ kind: 'last', name: '7d' });
    expect(withRange(query, { kind: 'last', name: '1h' })).toBe('?draw=a%2Fb');
    const custom = { kind: 'custom', from: 1000, to: 5000 } as const;
    expect(rangeOf(new URLSearchParams(withRange(query, custom)))).toEqual(custom);
  });
  it('that is nonsense means the last hour', () => {
    for (const text of ['range=toString', 'range=', 'from=x&to=y', 'from=2026-01-02&to=2026-01-01'])
      expect(rangeOf(new URLSearchParams(text)), text).toEqual({ kind: 'last', name: '1h' });
  });
  it('asks the past anew only when its grain has passed', () => {
    const range = { kind: 'last', name: '24h' } as const;
    expect(spanOfRange(range, 60_001, 60_000)).toEqual(spanOfRange(range, 119_000, 60_000));
  });
  it('draws only what the catalogue knows, and no more than four', () => {
    const known = (metric: string) => metric.startsWith('link.');
    expect(chosenOf('link.a/1,evil,link.b/x/y', known)).toEqual([
      { metric: 'link.a', instance: '1' },
      { metric: 'link.b', instance: 'x/y' },
    ]);
    expect(chosenOf('link.a/,link.b/,link.c/,link.d/,link.e/', known)).toHaveLength(4);
  });
});

describe('the past of a device', () => {
  const port = (instance: string) => ({ metric: 'interface.oper_state', instance });
  const ports = Array.from({ length: 48 }, (_, i) => port(String(i + 1)));
  it('is asked for the chosen port alone, whatever its name holds', () => {
    const url = historyUrl('cotonou', 'sw-1', [port('a,b/c&d'), port('2')], 0, 1);
    const asked = new URL(url, 'http://vigie.invalid').searchParams.get('series');
    expect(JSON.parse(asked ?? '')).toEqual(['interface.oper_state/a,b/c&d', 'interface.oper_state/2']);
  });
  it('shows the changes of that port first, and never asks for more than one question may', () => {
    const beside = statesBeside([...ports, { metric: 'device.state', instance: '' }], [port('47')]);
    expect(beside).toHaveLength(20);
    expect(beside.slice(0, 2).map(({ instance }) => instance)).toEqual(['47', '']);
  });
});

describe('the search', () => {
  it('finds without case or accents, sites before devices before measures', () => {
    expect(search(picture, 'ABIDJAN', 'fr')[0]?.href).toBe('/sites/abidjan');
    expect(search(picture, 'groupe electro cotonou', 'fr')[0]?.href).toBe('/devices/cotonou/genset-1');
    expect(search(picture, 'temperature douala', 'fr').some((one) => one.href.includes('draw='))).toBe(true);
    expect(search(picture, 'zzz', 'fr')).toEqual([]);
    expect(search(picture, '  ', 'fr')).toEqual([]);
  });
  it('says where one is', () => {
    expect(crumbsOf('/devices/abidjan/fw-1', picture.sites, 'fr')).toBe(
      'Sites › Abidjan › Pare-feu principal',
    );
    expect(crumbsOf('/sites/abidjan/power', picture.sites, 'en')).toBe('Sites › Abidjan › Power');
  });
});

describe('the health of Vigie', () => {
  const status = {
    site: '*',
    at: stageNow,
    backlog: { readings: 0, oldestAt: null, bytes: 0 },
    acknowledged: 1,
    stored: 1,
    store: { kind: 'influx', ok: true, reason: null },
    buffer: { ok: true, reason: null },
    drops: [],
    queue: 0,
  } as const;
  it('marks a collector that is silent, cannot store, cannot buffer or lags', () => {
    const bad = (change: object) => collectorLines([{ ...status, ...change }], stageNow, 'fr')[0]?.bad;
    expect(bad({})).toBe(false);
    expect(bad({ at: stageNow - 6_000 })).toBe(true);
    expect(bad({ store: { kind: 'influx', ok: false, reason: 'refused' } })).toBe(true);
    expect(bad({ buffer: { ok: false, reason: 'disk full' } })).toBe(true);
    expect(bad({ backlog: { readings: 9, oldestAt: stageNow - 11_000, bytes: 1 } })).toBe(true);
  });
});

describe('the drill', () => {
  it('shows nothing before its role has spoken, then each scenario at each site', () => {
    expect(drillRows(picture, 'fr', zone)).toBeNull();
    const drill = {
      at: 0,
      scenarios: ['fire'],
      active: [{ scenario: 'fire', site: 'douala', since: stageNow }],
      answers: [],
    };
    const rows = drillRows({ ...picture, drill }, 'fr', zone);
    expect(rows?.[0]?.word).toBe('incendie');
    expect(rows?.[0]?.cells.filter((one) => one.active !== null).map((one) => one.site)).toEqual(['douala']);
  });
});
