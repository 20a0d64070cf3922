import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubtOf, mayReload } from '../../components/live/doubt.ts';
import { applyEvent, makeLiveState, maxSeries, pictureOf } from '../../components/live/live-state.ts';
import {
  addReading,
  hourOf,
  makeRecent,
  maxRecentSeries,
  replaceRecent,
} from '../../components/live/recent.ts';
import { broughtForward } from '../../components/wall/bring-forward.ts';
import { nextWall, wallSettings } from '../../components/wall/settings.ts';
import { recentSlots, recentSpanMs, recentStepMs } from '../../lib/readings/hour-ring.ts';
import { seriesId } from '../../lib/readings/reading.ts';
import { snapshotOf } from './walls-fixtures.ts';
import { moment, reading } from './walls-site.ts';

const volts = (value: number | null, at: number) =>
  reading('cotonou', 'ats-1', 'mains.voltage_volts', value, { at });

describe('the live state of a screen', () => {
  it('shows nothing before the first snapshot', () => {
    expect(pictureOf(makeLiveState([]), moment)).toBeNull();
  });

  it('never lays a replayed reading over a newer one', () => {
    const state = makeLiveState([]);
    applyEvent(state, 'snapshot', snapshotOf([]));
    applyEvent(state, 'readings', [volts(0, moment), volts(230, moment - 3_600_000)]);
    expect(state.readings.get(seriesId(volts(0, 0)))?.value).toBe(0);
  });

  it('forgets what a new snapshot no longer has', () => {
    const state = makeLiveState([]);
    applyEvent(state, 'snapshot', snapshotOf([reading('cotonou', 'gone', 'sensor.count', 1)]));
    applyEvent(state, 'snapshot', snapshotOf([]));
    expect([...state.readings.values()].some((one) => one.device === 'gone')).toBe(false);
  });

  it('keeps its maps bounded when a device invents series without end', () => {
    const state = makeLiveState([]);
    applyEvent(state, 'snapshot', snapshotOf([]));
    for (let i = 0; i < maxSeries + 10; i++)
      applyEvent(state, 'readings', [reading('cotonou', 'fw-1', 'sensor.count', i, { instance: String(i) })]);
    expect(state.readings.size).toBe(maxSeries);
    expect(state.refused).toBeGreaterThan(0);
  });
});

