import { expect, test } from 'vitest';
import type { LedgerEntry } from '../lib/readings/ledger.ts';
import type { SeriesLabel } from '../lib/readings/reading.ts';
import { Announcer, allLabelsEveryMs, wholeLedgerEveryMs } from './announcer.ts';

const entry = (device: string, over: Partial<LedgerEntry> = {}): LedgerEntry => ({
  site: 'cotonou',
  device,
  check: 'snmp',
  everyMs: 10_000,
  triedAt: 1_000,
  answeredAt: 1_000,
  valueAt: 1_000,
  failures: 0,
  reason: null,
  ...over,
});
const label = (device: string, description = 'to the sky'): SeriesLabel => ({
  site: 'cotonou',
  device,
  metric: 'interface.in_bits_per_second',
  instance: 'wan1',
  description,
  source: 'ifXTable',
});

function stage() {
  let monotonic = 0;
  const said: { topic: string; level: string | undefined; message: readonly { device: string }[] }[] = [];
  const saved: SeriesLabel[][] = [];
  const drops: string[] = [];
  let away = false;
  const announcer = new Announcer({
    bus: {
      publish: (topic, message, level) => {
        said.push({ topic, level, message: message as unknown as readonly { device: string }[] });
      },
    },
    clock: { now: () => 0, monotonic: () => monotonic },
    store: {
      saveLabels: async (labels) => {
        if (away) throw new Error('away');
        saved.push([...labels]);
      },
    },
    onDrop: (cause, site, device) => drops.push(`${cause} ${site}/${device}`),
  });
  return {
    announcer,
    saved,
    drops,
    away: (is: boolean) => {
      away = is;
    },
    /** What is said when this much time has passed. */
    after(ms: number) {
      monotonic += ms;
      said.length = 0;
      announcer.announce();
      return said.map(({ topic, level, message }) => ({
        topic,
        level,
        devices: message.map(({ device }) => device),
      }));
    },
  };
}

test('a check is said when it moves, and only then, until the whole ledger is said again for those who came late', () => {
  const { announcer, after } = stage();
  announcer.ledger(entry('a'));
  announcer.ledger(entry('b'));
  announcer.ledger({ ...entry('c'), site: 'douala' });
  expect(after(1_000)).toEqual([
    { topic: 'vigie/v1/ledger/{}', level: 'cotonou', devices: ['a', 'b'] },
    { topic: 'vigie/v1/ledger/{}', level: 'douala', devices: ['c'] },
  ]);
  expect(after(1_000)).toEqual([]);
  announcer.ledger(entry('b', { failures: 1 }));
  expect(after(1_000).map(({ devices }) => devices)).toEqual([['b']]);
  expect(after(wholeLedgerEveryMs).map(({ devices }) => devices)).toEqual([['a', 'b'], ['c']]);
});

test('a label that says what it said before costs nothing; a changed one is said and saved', async () => {
  const { announcer, after, saved } = stage();
  announcer.labels([label('a'), label('b')]);
  expect(after(1_000).map(({ devices }) => devices)).toEqual([['a', 'b']]);
  await announcer.saveLabels();
  announcer.labels([label('a'), label('b', 'to the sea')]);
  expect(after(1_000).map(({ devices }) => devices)).toEqual([['b']]);
  await announcer.saveLabels();
  await announcer.saveLabels();
  expect(saved.map((some) => some.map(({ device }) => device))).toEqual([['a', 'b'], ['b']]);
  expect(after(allLabelsEveryMs).map(({ devices }) => devices)).toContainEqual(['a', 'b']);
});

test('labels that the store could not take are tried again', async () => {
  const { announcer, saved, away } = stage();
  announcer.labels([label('a')]);
  away(true);
  await expect(announcer.saveLabels()).rejects.toThrow('away');
  away(false);
  await announcer.saveLabels();
  expect(saved).toEqual([[label('a')]]);
});

test('a device that the new book does not name is never said again', () => {
  const { announcer, after } = stage();
  announcer.ledger(entry('old'));
  announcer.ledger(entry('kept'));
  announcer.labels([label('old'), label('kept')]);
  after(1_000);
  announcer.keepOnly((_, device) => device === 'kept');
  expect(after(allLabelsEveryMs).map(({ devices }) => devices)).toEqual([['kept'], ['kept']]);
});

test('a message is never larger than the bus takes, and nothing is lost between two of them', () => {
  const { announcer, after } = stage();
  for (let index = 0; index < 1_201; index += 1) announcer.ledger(entry(`device-${index}`));
  const sizes = after(1_000).map(({ devices }) => devices.length);
  expect(sizes).toEqual([500, 500, 201]);
});

test('a device that invents checks without end is refused and counted, and the others go on', () => {
  const { announcer, after, drops } = stage();
  for (let index = 0; index < 50_000; index += 1) announcer.ledger(entry('noisy', { check: `c${index}` }));
  after(1_000);
  announcer.ledger(entry('late'));
  announcer.ledger(entry('noisy', { check: 'c7', failures: 3 }));
  expect(drops).toEqual(['too-many-checks cotonou/late']);
  expect(after(1_000).map(({ devices }) => devices)).toEqual([['noisy']]);
});
