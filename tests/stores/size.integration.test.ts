/** The embedded store promises its size: what a reading costs on disk, table and index, after VACUUM. */
import pg from 'pg';
import { expect, test } from 'vitest';
import { makeLoad } from '../../bench/readings-load.ts';
import { judge } from '../../lib/readings/judge.ts';
import { PostgresReadingStore } from '../../lib/readings/postgres-reading-store.ts';
import { embeddedPostgresEngine } from './engines.ts';

const promisedBytes = 80;
const series = 1_000;
const sweeps = 300;

test('a reading costs less than 80 bytes in the embedded store, index included', {
  timeout: 240_000,
}, async () => {
  const engine = await embeddedPostgresEngine();
  const url = engine.access.url;
  const retention = { rawDays: 14, fiveMinutesDays: 400, hourDays: 3_650 };
  const store = new PostgresReadingStore(url, { retention, maxRawBytes: 1e12, deadlineMs: 60_000 });
  const client = new pg.Client({ connectionString: url });
  try {
    await store.prepare();
    await client.connect();
    const load = makeLoad(series, () => true);
    // Noon, so that all of it falls into one day; every series is read every ten seconds, as polls are.
    const begin = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 43_200_000;
    for (let sweep = 0; sweep < sweeps; sweep += 1) {
      const readings = load.next(series, begin + sweep * 10_000).map((raw) => judge(raw, undefined));
      expect(await store.write(readings)).toEqual({ ok: true, refused: 0 });
    }
    await client.query('vacuum analyze readings.raw');
    const { rows } = await client.query<{ bytes: number; count: number }>(
      `select pg_total_relation_size('readings.raw_${Math.floor(begin / 86_400_000)}')::float8 as bytes,
         (select count(*)::float8 from readings.raw) as count`,
    );
    const { bytes = Number.NaN, count = 0 } = rows[0] ?? {};
    expect(count).toBe(series * sweeps);
    process.stdout.write(
      `embedded store: ${(bytes / count).toFixed(1)} bytes a reading (${count} readings)\n`,
    );
    expect(bytes / count).toBeLessThan(promisedBytes);
  } finally {
    await client.end();
    await store.close();
    await engine.stop();
  }
});
