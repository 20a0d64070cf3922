import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runsOf } from './influx-roll-ups.ts';
import { rollUpLevels } from './reading-store.ts';
import { quietMs, RollUpsDue } from './roll-ups-due.ts';

const five = rollUpLevels.fiveMinutes;
const hour = rollUpLevels.hour;
const begin = 497_000 * hour;
const fresh = () => new RollUpsDue({ fiveMinutes: [], hours: [] });

test('a span under way, or into which readings still come, is not rolled up', () => {
  const due = fresh();
  due.touch([begin, begin + 1], 0);
  expect(due.ready(begin + five - 1, quietMs)).toEqual([]);
  expect(due.ready(begin + five, quietMs - 1)).toEqual([]);
  expect(due.ready(begin + five, quietMs)).toEqual([begin]);
});

test('only a new span asks to be saved, and what is saved is due at once after a restart', () => {
  const due = fresh();
  expect(due.touch([begin, begin + 1, begin + five], 0)).toBe(true);
  expect(due.touch([begin + 2, begin + five + 1], 1)).toBe(false);
  const again = new RollUpsDue(due.saved);
  expect(again.ready(begin + hour, 0)).toEqual([begin, begin + five]);
});

test('a late reading makes its span due again, and its hour after it', () => {
  const due = fresh();
  due.touch([begin], 0);
  due.rolledUp(begin, 100_000);
  due.hourRolledUp(begin);
  expect(due.saved).toEqual({ fiveMinutes: [], hours: [] });
  expect(due.touch([begin + 7], 200_000)).toBe(true);
  expect(due.ready(begin + hour, 300_000)).toEqual([begin]);
  due.rolledUp(begin, 300_000);
  expect(due.readyHours(begin + hour)).toEqual([begin]);
});

test('what comes in while a span is being rolled up keeps it due', () => {
  const due = fresh();
  due.touch([begin], 0);
  due.touch([begin + 1], 100_001);
  due.rolledUp(begin, 100_000);
  expect(due.ready(begin + five, 100_001 + quietMs)).toEqual([begin]);
});

test('an hour waits until it is over and none of its spans is due', () => {
  const due = fresh();
  due.touch([begin, begin + hour - 1], 0);
  due.rolledUp(begin, 1);
  expect(due.readyHours(begin + hour)).toEqual([]);
  due.rolledUp(begin + hour - five, 1);
  expect(due.readyHours(begin + hour - 1)).toEqual([]);
  expect(due.readyHours(begin + hour)).toEqual([begin]);
});

test('whatever the order in which readings come, every one of them ends in a rolled-up span and hour', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3 * hour), { minLength: 1, maxLength: 40 }), (offsets) => {
      const due = fresh();
      const spans = new Set<number>();
      const hours = new Set<number>();
      for (const [index, offset] of offsets.entries()) {
        due.touch([begin + offset], index);
        for (const at of due.ready(begin + offset, index + quietMs)) {
          due.rolledUp(at, index);
          spans.add(at);
        }
      }
      for (const at of due.ready(begin + 9 * hour, 1e9)) {
        due.rolledUp(at, 1e9);
        spans.add(at);
      }
      for (const at of due.readyHours(begin + 9 * hour)) {
        due.hourRolledUp(at);
        hours.add(at);
      }
      for (const offset of offsets) {
        expect(spans).toContain(begin + Math.floor(offset / five) * five);
        expect(hours).toContain(begin + Math.floor(offset / hour) * hour);
      }
      expect(due.saved).toEqual({ fiveMinutes: [], hours: [] });
    }),
  );
});

test('spans are asked for together only where they follow one another, and never more than the limit', () => {
  expect(runsOf([], five, 12)).toEqual([]);
  expect(runsOf([0, five, 3 * five, 4 * five, 5 * five], five, 2)).toEqual([
    [0, five],
    [3 * five, 4 * five],
    [5 * five],
  ]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(60)), fc.integer({ min: 1, max: 12 }), (numbers, longest) => {
      const spans = numbers.sort((one, other) => one - other).map((number) => number * five);
      const runs = runsOf(spans, five, longest);
      expect(runs.flat()).toEqual(spans);
      for (const run of runs) {
        expect(run.length).toBeLessThanOrEqual(longest);
        expect((run.at(-1) ?? 0) - (run[0] ?? 0)).toBe((run.length - 1) * five);
      }
    }),
  );
});
