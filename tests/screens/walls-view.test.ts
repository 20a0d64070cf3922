import { describe, expect, it } from 'vitest';
import { networkView } from '../../app/(wall)/wall/network/view.ts';
import { overviewView } from '../../app/(wall)/wall/overview/view.ts';
import { axisX } from '../../app/(wall)/wall/power/runway-view.ts';
import { powerView } from '../../app/(wall)/wall/power/view.ts';
import { telephonyView } from '../../app/(wall)/wall/telephony/view.ts';
import { makeRecent } from '../../components/live/recent.ts';
import type { WallSettings } from '../../components/wall/settings.ts';
import type { Picture } from '../../lib/readings/picture.ts';
import {
  bothLinksDown,
  expiredRoom,
  mainsLost,
  moments,
  overflowing,
  picture,
  spanAlarm,
  staleRoom,
  tunnelDown,
} from './walls-fixtures.ts';
import { minute, moment, reading } from './walls-site.ts';

const settings: WallSettings = {
  locale: 'fr',
  theme: 'dark',
  zone: null,
  name: 'test',
  rotate: [],
  rotateEveryMs: 30_000,
  bringForward: true,
  zoom: 1,
};
const none = makeRecent([]);
const overview = (of: Picture) => overviewView(of, none, settings);
const cell = (of: Picture, site: string, column: string) =>
  overview(of)
    .rows.find((row) => row.id === site)
    ?.cells.find((one) => one.column === column);
const power = (of: Picture, site: string) =>
  powerView(of, none, settings).rows.find((row) => row.id === site);
const network = (of: Picture, site: string) =>
  networkView(of, none, settings).rows.find((row) => row.id === site);
const plain = (text: string | null | undefined): string => (text ?? '').replaceAll('\u00a0', ' ');

describe('the overview', () => {
  it('names nothing while nothing is abnormal, and leaves its lower third calm', () => {
    const model = overview(picture([]));
    expect(model.now).toBeNull();
    expect(model.calm?.title).toBe('Aucun incident');
    expect(model.rows.flatMap((row) => row.cells).every((one) => one.kind === 'good')).toBe(true);
    expect(model.rows.every((row) => row.internet.note === null && row.severity === null)).toBe(true);
  });

  it('keeps the sites west to east whatever their state', () => {
    const order = ['conakry', 'abidjan', 'cotonou', 'douala', 'brazzaville'];
    for (const troubles of Object.values(moments))
      expect(overview(picture(troubles)).rows.map((row) => row.id)).toEqual(order);
  });

  it('says of a figure what it is, and what to do first, with the sum of the power wall', () => {
    const of = picture(moments.pictures);
    expect(cell(of, 'cotonou', 'power')).toMatchObject({
      kind: 'abnormal',
      severity: 'critical',
      caption: 'gasoil',
    });
    const [first] = overview(of).now?.items ?? [];
    expect(first?.place).toBe('Cotonou');
    expect(plain(first?.consequence)).toContain('Gasoil 3 h 10');
    expect(first?.action).toBe('commander avant 15:12');
    expect(plain(power(of, 'cotonou')?.fuel?.figure.text)).toBe('3 h 10');
  });

  it('gives four troubles two lines each, five to seven one line, and says how many more there are', () => {
    expect(overview(picture(moments.pictures)).now?.lines).toBe(2);
    const seven = overview(picture(moments.seven)).now;
    expect([seven?.lines, seven?.items.length, seven?.others]).toEqual([1, 7, null]);
    const many = overview(picture(moments.many)).now;
    expect([many?.items.length, many?.others]).toEqual([7, 'et 5 autres']);
    for (const item of [...(seven?.items ?? []), ...(many?.items ?? [])])
      expect(item.y + item.height).toBeLessThanOrEqual(1056);
  });

  it('never shows a stale number as a fresh one: age while stale, told as old once expired', () => {
    expect(cell(picture(staleRoom('douala')), 'douala', 'climate')).toMatchObject({
      severity: 'stale',
      text: '4\u00a0min',
    });
    expect(cell(picture(expiredRoom('douala')), 'douala', 'climate')).toMatchObject({
      severity: 'stale',
      text: '9\u00a0min',
    });
  });

  it('shows a dash, not a dot, where no device of a system answers because of its parent', () => {
    const dead = picture([]);
    const ledger = new Map(
      [...dead.ledger].map(([id, entry]) =>
        entry.site === 'douala'
          ? [id, { ...entry, answeredAt: moment - 10 * minute, failures: 9, reason: 'timeout' }]
          : [id, entry],
      ),
    );
    const of = { ...dead, ledger };
    expect(cell(of, 'douala', 'safety')?.kind).toBe('unknown');
    const items = overview(of).now?.items ?? [];
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ place: 'Douala', sign: 'critical', more: '+8' });
  });

  it('claims nothing before the first reading', () => {
    const of = { ...picture([]), readings: new Map(), ledger: new Map() };
    const model = overview(of);
    expect(model.calm?.title).toBe('Vigie démarre');
    expect(model.rows.flatMap((row) => row.cells).some((one) => one.kind === 'good')).toBe(false);
  });

  it('stands with no site at all', () => {
    const of = { ...picture([]), sites: [] };
    expect(overview(of).rows).toEqual([]);
    expect(powerView(of, none, settings).rows).toEqual([]);
    expect(networkView(of, none, settings).rows).toEqual([]);
    expect(telephonyView(of, none, settings).rows).toEqual([]);
  });
});

