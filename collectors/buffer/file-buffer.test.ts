import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reading } from '../../lib/readings/reading.ts';
import { BacklogReader } from './file-backlog-reader.ts';
import { type BufferLimits, FileBuffer } from './file-buffer.ts';
import type { Priority } from './frame.ts';

let dir: string;
let drops: [string, number][];
let opened: FileBuffer[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-buffer-'));
  drops = [];
  opened = [];
});
afterEach(async () => {
  for (const buffer of opened) await buffer.close();
  rmSync(dir, { recursive: true, force: true });
});

const base = 1_795_000_000_000;
/** The device's name says the priority. */
const reading = (number: number, priority: Priority = 2): Reading => ({
  site: 'cotonou',
  device: `priority-${priority}`,
  metric: 'ups.load_ratio',
  instance: `series-${number % 50}`,
  value: number,
  text: null,
  state: 'good',
  since: base,
  at: base + number,
  everyMs: 5_000,
});
/** What a kill leaves behind is looked at in a copy, while the killed one still holds its files. */
let copies = 0;
async function open(limits: Partial<BufferLimits> = {}): Promise<FileBuffer> {
  const place = join(dir, String(++copies));
  if (opened.length > 0) cpSync(here(), place, { recursive: true });
  at = place;
  const buffer = await FileBuffer.open({
    dir: place,
    limits,
    priorityOf: ({ device }) => Number(device.at(-1)) as Priority,
    onDrop: (cause, count) => drops.push([cause, count]),
  });
  opened.push(buffer);
  return buffer;
}
let at = '';
const here = () => at;
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

async function commit(buffer: FileBuffer, from: number, to: number, priority: Priority = 2): Promise<void> {
  const outcome = await buffer.commit(numbers(from, to).map((number) => reading(number, priority)));
  expect(outcome).toMatchObject({ ok: true });
}

async function drain(buffer: FileBuffer): Promise<number[]> {
  const reader = new BacklogReader(buffer);
  const values: number[] = [];
  for (let range = buffer.pending.lowest(Infinity); range !== null; range = buffer.pending.lowest(Infinity)) {
    const batch = await reader.next(range, 40);
    for (const one of batch.readings) values.push(one.value ?? Number.NaN);
    buffer.stored(batch.from, batch.to);
  }
  return values.sort((one, other) => one - other);
}

