/** Guards against a role that works with the sites of one book and the people of another. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BookReport } from '../config/watch.ts';
import { env as siteEnv, small } from '../inventory/small-book.ts';
import { readAt, smallFiles } from './small-alarm-book.ts';
import { type WatchedAlarmBook, watchAlarmBook } from './watch.ts';

const everyMs = 15;
const env = { ...siteEnv, GW_KEY: 'gateway-word' };
let dir = '';
let watched: WatchedAlarmBook | null = null;
const changes: string[] = [];
const reports: BookReport[] = [];

const until = async (done: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, everyMs));
  expect(done()).toBe(true);
};
const write = (name: string, text: string) => writeFile(join(dir, name), text);
const watch = () =>
  watchAlarmBook({
    dir,
    env,
    now: () => readAt,
    onChange: (inventory, { people }) => changes.push(`${inventory.organisation} ${people.length}`),
    onReport: (report) => reports.push(report),
    everyMs,
  });
const start = async (): Promise<WatchedAlarmBook> => {
  const started = await watch();
  if (!started.ok) throw new Error(started.problems.join('\n'));
  watched = started.book;
  return started.book;
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigie alarm book '));
  changes.length = 0;
  reports.length = 0;
  await write('sites.yaml', small);
  for (const [name, text] of Object.entries(smallFiles)) await write(name, text);
});
afterEach(async () => {
  watched?.stop();
  watched = null;
  await rm(dir, { recursive: true });
});

describe('the whole book of a running role', () => {
  it('is refused at the start with the problems of every file, each once', async () => {
    await write('sites.yaml', small.replace('kind: ups', 'kind: upps'));
    await write('people.yaml', 'a: [not closed\n');
    const started = await watch();
    if (started.ok) throw new Error('taken');
    expect(started.problems.map((one) => one.split(': ')[0])).toEqual(
      expect.arrayContaining(['people.yaml:2', 'sites.yaml:9']),
    );
    expect(new Set(started.problems).size).toBe(started.problems.length);
  });

  it('is taken up again when a file beside the sites changes or comes', async () => {
    const book = await start();
    expect(reports).toEqual([{ at: readAt, ok: true, problems: [], warnings: [] }]);
    await write('people.yaml', `${smallFiles['people.yaml']}new: { name: N, roles: viewer }\n`);
    await until(() => changes.length === 1);
    expect(changes).toEqual(['Essai 5']);
    expect(book.alarmBook.people).toHaveLength(5);
  });

  it('stays whole when one of two changes is wrong, says so with the warnings, and takes the correction', async () => {
    const book = await start();
    await write('on-call.yaml', smallFiles['on-call.yaml'].replace('[awa, bio]', '[awa, nobody]'));
    await write('sites.yaml', small.replace('organisation: Essai', 'organisation: Autre'));
    await until(() => reports.length >= 2 && book.report.ok === false);
    expect(book.report.problems).toEqual([expect.stringMatching(/^on-call\.yaml:2: "nobody"/)]);
    expect(book.inventory.organisation).toBe('Essai');
    expect(changes.filter((one) => one.startsWith('Autre'))).toEqual([]);
    await write('on-call.yaml', smallFiles['on-call.yaml'].replace('2026-01-05', '2026-02-05'));
    await until(() => changes.at(-1) === 'Autre 4');
    expect(book.report).toMatchObject({ ok: true, warnings: [expect.stringMatching(/"noc" has nobody/)] });
  });
});
