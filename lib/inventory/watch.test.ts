import { mkdtemp, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BookReport } from '../config/watch.ts';
import type { Inventory } from './inventory.ts';
import { env, small } from './small-book.ts';
import type { WatchedBook } from './watch.ts';
import { watchBook } from './watch.ts';

/** Looks often, so that the test does not wait. */
const everyMs = 15;
let dir = '';
let watched: WatchedBook | null = null;
const changes: Inventory[] = [];
const reports: BookReport[] = [];

const until = async (done: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, everyMs));
  expect(done()).toBe(true);
};
const start = async (): Promise<WatchedBook> => {
  const started = await watchBook({
    dir,
    env,
    now: () => 7,
    onChange: (inventory) => changes.push(inventory),
    onReport: (report) => reports.push(report),
    everyMs,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  watched = started.book;
  return started.book;
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigie book '));
  changes.length = 0;
  reports.length = 0;
  await writeFile(join(dir, 'sites.yaml'), small);
});
afterEach(async () => {
  watched?.stop();
  watched = null;
  await rm(dir, { recursive: true });
});

describe('the site book of a running role', () => {
  it('refuses to start with a wrong book, and says where it is wrong', async () => {
    await writeFile(join(dir, 'sites.yaml'), small.replace('kind: ups', 'kind: upps'));
    const started = await watchBook({
      dir,
      env,
      now: () => 7,
      onChange: () => {},
      onReport: () => {},
      everyMs,
    });
    expect(started).toMatchObject({ ok: false, problems: [expect.stringMatching(/^sites\.yaml:9: /)] });
  });

  it('takes up a changed book without a restart', async () => {
    const book = await start();
    expect(reports).toEqual([{ at: 7, ok: true, problems: [], warnings: [] }]);
    await writeFile(join(dir, 'sites.yaml'), small.replace('organisation: Essai', 'organisation: Autre nom'));
    await until(() => changes.length === 1);
    expect(changes[0]?.organisation).toBe('Autre nom');
    expect(book.inventory.organisation).toBe('Autre nom');
  });

  it('keeps the old book when the change is wrong, says so, and takes the correction', async () => {
    const book = await start();
    await writeFile(join(dir, 'sites.yaml'), small.replace('parent: fw-1, ping', 'parent: fw-9, ping'));
    await until(() => reports.length === 2);
    expect(book.inventory.organisation).toBe('Essai');
    expect(changes).toEqual([]);
    expect(book.report).toMatchObject({ ok: false, problems: [expect.stringMatching(/^sites\.yaml:9: /)] });
    await writeFile(join(dir, 'sites.yaml'), `${small}# corrected\n`);
    await until(() => reports.length === 3);
    expect(book.report.ok).toBe(true);
    expect(changes).toHaveLength(1);
  });

  it('keeps the old book when the file is taken away, as an editor does for a moment', async () => {
    const book = await start();
    await unlink(join(dir, 'sites.yaml'));
    await until(() => reports.length === 2);
    expect(book.report.problems[0]).toMatch(/^sites\.yaml:1: the folder has no sites\.yaml/);
    expect(book.inventory.organisation).toBe('Essai');
  });

  it('sees a file that is replaced by renaming', async () => {
    await start();
    await writeFile(join(dir, 'sites.yaml.part'), small.replace('Essai', 'Remplacé'));
    await rename(join(dir, 'sites.yaml.part'), join(dir, 'sites.yaml'));
    await until(() => changes.length === 1);
    expect(changes[0]?.organisation).toBe('Remplacé');
  });

  it('says nothing more once stopped', async () => {
    const book = await start();
    book.stop();
    await writeFile(join(dir, 'sites.yaml'), small.replace('Essai', 'Trop tard'));
    await new Promise((resolve) => setTimeout(resolve, 6 * everyMs));
    expect(changes).toEqual([]);
  });
});
