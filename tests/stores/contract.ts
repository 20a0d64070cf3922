/** What every reading store must do, whatever keeps the readings. Runs on real servers. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReadingStore } from '../../lib/readings/open-reading-store.ts';
import type { RawReading, Reading } from '../../lib/readings/reading.ts';
import { maxHistoryPoints, type ReadingStore } from '../../lib/readings/reading-store.ts';
import type { Clock } from '../../lib/time/clock.ts';
import { describeReal, requireThat } from '../real/require.ts';
import type { Engine } from './engines.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Begin of an hour two hours ago, so that roll-ups of it are due. */
const base = Math.floor((Date.now() - 2 * hour) / hour) * hour;

let aheadMs = 0;
const clock: Clock = { now: () => Date.now() + aheadMs, monotonic: () => performance.now() + aheadMs };

const reading = (over: Partial<Reading> = {}): Reading => ({
  site: 'cotonou',
  device: 'ups-1',
  metric: 'ups.load_ratio',
  instance: '',
  value: 0.4,
  text: null,
  state: 'good',
  since: base - day,
  at: base,
  everyMs: 5_000,
  ...over,
});
const key = (one: RawReading | Reading) => ({
  site: one.site,
  device: one.device,
  metric: one.metric,
  instance: one.instance,
});

export function storeContract(title: string, missing: string | null, start: () => Promise<Engine>): void {
  describeReal(title, [requireThat(missing ?? title, missing === null)], () => {
    let engine: Engine;
    let store: ReadingStore;
    let dir: string;
    beforeAll(async () => {
      dir = mkdtempSync(join(tmpdir(), 'vigie-contract-'));
      engine = await start();
      store = openReadingStore(engine.access, dir, clock);
      await store.prepare();
    }, 60_000);
    afterAll(async () => {
      await store?.close();
      await engine?.stop();
      rmSync(dir, { recursive: true, force: true });
    }, 30_000);
    writing(() => store);
    past(() => store);
    carrying(() => store);
  });
}

function writing(store: () => ReadingStore): void {
  const kept = async (one: Reading) => (await store().latest(key(one)))[0];

  test('gives back the last reading exactly as it was written, with state, since and period', async () => {
    const one = reading({
      device: 'exact',
      value: 230.4375,
      state: 'warning',
      since: base - 7,
      at: base + 123,
    });
    expect(await store().write([one])).toEqual({ ok: true, refused: 0 });
    expect(await kept(one)).toEqual(one);
  });

  test('keeps "not available" as such: neither zero nor silence', async () => {
    const one = reading({ device: 'absent', value: null, state: 'unknown' });
    await store().write([one]);
    expect(await kept(one)).toEqual(one);
  });

  test('keeps number and word of a state', async () => {
    const one = reading({
      device: 'word',
      metric: 'ups.output_source',
      value: 5,
      text: 'onBattery',
      state: 'critical',
    });
    await store().write([one]);
    expect(await kept(one)).toEqual(one);
  });

  test.each([
    ['a space, a comma, an equals sign', 'Salle A, baie=3'],
    ['quotes', `l'"onduleur"`],
    ['a backslash at the end', 'C:\\'],
    ['a backslash within', 'C:\\ Label:  serial 1f'],
    ['percent signs', '%5C 100 %25'],
    ['accents and another script', 'Groupe électrogène ⚡ 発電機'],
    ['slashes', 'ge-0/0/1'],
    ['a formula of the query language', "' OR 1=1; DROP DATABASE vigie --"],
  ])('names hold %s, and nothing leaks into another series', async (_, instance) => {
    const one = reading({ device: 'names', instance, text: `mot ${instance}` });
    expect(await store().write([one])).toEqual({ ok: true, refused: 0 });
    expect(await kept(one)).toEqual(one);
    const { points } = await store().history({ ...key(one), from: base, to: base + minute });
    expect(points).toHaveLength(1);
  });

  test('writing the same readings again (a replay after a lost answer) changes nothing', async () => {
    const some = Array.from({ length: 50 }, (_, index) =>
      reading({ device: 'replayed', value: index, at: base + index * 1_000 }),
    );
    await store().write(some);
    await store().write(some.slice(10, 40));
    const { points } = await store().history({
      ...key(reading({ device: 'replayed' })),
      from: base,
      to: base + minute,
    });
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(50);
  });

  test('a backlog that arrives after newer readings does not become the last one', async () => {
    const late = reading({ device: 'late', value: 1, at: base });
    const now = reading({ device: 'late', value: 2, at: base + hour });
    await store().write([now]);
    await store().write([late]);
    expect((await kept(now))?.value).toBe(2);
  });

  test('the filter of latest narrows with each part', async () => {
    const some = ['a', 'b'].flatMap((site) =>
      ['x', 'y'].map((device) => reading({ site, device: `filter-${device}` })),
    );
    await store().write(some);
    expect(await store().latest({ site: 'a' })).toHaveLength(2);
    expect(await store().latest({ site: 'a', device: 'filter-x' })).toHaveLength(1);
    expect(await store().latest({ device: 'filter-x' })).toHaveLength(2);
    expect(await store().latest({ site: 'nowhere' })).toEqual([]);
  });

  test('labels are kept apart from readings, and the newest description wins', async () => {
    const series = key(reading({ device: 'labelled', instance: 'wan1' }));
    await store().saveLabels([{ ...series, description: 'old', source: '1.3.6.1' }]);
    await store().saveLabels([{ ...series, description: 'Vers « FAI 1 »', source: '1.3.6.1' }]);
    expect(await store().labels({ device: 'labelled' })).toEqual([
      { ...series, description: 'Vers « FAI 1 »', source: '1.3.6.1' },
    ]);
    expect(await store().latest({ device: 'labelled' })).toEqual([]);
  });
}