describe('the buffer', () => {
  test('a kill between two commits loses neither of them: they are read back with their numbers', async () => {
    const first = await open();
    await commit(first, 0, 100);
    await commit(first, 100, 250);
    // No close: the process is gone.
    const second = await open();
    expect(second.acknowledged).toBe(250);
    expect(second.waiting).toBe(250);
    expect(await drain(second)).toEqual(numbers(0, 250));
  });

  test('a torn end is cut, what is before it is kept, and new readings follow it', async () => {
    const first = await open();
    await commit(first, 0, 10);
    const file = join(here(), '0000000001.open');
    const whole = statSync(file).size;
    await commit(first, 10, 20);
    truncateSync(file, statSync(file).size - 3);
    const second = await open();
    expect(statSync(join(here(), '0000000001.open')).size).toBe(whole);
    await commit(second, 20, 30);
    expect(await drain(second)).toEqual([...numbers(0, 10), ...numbers(20, 30)]);
  });

  test('rubbish at the end of a segment is not read as readings', async () => {
    const first = await open();
    await commit(first, 0, 10);
    appendFileSync(join(here(), '0000000001.open'), Buffer.alloc(5_000, 0xa5));
    expect(await drain(await open())).toEqual(numbers(0, 10));
  });

  test('what the store has is not replayed after a restart, and its segments are removed', async () => {
    const first = await open({ segmentBytes: 200 });
    for (let from = 0; from < 100; from += 10) await commit(first, from, from + 10);
    first.stored(0, 60);
    await first.upkeep();
    const second = await open();
    expect(await drain(second)).toEqual(numbers(60, 100));
    await second.upkeep();
    expect(readdirSync(here()).filter((name) => /open|sealed/.test(name))).toEqual([]);
    const third = await open();
    expect(third.acknowledged).toBe(100);
    await commit(third, 100, 110);
    expect(await drain(third)).toEqual(numbers(100, 110));
  });

  test('a lost or broken cursor makes everything that is on disk be replayed, never skipped', async () => {
    const first = await open();
    await commit(first, 0, 50);
    first.stored(0, 20);
    await first.close();
    writeFileSync(join(here(), 'cursor.json'), '{"nextSeq": 50, "pend');
    expect(await drain(await open())).toEqual(numbers(0, 50));
  });

  test('a waiting segment is compressed, and reads the same', async () => {
    const first = await open({ segmentBytes: 8_000 });
    for (let from = 0; from < 10_000; from += 500) await commit(first, from, from + 500);
    const before = first.bytes;
    for (let turn = 0; turn < 10; turn += 1) await first.upkeep();
    expect(readdirSync(here()).filter((name) => name.endsWith('.sealed')).length).toBeGreaterThan(3);
    expect(first.bytes).toBeLessThan(before * 0.75);
    expect(await drain(await open())).toEqual(numbers(0, 10_000));
  });

  test('damage inside a compressed segment costs that segment, counted, and nothing else', async () => {
    const first = await open({ segmentBytes: 2_000 });
    for (let from = 0; from < 3_000; from += 100) await commit(first, from, from + 100);
    for (let turn = 0; turn < 40; turn += 1) await first.upkeep();
    const victim = join(here(), readdirSync(here()).filter((name) => name.endsWith('.sealed'))[1] ?? '');
    const bytes = readFileSync(victim);
    bytes.fill(0, 80, bytes.length - 10);
    writeFileSync(victim, bytes);
    const values = await drain(await open());
    const lost = 3_000 - values.length;
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(1_000);
    expect(drops).toEqual([['buffer-damaged', lost]]);
  });

  test('when full, the oldest of the lowest priority go first, and every one is counted', async () => {
    const buffer = await open({ segmentBytes: 4_000, maxBytes: 60_000 });
    for (let from = 0; from < 20_000; from += 100) {
      await commit(buffer, from, from + 100, ((from / 100) % 3) as Priority);
      await buffer.upkeep();
    }
    expect(buffer.bytes).toBeLessThanOrEqual(60_000 + 4_000);
    const counted = drops.reduce((sum, [, count]) => sum + count, 0);
    expect(counted).toBeGreaterThan(1_000);
    expect(buffer.waiting).toBe(20_000 - counted);
    const values = await drain(await open());
    expect(values).toHaveLength(20_000 - counted);
    const oldest = (priority: number) =>
      values.find((value) => Math.floor(value / 100) % 3 === priority) ?? Infinity;
    expect(oldest(2)).toBeLessThanOrEqual(oldest(1));
    expect(oldest(1)).toBeLessThan(oldest(0));
  });

  test('a segment closed while room is made is not forgotten: each reading is there or counted', async () => {
    const buffer = await open({ segmentBytes: 200, maxBytes: 8_000 });
    let next = 0;
    const some = async (commits: number): Promise<void> => {
      for (let turn = 0; turn < commits; turn += 1, next += 10)
        await commit(buffer, next, next + 10, ((next / 10) % 3) as Priority);
    };
    await some(80);
    for (let turn = 0; turn < 3; turn += 1) await Promise.all([buffer.upkeep(), some(30)]);
    const counted = drops.reduce((sum, [, count]) => sum + count, 0);
    expect(counted).toBeGreaterThan(0);
    expect(await drain(buffer)).toHaveLength(next - counted);
  });

  test('a segment is not taken for delivered while its file is being closed', async () => {
    const buffer = await open({ segmentBytes: 200 });
    await commit(buffer, 0, 10);
    const next = buffer.commit(numbers(10, 20).map((number) => reading(number)));
    const found: unknown[] = [];
    for (let done = false; !done; await Promise.resolve()) {
      found.push(buffer.segmentAfter(0)?.firstSeq);
      done = await Promise.race([
        next.then(() => true),
        new Promise<false>((resolve) => setImmediate(resolve, false)),
      ]);
    }
    expect(new Set(found)).toEqual(new Set([0]));
  });

  test('a segment that cannot be decompressed any more makes room like the others, counted as damage', async () => {
    const buffer = await open({ segmentBytes: 200, maxBytes: 8_000 });
    let next = 0;
    const some = async (commits: number): Promise<void> => {
      for (let turn = 0; turn < commits; turn += 1, next += 10) await commit(buffer, next, next + 10);
    };
    await some(5);
    for (let turn = 0; turn < 3; turn += 1) await buffer.upkeep();
    const victim = join(here(), readdirSync(here()).filter((name) => name.endsWith('.sealed'))[1] ?? '');
    const bytes = readFileSync(victim);
    writeFileSync(victim, bytes.fill(0, 64));
    await some(100);
    await buffer.upkeep();
    await some(5);
    await buffer.upkeep();
    expect(buffer.bytes).toBeLessThanOrEqual(8_000 + 400);
    const cursor = JSON.parse(readFileSync(join(here(), 'cursor.json'), 'utf8'));
    expect(cursor.nextSeq).toBe(next);
    const full = drops
      .filter(([cause]) => cause === 'buffer-full')
      .reduce((sum, [, count]) => sum + count, 0);
    const damaged = drops.filter(([cause]) => cause === 'buffer-damaged');
    expect(damaged).toEqual([['buffer-damaged', expect.any(Number)]]);
    expect(await drain(buffer)).toHaveLength(next - full - (damaged[0]?.[1] ?? 0));
  });

  test('a file that somebody removed is counted as damage once, and what follows it is read', async () => {
    const buffer = await open({ segmentBytes: 200 });
    for (let from = 0; from < 50; from += 10) await commit(buffer, from, from + 10);
    rmSync(join(here(), '0000000002.open'));
    const values = await drain(buffer);
    expect(values.length).toBeGreaterThan(20);
    expect(drops).toEqual([['buffer-damaged', 50 - values.length]]);
  }, 5_000);
});
