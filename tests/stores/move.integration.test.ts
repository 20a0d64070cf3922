/** The past carried from one reading store to the other, on the real servers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type MovePlace, moveReadings } from '../../lib/readings/move-readings.ts';
import { openReadingStore } from '../../lib/readings/open-reading-store.ts';
import type { Reading } from '../../lib/readings/reading.ts';
import type { ReadingStore } from '../../lib/readings/reading-store.ts';
import { embeddedPostgresEngine, influxdEngine, influxdMissing } from './engines.ts';

const hour = 3_600_000;
const until = Math.floor(Date.now() / hour) * hour;
const begin = until - 6 * hour;
const readings: Reading[] = Array.from({ length: 3_000 }, (_, index) => ({
  site: 'cotonou',
  device: `ups-${index % 3}`,
  metric: index % 3 === 0 ? 'ups.output_source' : 'ups.load_ratio',
  instance: index % 3 === 0 ? '' : 'Baie A, 2',
  value: index,
  text: index % 3 === 0 ? 'onBattery' : null,
  state: 'good',
  since: begin,
  at: begin + index * 5_000,
  everyMs: 15_000,
}));
const inOrder = (some: readonly Reading[]) => [...some].sort((one, other) => one.at - other.at);
const since = { hour: begin - 48 * hour, fiveMinutes: begin, raw: begin };

test.skipIf(influxdMissing !== null)(
  'a move that is interrupted goes on where it was, and carries everything exactly once',
  { timeout: 120_000 },
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'vigie-move-'));
    const engines = [await embeddedPostgresEngine(), await influxdEngine()];
    const [from, to] = engines.map(({ access }, index) => openReadingStore(access, join(dir, String(index))));
    if (from === undefined || to === undefined) throw new Error('two stores');
    try {
      await from.prepare();
      await to.prepare();
      await from.write(readings);
      const series = { site: 'cotonou', device: 'ups-1', metric: 'ups.load_ratio', instance: 'Baie A, 2' };
      const old = { ...series, at: begin - 24 * hour, min: 1, max: 3, sum: 4, count: 2 };
      await from.writeRollUps('hour', [old]);
      await from.saveLabels([{ ...series, description: 'Baie A', source: '1.3.6.1' }]);
      const place = await interrupted(from, to);
      const outcome = await moveReadings({
        from,
        to,
        since,
        until,
        resume: place,
        onPlace: async () => undefined,
      });
      expect(outcome).toEqual({ ok: true, carried: readings.length + 1 });
      expect(inOrder(await to.readingsBetween(begin, until))).toEqual(readings);
      expect(await to.rollUpsBetween('hour', old.at, old.at + 1)).toEqual([old]);
      expect(await to.labels({})).toEqual([{ ...series, description: 'Baie A', source: '1.3.6.1' }]);
    } finally {
      await from.close();
      await to.close();
      for (const engine of engines) await engine.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  },
);

/** A destination that goes away in the middle of the raw readings. */
async function interrupted(from: ReadingStore, to: ReadingStore): Promise<MovePlace | null> {
  let writes = 0;
  const failing: ReadingStore = Object.assign(Object.create(to), {
    write: async (some: readonly Reading[]) => {
      writes += 1;
      return writes > 3 ? { ok: false, retryable: true, reason: 'gone' } : await to.write(some);
    },
    writeRollUps: to.writeRollUps.bind(to),
    saveLabels: to.saveLabels.bind(to),
  });
  const outcome = await moveReadings({
    from,
    to: failing,
    since,
    until,
    resume: null,
    onPlace: async () => undefined,
  });
  expect(outcome).toMatchObject({ ok: false, reason: 'gone' });
  return outcome.ok ? null : outcome.place;
}