describe('the last hour that a wall draws', () => {
  it('leaves a gap where the device said "not available", never a zero', () => {
    const recent = makeRecent(['mains.voltage_volts']);
    const id = seriesId(volts(1, 0));
    addReading(recent, id, volts(230, moment - 4 * recentStepMs));
    addReading(recent, id, volts(null, moment));
    const hour = hourOf(recent, id, moment);
    expect(hour).toHaveLength(recentSlots);
    expect(hour.filter((value) => value !== null)).toEqual([230]);
    expect(hour.at(-1)).toBeNull();
  });

  it('never shows half a state, and has no dots where a device is read each minute', () => {
    const recent = makeRecent(['link.overflow_state', 'link.in_ratio']);
    const state = (value: number, at: number) => ({
      ...reading('cotonou', 'fw-1', 'link.overflow_state', value, { instance: 'primary' }),
      at,
    });
    const load = (value: number, at: number) => ({
      ...state(value, at),
      metric: 'link.in_ratio',
      everyMs: 60_000,
    });
    const start = Math.floor(moment / recentStepMs) * recentStepMs;
    for (const one of [state(1, start), state(1, start + 5_000), state(2, start + 10_000)])
      addReading(recent, seriesId(one), one);
    expect(hourOf(recent, seriesId(state(0, 0)), start).at(-1)).toBe(2);
    for (const one of [load(0.5, start), load(0.25, start + 60_000)]) addReading(recent, seriesId(one), one);
    expect(hourOf(recent, seriesId(load(0, 0)), start + 60_000).slice(-3)).toEqual([0.5, 0.5, 0.25]);
  });

  it('is empty again an hour after the last reading', () => {
    const recent = makeRecent(['mains.voltage_volts']);
    const id = seriesId(volts(1, 0));
    addReading(recent, id, volts(230, moment));
    expect(hourOf(recent, id, moment + recentSpanMs + recentStepMs).every((value) => value === null)).toBe(
      true,
    );
  });

  it('joins what the server remembers with what came in since', () => {
    const recent = makeRecent(['mains.voltage_volts']);
    const one = volts(231, moment + recentStepMs);
    addReading(recent, seriesId(one), one);
    const values = Array.from({ length: recentSlots }, () => 229);
    const startAt = moment - recentSpanMs + recentStepMs;
    replaceRecent(recent, [
      {
        site: one.site,
        device: one.device,
        metric: one.metric,
        instance: '',
        startAt,
        stepMs: recentStepMs,
        values,
      },
    ]);
    const hour = hourOf(recent, seriesId(one), moment + recentStepMs);
    expect(hour.at(-1)).toBe(231);
    expect(hour.at(-2)).toBe(229);
  });

  it('keeps its size whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9e6 }), fc.integer({ min: 0, max: 900 })), {
          maxLength: 500,
        }),
        (all) => {
          const recent = makeRecent(['mains.voltage_volts']);
          for (const [after, instance] of all) {
            const one = reading('a', 'b', 'mains.voltage_volts', 1, {
              at: moment + after,
              instance: String(instance),
            });
            addReading(recent, seriesId(one), one);
          }
          expect(recent.rings.size).toBeLessThanOrEqual(maxRecentSeries);
          for (const id of recent.rings.keys())
            expect(hourOf(recent, id, moment + 9e6)).toHaveLength(recentSlots);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('a screen that doubts itself', () => {
  it('says so at ten seconds of silence, and gives up on itself at sixty', () => {
    expect([0, 9_999, 10_000, 59_999, 60_000].map(doubtOf)).toEqual([
      'none',
      'none',
      'silent',
      'silent',
      'out-of-date',
    ]);
  });

  it('reloads for another build, never for its own, never twice in a minute', () => {
    expect(mayReload('a', 'b', null, moment)).toBe(true);
    expect(mayReload('a', 'a', null, moment)).toBe(false);
    expect(mayReload('a', '', null, moment)).toBe(false);
    expect(mayReload('a', 'b', moment - 30_000, moment)).toBe(false);
  });
});

describe('the settings of a wall', () => {
  const kept = { locale: 'fr', theme: 'dark' } as const;
  it('takes nothing from an address that it does not understand', () => {
    const settings = wallSettings(
      { lang: 'xx', theme: 'pink', zone: 'Nowhere/At_all', rotate: 'overview,<b>', zoom: 'NaN', wall: '<i>' },
      kept,
    );
    expect(settings).toMatchObject({
      locale: 'fr',
      theme: 'dark',
      zone: null,
      rotate: [],
      zoom: 1,
      name: 'i',
    });
  });

  it('rotates in the order asked for', () => {
    const { rotate } = wallSettings({ rotate: 'power,network' }, kept);
    expect(nextWall(rotate, 'power')).toBe('network');
    expect(nextWall(rotate, 'network')).toBe('power');
    expect(nextWall([], 'power')).toBeNull();
  });

  it('is turned at once to the wall of a critical that has just begun, and only then', () => {
    const seen = new Set<string>();
    const alarm = { id: 'cotonou/power/source', screen: 'power' } as const;
    const rotate = ['overview', 'power'] as const;
    expect(broughtForward(seen, [alarm], rotate, 'overview')).toBe('power');
    expect(broughtForward(seen, [alarm], rotate, 'overview')).toBeNull();
    expect(broughtForward(seen, [], rotate, 'overview')).toBeNull();
    expect(broughtForward(seen, [alarm], rotate, 'power')).toBeNull();
    expect(broughtForward(new Set(), [alarm], ['overview', 'network'], 'overview')).toBeNull();
    expect(broughtForward(new Set(), [alarm], ['network', 'incidents'], 'network')).toBe('incidents');
    expect(wallSettings({ forward: '0' }, kept).bringForward).toBe(false);
    expect(wallSettings({}, kept).bringForward).toBe(true);
  });
});
