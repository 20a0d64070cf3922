import { describe, expect, it } from 'vitest';
import { systems } from '../inventory/inventory.ts';
import { deviceState } from './device-state.ts';
import type { Picture, SitePicture } from './picture.ts';
import { PictureBench } from './picture-bench.ts';
import { siteSystem, siteSystems } from './site-systems.ts';

const minute = 60_000;
const cotonou = (picture: Picture): SitePicture => {
  const site = picture.sites.find((one) => one.id === 'cotonou');
  if (!site) throw new Error('no Cotonou');
  return site;
};

describe('the seven systems of a healthy site', () => {
  const { picture } = new PictureBench();
  const site = cotonou(picture);

  it('stand in their one order, good and fresh, without severity', () => {
    const all = siteSystems(picture, site);
    expect(all.map((one) => one.system)).toEqual(systems);
    expect(all.map((one) => [one.system, one.severity]).filter(([, severity]) => severity !== null)).toEqual(
      [],
    );
    expect(siteSystem(picture, site, 'campaign').present).toBe(false);
  });

  it('each stand on one figure', () => {
    expect(siteSystem(picture, site, 'internet').headline).toMatchObject({
      kind: 'links',
      primary: { up: true, use: { value: 0.61 } },
      backup: { use: { value: 0.03 } },
    });
    const power = siteSystem(picture, site, 'power').headline;
    expect(power).toMatchObject({
      kind: 'power',
      source: 'mains',
      runtimeSeconds: { value: 2_460 },
      runway: { estimated: true, litres: 148 },
    });
    expect(siteSystem(picture, site, 'climate').headline).toMatchObject({
      kind: 'temperature',
      temperature: { value: 23.4 },
    });
    expect(siteSystem(picture, site, 'safety').headline).toEqual({ kind: 'cameras', answering: 2, total: 2 });
    expect(siteSystem(picture, site, 'servers').headline).toMatchObject({
      kind: 'disk',
      device: 'rec-1',
      use: { value: 0.62 },
    });
    expect(siteSystem(picture, site, 'telephony').headline).toEqual({
      kind: 'channels',
      used: 38,
      total: 120,
      blocked: 0,
    });
  });

  it('show no secret of the site book', () => {
    expect(JSON.stringify(picture.sites)).not.toContain('secret-word');
  });
});

describe('a system that is not well', () => {
  it('blocks the channels of the E1 in alarm, and is as bad as its worst', () => {
    const bench = new PictureBench().say(
      'cotonou',
      ['gw-1', 'e1.line_state', 'E1 2', 8, 'AIS'],
      'critical',
      minute,
    );
    const { picture } = bench;
    const telephony = siteSystem(picture, cotonou(picture), 'telephony');
    expect(telephony).toMatchObject({ severity: 'warning', state: 'warning', headline: { blocked: 30 } });
  });

  it('is stale, with the age of its newest reading, when its only sensor is silent', () => {
    const bench = new PictureBench()
      .silence('cotonou', 'room-1', 4 * minute)
      .silence('cotonou', 'hvac-1', 4 * minute);
    const { picture } = bench;
    const climate = siteSystem(picture, cotonou(picture), 'climate');
    expect(climate.freshness).toBe('expired');
    expect(climate.state).toBe('warning');
    expect(bench.now - (climate.at ?? 0)).toBe(4 * minute);
    expect(climate.headline).toMatchObject({ kind: 'temperature', temperature: { value: null } });
  });

  it('shows a stale value with its age, and no value once it has expired', () => {
    const of = (ageMs: number) => {
      const bench = new PictureBench().say(
        'cotonou',
        ['room-1', 'environment.temperature_celsius', '', 23.4],
        'good',
        minute,
        ageMs,
      );
      const { headline } = siteSystem(bench.picture, cotonou(bench.picture), 'climate');
      return headline.kind === 'temperature'
        ? [headline.temperature.freshness, headline.temperature.value]
        : [];
    };
    expect(of(9_000)).toEqual(['fresh', 23.4]);
    expect(of(11_000)).toEqual(['stale', 23.4]);
    expect(of(26_000)).toEqual(['expired', null]);
  });

  it('counts a camera that does not answer as missing', () => {
    const bench = new PictureBench().silence('cotonou', 'cam-2', minute);
    expect(siteSystem(bench.picture, cotonou(bench.picture), 'safety').headline).toEqual({
      kind: 'cameras',
      answering: 1,
      total: 2,
    });
  });
});

describe('a device', () => {
  it('is as bad as its worst fresh reading, since when that is', () => {
    const bench = new PictureBench().say(
      'cotonou',
      ['rec-1', 'memory.use_ratio', '', 0.95],
      'warning',
      3 * minute,
    );
    expect(deviceState(bench.picture, 'cotonou', 'rec-1')).toMatchObject({
      state: 'warning',
      freshness: 'fresh',
      since: bench.now - 3 * minute,
    });
  });
  it('is unknown, not critical, once its bad reading is old', () => {
    const bench = new PictureBench()
      .say('cotonou', ['rec-1', 'storage.use_ratio', '/srv', 0.99], 'critical', minute)
      .silence('cotonou', 'rec-1', minute);
    expect(deviceState(bench.picture, 'cotonou', 'rec-1')).toMatchObject({
      state: 'unknown',
      freshness: 'expired',
      because: null,
    });
  });
  it('is unreachable because of the highest silent device above it', () => {
    const bench = new PictureBench();
    for (const id of ['fw-1', 'sw-1', 'rec-1']) bench.silence('cotonou', id, minute);
    expect(deviceState(bench.picture, 'cotonou', 'rec-1')).toMatchObject({
      freshness: 'unreachable',
      because: 'fw-1',
    });
  });
  it('is not unknown because it does not measure everything', () => {
    const bench = new PictureBench().say(
      'cotonou',
      ['rec-1', 'processor.use_ratio', '', null],
      'unknown',
      minute,
    );
    expect(deviceState(bench.picture, 'cotonou', 'rec-1').state).toBe('good');
  });
  it('that was never tried is unknown, and none of its own fault', () => {
    const bench = new PictureBench();
    bench.ledger.clear();
    expect(deviceState(bench.picture, 'cotonou', 'rec-1')).toMatchObject({ state: 'unknown', because: null });
  });
});
