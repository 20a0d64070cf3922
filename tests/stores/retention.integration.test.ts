import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { InfluxQuery } from '../../lib/readings/influx-query.ts';
import { openReadingStore } from '../../lib/readings/open-reading-store.ts';
import { describeReal, requireThat } from '../real/require.ts';
import { type Engine, influxdEngine, influxdMissing } from './engines.ts';

describeReal(
  'retention in InfluxDB',
  [requireThat(influxdMissing ?? 'Debian’s influxd', influxdMissing === null)],
  () => {
    let engine: Engine;
    let dir: string;
    beforeAll(async () => {
      dir = mkdtempSync(join(tmpdir(), 'vigie-retention-'));
      engine = await influxdEngine();
    }, 60_000);
    afterAll(async () => {
      await engine?.stop();
      rmSync(dir, { recursive: true, force: true });
    }, 30_000);

    const policies = async () => {
      if (engine.access.kind !== 'influx') throw new Error('not influx');
      const [answer] = await new InfluxQuery(engine.access, 5_000).ask('SHOW RETENTION POLICIES ON "vigie"');
      return Object.fromEntries((answer?.rows ?? []).map((row) => [row[0], `${row[1]} in ${row[2]}`]));
    };

    it('of a site book that shortens it below a week takes hold at the next start, and so does its way back', async () => {
      const prepared = async (access: Engine['access']) => {
        const store = openReadingStore(access, dir);
        await store.prepare();
        await store.close();
        return await policies();
      };
      const long = await prepared(engine.access);
      expect(long).toMatchObject({
        raw: '840h0m0s in 24h0m0s',
        five_minutes: '9600h0m0s in 168h0m0s',
        hour: '87600h0m0s in 168h0m0s',
      });
      const retention = { rawDays: 2, fiveMinutesDays: 3, hourDays: 4 };
      expect(await prepared({ ...engine.access, retention })).toMatchObject({
        raw: '48h0m0s in 24h0m0s',
        five_minutes: '72h0m0s in 24h0m0s',
        hour: '96h0m0s in 24h0m0s',
      });
      expect(await prepared(engine.access)).toEqual(long);
    }, 60_000);
  },
);