function past(store: () => ReadingStore): void {
  test('a question about a series that never was has no points', async () => {
    const { points } = await store().history({
      ...key(reading({ device: 'never' })),
      from: base,
      to: base + hour,
    });
    expect(points).toEqual([]);
  });

  test('history gives minimum, maximum, mean and count of each span, and no point where nothing was read', async () => {
    const values = [1, 2, 6, null, 10, 20];
    const some = values.map((value, index) =>
      reading({
        device: 'spans',
        value,
        state: value === null ? 'unknown' : 'good',
        at: base + index * 10_000,
      }),
    );
    await store().write([...some, reading({ device: 'spans', value: 7, at: base + 5 * minute })]);
    const history = await store().history({
      ...key(reading({ device: 'spans' })),
      from: base,
      to: base + hour,
      stepMs: minute,
    });
    expect(history).toEqual({
      stepMs: minute,
      points: [
        { at: base, min: 1, max: 20, mean: 7.8, count: 5 },
        { at: base + 5 * minute, min: 7, max: 7, mean: 7, count: 1 },
      ],
    });
  });

  test('history across midnight is one answer', async () => {
    const midnight = Math.floor(Date.now() / day) * day;
    const some = [-2, -1, 0, 1].map((index) =>
      reading({ device: 'midnight', value: index, at: midnight + index * 1_000 }),
    );
    await store().write(some);
    const { points } = await store().history({
      ...key(reading({ device: 'midnight' })),
      from: midnight - minute,
      to: midnight + minute,
      stepMs: 1_000,
    });
    expect(points.map(({ at, mean }) => [at, mean])).toEqual(some.map(({ at, value }) => [at, value]));
  });

  test('a long span is answered from roll-ups, late readings included, in at most 1,500 points', async () => {
    const from = base - 6 * day;
    const some = Array.from({ length: 6 * 24 * 12 }, (_, index) =>
      reading({ device: 'rolled', value: index % 12, at: from + index * 5 * minute }),
    );
    expect(await store().write(some.filter((_, index) => index % 12 !== 5))).toMatchObject({ ok: true });
    await rollUp(store());
    await store().write(some.filter((_, index) => index % 12 === 5));
    await rollUp(store());
    const history = await store().history({ ...key(reading({ device: 'rolled' })), from, to: base });
    expect(history.points.length).toBeLessThanOrEqual(maxHistoryPoints);
    expect(history.points.reduce((sum, { count }) => sum + count, 0)).toBe(some.length);
    const hourly = await store().history({
      ...key(reading({ device: 'rolled' })),
      from,
      to: base,
      stepMs: hour,
    });
    expect(hourly.points[0]).toEqual({ at: from, min: 0, max: 11, mean: 5.5, count: 12 });
  }, 60_000);

  test('says how large it is and how far back it goes', async () => {
    const status = await store().status();
    expect(status).toMatchObject({ kind: store().kind, ok: true, reason: null });
    expect(status.oldestAt).toBeLessThanOrEqual(base - 6 * day);
  });
}

function carrying(store: () => ReadingStore): void {
  test('what is carried out of a store is what was written, and roll-ups can be carried in', async () => {
    const some = [0, 1, 2].map((index) =>
      reading({
        site: 'carried',
        device: 'out',
        value: index,
        since: base - 9 * day,
        at: base - 3 * day + index,
      }),
    );
    await store().write(some);
    const out = await store().readingsBetween(base - 3 * day, base - 3 * day + 2);
    expect(out.filter(({ site }) => site === 'carried').sort((a, b) => a.at - b.at)).toEqual(
      some.slice(0, 2),
    );
    const rolled = {
      ...key(reading({ device: 'in' })),
      at: base - 30 * day,
      min: 1,
      max: 3,
      sum: 8,
      count: 4,
    };
    await store().writeRollUps('hour', [rolled]);
    expect(await store().rollUpsBetween('hour', rolled.at, rolled.at + 1)).toEqual([rolled]);
  });
}

/** A span is rolled up once it has been quiet for a minute: the test lets that minute pass, on its clock. */
async function rollUp(store: ReadingStore): Promise<void> {
  aheadMs += 2 * minute;
  for (let turn = 0; turn < 60; turn += 1) await store.maintain(clock.now());
}
