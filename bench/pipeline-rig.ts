/** The collectors' pipeline on a real reading store, with a load in place of the collectors. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { BufferLimits } from '../collectors/buffer/file-buffer.ts';
import { Pipeline } from '../collectors/pipeline.ts';
import type { LiveBus } from '../lib/live/messages.ts';
import { metricOf } from '../lib/readings/catalogue/index.ts';
import { openReadingStore } from '../lib/readings/open-reading-store.ts';
import type { ReadingStore } from '../lib/readings/reading-store.ts';
import { type Clock, systemClock } from '../lib/time/clock.ts';
import {
  type Engine,
  embeddedPostgresEngine,
  influxdEngine,
  influxdMissing,
} from '../tests/stores/engines.ts';
import { type Load, makeLoad } from './readings-load.ts';

export interface Subject {
  readonly name: string;
  readonly missing: string | null;
  readonly start: () => Promise<Engine>;
}
export const subjects: readonly Subject[] = [
  { name: 'vigie influx', missing: influxdMissing, start: influxdEngine },
  { name: 'vigie embedded', missing: null, start: embeddedPostgresEngine },
];

export interface Rig {
  readonly engine: Engine;
  readonly store: ReadingStore;
  readonly pipeline: Pipeline;
  readonly load: Load;
  readonly dir: string;
  /** Until the store has all that was acknowledged. */
  settle(withinMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly series: number;
  readonly clock?: Clock;
  readonly limits?: Partial<BufferLimits>;
  readonly bus?: Pick<LiveBus, 'publish'>;
  /** Stands between the pipeline and the store. */
  readonly wrap?: (store: ReadingStore) => ReadingStore;
}

export async function openRig(subject: Subject, options: RigOptions): Promise<Rig> {
  const engine = await subject.start();
  const dir = mkdtempSync(join(tmpdir(), 'vigie-rig-'));
  const clock = options.clock ?? systemClock;
  const store = openReadingStore(engine.access, dir, clock);
  await store.prepare();
  const pipeline = await Pipeline.open({
    dir,
    store: options.wrap?.(store) ?? store,
    bus: options.bus ?? { publish: () => undefined },
    clock,
    log: pino({ level: 'silent' }),
    limits: options.limits ?? {},
  });
  return {
    engine,
    store,
    pipeline,
    dir,
    load: makeLoad(options.series, (metric) => metricOf(metric) !== undefined),
    async settle(withinMs) {
      const until = performance.now() + withinMs;
      while (pipeline.status('*').backlog.readings > 0) {
        if (performance.now() > until) throw new Error('the store did not get everything in time');
        await sleep(20);
      }
    },
    async close() {
      await pipeline.close();
      await store.close();
      await engine.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
