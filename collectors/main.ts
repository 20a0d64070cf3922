/** The collectors role: the site book, the collectors, and the pipeline that takes what they learn. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Runtime } from '../lib/config/runtime.ts';
import type { Inventory } from '../lib/inventory/inventory.ts';
import { type StartedWatch, watchBook } from '../lib/inventory/watch.ts';
import type { LiveBus } from '../lib/live/messages.ts';
import { connectLiveBus } from '../lib/live/mqtt-live-bus.ts';
import { type RunningRole, runRole } from '../lib/live/role.ts';
import { openReadingStore } from '../lib/readings/open-reading-store.ts';
import { systemClock } from '../lib/time/clock.ts';
import type { Collector } from './collector.ts';
import { collectorTable } from './index.ts';
import { Pipeline } from './pipeline.ts';
import { makeSelfCollector } from './self/index.ts';
import { Switchboard } from './switchboard.ts';

const statusEveryMs = 1_000;

/** The sites that this process serves. */
function served(inventory: Inventory, only: string | null): Inventory {
  return only === null
    ? inventory
    : { ...inventory, sites: inventory.sites.filter((site) => site.id === only) };
}

async function makeCollectors(
  runtime: Runtime,
  log: Logger,
  pipeline: Pipeline,
  switchboard: Switchboard,
): Promise<Collector[]> {
  const made: Collector[] = [];
  for (const [name, make] of Object.entries(collectorTable)) {
    const memoryDir = join(runtime.dataDir, 'collectors', name);
    await mkdir(memoryDir, { recursive: true, mode: 0o700 });
    made.push(
      await make({
        sink: pipeline.ingest,
        polling: switchboard,
        heartbeats: switchboard,
        clock: systemClock,
        log: log.child({ collector: name }),
        devicesBroker: runtime.devices,
        memoryDir,
      }),
    );
  }
  const self = { sink: pipeline.ingest, clock: systemClock };
  return [...made, makeSelfCollector(self, () => pipeline.counters, runtime.site)];
}

/** One collector that cannot take the book up must not keep it from the others. */
async function applyToAll(
  collectors: readonly Collector[],
  inventory: Inventory,
  log: Logger,
): Promise<void> {
  const outcomes = await Promise.allSettled(collectors.map((collector) => collector.apply(inventory)));
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') continue;
    log.error(
      { err: outcome.reason, collector: collectors[index]?.name },
      'the site book could not be taken up',
    );
  }
}

function followBook(
  runtime: Runtime,
  bus: LiveBus,
  onChange: (inventory: Inventory) => void,
): Promise<StartedWatch> {
  return watchBook({
    dir: runtime.bookDir,
    env: process.env,
    now: () => systemClock.now(),
    onChange,
    onReport: (report) => bus.publish('vigie/v1/book', report),
  });
}

async function start({ runtime, log }: { runtime: Runtime; log: Logger }): Promise<RunningRole> {
  const bus = await connectLiveBus(runtime.bus, log);
  const dir = join(runtime.dataDir, 'collectors');
  const store = openReadingStore(runtime.readings, dir);
  const pipeline = await Pipeline.open({ dir, store, bus, clock: systemClock, log });
  const switchboard = new Switchboard(log);
  let collectors: readonly Collector[] = [];
  let applying = Promise.resolve();
  const take = (whole: Inventory): Promise<void> => {
    // The drill's traps come where the launcher found a free port, not where its book says.
    const { trapPort } = runtime.drill === null ? whole : runtime;
    const inventory = { ...served(whole, runtime.site), trapPort };
    pipeline.apply(inventory);
    // One book after the other: a collector never takes up two at once.
    applying = applying.then(() => applyToAll(collectors, inventory, log));
    return applying;
  };
  const watch = await followBook(runtime, bus, (inventory) => void take(inventory));
  if (!watch.ok) throw new Error(`The site book is wrong:\n${watch.problems.join('\n')}`);
  collectors = await makeCollectors(runtime, log, pipeline, switchboard);
  switchboard.connect(collectors);
  const unsubscribe = [
    bus.subscribe('vigie/v1/poll/{}', ({ site, device }) => switchboard.pollNow(site, device)),
    bus.subscribe('vigie/v1/heartbeats/{}', (call) => switchboard.call(call)),
  ];
  await take(watch.book.inventory);
  const level = runtime.site ?? 'all';
  const status = setInterval(
    () => bus.publish('vigie/v1/collectors/{}', pipeline.status(runtime.site ?? '*'), level),
    statusEveryMs,
  );
  return {
    async stop() {
      clearInterval(status);
      watch.book.stop();
      for (const stop of unsubscribe) stop();
      await Promise.allSettled(collectors.map((collector) => collector.stop()));
      await pipeline.close();
      await store.close();
      await bus.close();
    },
  };
}

await runRole('collectors', start);
