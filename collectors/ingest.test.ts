import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { RawReading, Reading } from '../lib/readings/reading.ts';
import { Announcer } from './announcer.ts';
import type { Batch } from './buffer/file-backlog-reader.ts';
import type { CommitOutcome } from './buffer/file-segment-writer.ts';
import { Drops } from './drops.ts';
import { Ingest, type IngestLimits } from './ingest.ts';
import { LastReadings } from './last-readings.ts';

const now = 1_795_000_000_000;
const clock = { now: () => now, monotonic: () => 0 };
const log = pino({ level: 'silent' });
const raw = (over: Partial<RawReading> = {}): RawReading => ({
  site: 'cotonou',
  device: 'ups-1',
  metric: 'ups.load_ratio',
  instance: '',
  value: 0.5,
  text: null,
  at: now,
  everyMs: 5_000,
  ...over,
});

function setUp(limits: Partial<IngestLimits> = {}) {
  const seen = { committed: [] as Reading[], offered: [] as Batch[], published: [] as [string, number][] };
  const disk = { outcome: null as CommitOutcome | null, gate: Promise.resolve() };
  const bus = {
    publish: (_topic: string, message: unknown, level?: string) => {
      seen.published.push([level ?? '', (message as unknown[]).length]);
    },
  };
  const drops = new Drops(log);
  const last = new LastReadings();
  const store = { saveLabels: async () => undefined };
  const ingest = new Ingest({
    clock,
    log,
    bus,
    drops,
    last,
    announcer: new Announcer({ bus, clock, store, onDrop: (...what) => drops.add(...what) }),
    buffer: {
      async commit(readings) {
        await disk.gate;
        if (disk.outcome !== null) return disk.outcome;
        seen.committed.push(...readings);
        return { ok: true, firstSeq: 0, endSeq: readings.length };
      },
    },
    deliver: { offer: (batch) => void seen.offered.push(batch) },
    bandOf: () => undefined,
    limits: { commitMs: 1, ...limits },
  });
  return { ingest, seen, disk, drops, last };
}

test('nothing is promised, shown or stored before it is on the disk', async () => {
  const { ingest, seen, disk } = setUp();
  let open = (): void => undefined;
  disk.gate = new Promise((resolve) => {
    open = resolve;
  });
  let promised = false;
  const promise = ingest.readings([raw()]).then((kept) => {
    promised = kept;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([promised, seen.published, seen.offered]).toEqual([false, [], []]);
  open();
  await promise;
  expect([promised, seen.published, seen.offered.length]).toEqual([true, [['cotonou', 1]], 1]);
});

test('a refused reading costs its caller the promise, and no other reading anything', async () => {
  const { ingest, seen, drops } = setUp();
  expect(await ingest.readings([raw({ value: Number.NaN }), raw()])).toBe(false);
  expect(seen.committed).toHaveLength(1);
  expect(drops.list).toEqual([{ cause: 'not-a-number', count: 1 }]);
});

test('on a full disk readings are still shown and tried, nothing is promised, and it recovers by itself', async () => {
  const { ingest, seen, disk, drops } = setUp();
  disk.outcome = { ok: false, reason: 'disk full' };
  expect(await ingest.readings([raw()])).toBe(false);
  expect(ingest.buffer).toEqual({ ok: false, reason: 'disk full' });
  expect(seen.published).toHaveLength(1);
  expect(seen.offered[0]).toMatchObject({ from: 0, to: 0 });
  expect(drops.list).toEqual([{ cause: 'not-buffered', count: 1 }]);
  disk.outcome = null;
  expect(await ingest.readings([raw({ value: 0.6, at: now + 1 })])).toBe(true);
  expect(ingest.buffer).toEqual({ ok: true, reason: null });
});

test('a flood is refused at the door, counted, instead of filling the memory', async () => {
  const { ingest, drops } = setUp({ maxQueue: 10 });
  const some = (count: number) =>
    Array.from({ length: count }, (_, index) => raw({ instance: String(index) }));
  const first = ingest.readings(some(10));
  expect(await ingest.readings(some(5))).toBe(false);
  expect(await first).toBe(true);
  expect(drops.list).toEqual([{ cause: 'queue-full', count: 5 }]);
});

test('a broker that hands over an outage in one millisecond loses none of its readings', async () => {
  const { ingest, seen } = setUp();
  await ingest.readings([0, 1, 2, 3].map((value) => raw({ value })));
  await ingest.readings([raw({ value: 4, at: now + 1 })]);
  const instants = seen.committed.map(({ at }) => at);
  expect(new Set(instants).size).toBe(5);
  expect(instants).toEqual([...instants].sort());
});

test('a repeated delivery of the same reading keeps its instant, so that the stores see one', async () => {
  const { ingest, seen } = setUp();
  await ingest.readings([raw()]);
  await ingest.readings([raw()]);
  expect(seen.committed.map(({ at }) => at)).toEqual([now, now]);
});

test('"since" is kept while the state is, whatever the value does', async () => {
  const { ingest, seen } = setUp();
  await ingest.readings([raw({ state: 'good' })]);
  await ingest.readings([raw({ state: 'good', value: 0.6, at: now + 5_000 })]);
  await ingest.readings([raw({ state: 'critical', value: 0.99, at: now + 10_000 })]);
  expect(seen.committed.map(({ since }) => since - now)).toEqual([0, 0, 10_000]);
});

test('a listener that fails does not cost the reading', async () => {
  const { ingest } = setUp();
  ingest.tap(() => {
    throw new Error('a bug in a derived reading');
  });
  expect(await ingest.readings([raw()])).toBe(true);
});