describe('the power wall', () => {
  it('reckons the order as the sum under it says, and agrees with itself', () => {
    const fuel = power(picture(mainsLost('cotonou')), 'cotonou')?.fuel;
    expect(plain(fuel?.sentence)).toBe('Il manque 31 L : commander avant 15:12');
    expect(plain(fuel?.sum)).toBe('17:42 moins 2 h de livraison et 30 min de marge');
    expect(plain(fuel?.burning)).toBe('76 L à 24 L/h');
    expect(fuel?.bar.lacking).toBeGreaterThan(fuel?.bar.end ?? 0);
  });

  it('calls the runway of a generator that stands still an estimate, in grey', () => {
    const fuel = power(picture([]), 'cotonou')?.fuel;
    expect(fuel?.caption).toContain('estimé');
    expect(fuel?.severity).toBeNull();
    expect(fuel?.sentence).toBeNull();
  });

  it('lets at most one site grow, the worst, in its place', () => {
    const rows = powerView(picture(moments['two-power']), none, settings).rows;
    expect(rows.filter((row) => row.grown).map((row) => row.id)).toEqual(['cotonou']);
    expect(rows.at(-1)?.y).toBeLessThan(1056);
    expect(rows.map((row) => row.trouble?.severity ?? null)).toEqual([
      null,
      'warning',
      'critical',
      null,
      null,
    ]);
  });

  it('puts all runways on one axis, held at its ends', () => {
    expect(axisX(0)).toBe(1296);
    expect(axisX(6 * 3_600_000)).toBe(1596);
    expect(axisX(99 * 3_600_000)).toBe(1896);
  });

  it('shows a dash for a voltage that is no longer believed', () => {
    const of = picture([
      reading('douala', 'ats-1', 'mains.voltage_volts', 227, { at: moment - 10 * minute }),
    ]);
    expect(power(of, 'douala')?.chain?.mains.figure.text).toBe('—');
    expect(power(of, 'douala')?.chain?.mains.lost).toBe(false);
  });
});

describe('the network wall', () => {
  it('marks an overflow at its minute on both charts, with the delay of the relay and its resolution', () => {
    const row = network(picture(overflowing('abidjan')), 'abidjan');
    expect(row?.state).toBe('Débordement');
    expect(row?.severity).toBe('information');
    expect(row?.mark?.ratio).toBeCloseTo(1 - 23 / 60, 2);
    expect(plain(row?.mark?.relay)).toBe('relais 12 s');
    expect(plain(row?.mark?.resolution)).toBe('± 2 s');
  });

  it('draws no mark for an overflow that began before the hour shown', () => {
    const old = overflowing('abidjan').map((one) => ({ ...one, since: moment - 90 * minute }));
    expect(network(picture(old), 'abidjan')?.mark).toBeNull();
  });

  it('says that both links are cut, never that the primary carries alone', () => {
    const row = network(picture(bothLinksDown('conakry')), 'conakry');
    expect(row?.state).toBe('Coupé');
    expect([row?.primary?.cut, row?.backup?.cut]).toEqual([true, true]);
  });

  it('names the tunnel that reaches the applications when it is down', () => {
    const { tunnels } = network(picture(tunnelDown('douala')), 'douala') ?? {};
    expect(tunnels?.count).toBe('2/3');
    expect(tunnels?.named?.severity).toBe('critical');
    expect(tunnels?.named?.text).toContain('canal-plus');
  });
});

describe('the telephony wall', () => {
  it('takes an E1 in alarm out of the channels that can carry, and keeps its share in the bar', () => {
    const row = telephonyView(picture(spanAlarm('conakry')), none, settings).rows[0];
    expect(row?.total).toBe('50/90');
    expect(row?.bar.lost).toBeCloseTo(0.25);
    expect(row?.spans.map((span) => span.severity)).toEqual([null, 'warning', null, null]);
    expect(row?.spans[1]?.alarm).toBe('AIS');
  });

  it('counts the same calls as the overview', () => {
    const of = picture([]);
    const rows = telephonyView(of, none, settings).rows;
    for (const row of rows) {
      const shown = cell(of, row.id, 'telephony');
      expect(shown?.kind === 'good' ? shown.figure : null).toBe(row.total?.split('/')[0]);
    }
  });
});
