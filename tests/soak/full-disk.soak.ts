/** A disk that fills up under the buffer: said with its reason, nothing acknowledged lost, and recovery by itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BacklogReader } from '../../collectors/buffer/file-backlog-reader.ts';
import { FileBuffer } from '../../collectors/buffer/file-buffer.ts';
import type { Reading } from '../../lib/readings/reading.ts';
import type { SoakOptions, SoakReport } from './contract.ts';

const diskBytes = 1024 * 1024;

/** A small disk of its own; null where we may not make one. */
function smallDisk(): { dir: string; leave(): void } | null {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-small-disk-'));
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', dir]);
  if (made.status !== 0) {
    rmSync(dir, { recursive: true, force: true });
    return null;
  }
  return {
    dir,
    leave() {
      spawnSync('umount', ['-l', dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const group = (from: number): Reading[] =>
  Array.from({ length: 500 }, (_, index) => ({
    site: 'cotonou',
    device: 'ups-1',
    metric: 'ups.load_ratio',
    instance: `series-${index}`,
    value: from + index,
    text: null,
    state: 'good',
    since: 1,
    at: 1_795_000_000_000 + from + index,
    everyMs: 5_000,
  }));

export default async function fullDisk(report: SoakReport, options: SoakOptions): Promise<void> {
  const disk = smallDisk();
  if (disk === null) {
    report.skip('full disk', 'a small disk can only be mounted as root');
    return;
  }
  try {
    for (let round = 0; round < (options.short ? 1 : 10); round += 1) await one(report, disk.dir, round);
  } finally {
    disk.leave();
  }
}

const open = (dir: string) =>
  FileBuffer.open({ dir, limits: { segmentBytes: 64 * 1024 }, priorityOf: () => 2, onDrop: () => undefined });

async function one(report: SoakReport, disk: string, round: number): Promise<void> {
  const dir = join(disk, `buffer-${round}`);
  const buffer = await open(dir);
  const kept: number[] = [];
  let reason: string | null = null;
  let next = 0;
  const commit = async () => {
    const some = group(next);
    next += some.length;
    const outcome = await buffer.commit(some);
    if (outcome.ok) for (const { value } of some) kept.push(value ?? Number.NaN);
    else reason = outcome.reason;
    return outcome.ok;
  };
  for (let turn = 0; turn < 10; turn += 1) await commit();
  // Someone else fills the disk, to the last byte.
  const { bavail, bsize } = statfsSync(disk);
  const hog = join(disk, 'hog');
  writeFileSync(hog, Buffer.alloc(Math.max(0, bavail * bsize - 8 * 1024)));
  for (let turn = 0; turn < 20; turn += 1) await commit();
  await buffer.upkeep();
  const before = kept.length;
  report.check('a full disk is said with its reason', reason === 'disk full', String(reason));
  report.check('on a full disk nothing is promised', !(await commit()), `${before} readings kept`);
  // A kill on the full disk: another process opens what is there.
  const afterKill = await open(dir);
  report.check(
    'a kill on a full disk loses nothing acknowledged',
    afterKill.waiting >= before,
    `${before} acknowledged, ${afterKill.waiting} found`,
  );
  rmSync(hog);
  report.check('with room again, the buffer takes readings by itself', await commit(), `${kept.length} kept`);
  const read = new Set<number>();
  const reader = new BacklogReader(buffer);
  for (let range = buffer.pending.lowest(Infinity); range !== null; range = buffer.pending.lowest(Infinity)) {
    const batch = await reader.next(range, 5_000);
    for (const { value } of batch.readings) read.add(value ?? Number.NaN);
    buffer.stored(batch.from, batch.to);
  }
  const lost = kept.filter((value) => !read.has(value));
  report.check(
    'nothing acknowledged is lost',
    lost.length === 0,
    `${kept.length} acknowledged, ${lost.length} lost`,
  );
  await buffer.close();
  rmSync(dir, { recursive: true, force: true });
}
