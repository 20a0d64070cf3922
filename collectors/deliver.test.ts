import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reading } from '../lib/readings/reading.ts';
import type { WriteOutcome } from '../lib/readings/reading-store.ts';
import { FileBuffer } from './buffer/file-buffer.ts';
import { Deliver } from './deliver.ts';

let dir: string;
let buffer: FileBuffer;
let deliver: Deliver;
let drops: [string, number][];
const store = {
  outcome: { ok: true, refused: 0 } as WriteOutcome,
  delayMs: 0,
  prepared: 0,
  written: [] as number[],
  async prepare() {
    store.prepared += 1;
  },
  async write(readings: readonly Reading[]): Promise<WriteOutcome> {
    await sleep(store.delayMs);
    if (store.outcome.ok) for (const { value } of readings) store.written.push(value ?? Number.NaN);
    return store.outcome;
  },
};

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-deliver-'));
  drops = [];
  Object.assign(store, { outcome: { ok: true, refused: 0 }, delayMs: 0, prepared: 0, written: [] });
  buffer = await FileBuffer.open({ dir, priorityOf: () => 2, onDrop: () => undefined });
  deliver = new Deliver({
    buffer,
    store,
    log: pino({ level: 'silent' }),
    onDrop: (cause, count) => drops.push([cause, count]),
    limits: { maxLive: 50, retryMs: 20, maxRetryMs: 40 },
  });
});
afterEach(async () => {
  await deliver.stop();
  await buffer.close();
  rmSync(dir, { recursive: true, force: true });
});

const group = (from: number, count: number): Reading[] =>
  Array.from({ length: count }, (_, index) => ({
    site: 'cotonou',
    device: 'ups-1',
    metric: 'ups.load_ratio',
    instance: '',
    value: from + index,
    text: null,
    state: 'good',
    since: 1,
    at: 1_795_000_000_000 + from + index,
    everyMs: 5_000,
  }));

async function offer(from: number, count: number): Promise<void> {
  const readings = group(from, count);
  const outcome = await buffer.commit(readings);
  if (!outcome.ok) throw new Error(outcome.reason);
  deliver.offer({ from: outcome.firstSeq, to: outcome.endSeq, readings });
}
async function until(done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 400 && !done(); turn += 1) await sleep(10);
  expect(done()).toBe(true);
}
const away: WriteOutcome = { ok: false, retryable: true, reason: 'away' };

test('an outage longer than the memory loses nothing: what left the memory comes back from disk', async () => {
  store.outcome = away;
  deliver.start();
  for (let from = 0; from < 500; from += 10) await offer(from, 10);
  await until(() => !deliver.store.ok);
  expect(deliver.store).toEqual({ ok: false, reason: 'away' });
  expect(buffer.waiting).toBe(500);
  store.outcome = { ok: true, refused: 0 };
  await until(() => buffer.waiting === 0);
  expect([...new Set(store.written)].sort((one, other) => one - other)).toEqual(
    group(0, 500).map(({ value }) => value),
  );
});

test('after an outage the newest readings are written before the backlog is done', async () => {
  store.outcome = away;
  deliver.start();
  for (let from = 0; from < 500; from += 10) await offer(from, 10);
  await until(() => !deliver.store.ok);
  store.outcome = { ok: true, refused: 0 };
  await until(() => store.written.length > 0);
  expect(store.written[0]).toBeGreaterThanOrEqual(450);
});

test('a store that comes back is prepared again: it may be another, and empty', async () => {
  deliver.start();
  await offer(0, 5);
  await until(() => buffer.waiting === 0);
  store.outcome = away;
  await offer(5, 5);
  await until(() => !deliver.store.ok);
  store.outcome = { ok: true, refused: 0 };
  await until(() => buffer.waiting === 0);
  expect(store.prepared).toBeGreaterThanOrEqual(2);
});

test('what the store will never take is counted and does not hold up the rest', async () => {
  store.outcome = { ok: false, retryable: false, reason: 'never' };
  deliver.start();
  await offer(0, 5);
  await until(() => buffer.waiting === 0);
  expect(drops).toEqual([['store-refused', 5]]);
});

test('the age of the oldest waiting reading is that of the backlog, then of the live lane, then none', async () => {
  store.outcome = away;
  deliver.start();
  for (let from = 0; from < 100; from += 10) await offer(from, 10);
  expect(deliver.oldestAt).toBe(1_795_000_000_000);
  store.outcome = { ok: true, refused: 0 };
  await until(() => buffer.waiting === 0);
  expect(deliver.oldestAt).toBeNull();
});
