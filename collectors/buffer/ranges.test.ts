import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ranges } from './ranges.ts';

const step = fc.tuple(fc.boolean(), fc.nat(60), fc.nat(12));

test('a reading is never forgotten or invented, whatever is added and removed in whatever order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const ranges = new Ranges();
      const model = new Set<number>();
      for (const [adding, from, length] of steps) {
        if (adding) ranges.add(from, from + length);
        else ranges.remove(from, from + length);
        for (let seq = from; seq < from + length; seq += 1) adding ? model.add(seq) : model.delete(seq);
      }
      const members = ranges.list.flatMap(({ from, to }) =>
        Array.from({ length: to - from }, (_, i) => from + i),
      );
      expect(members).toEqual([...model].sort((one, other) => one - other));
      expect(ranges.size).toBe(model.size);
      for (let seq = 0; seq < 72; seq += 1) expect(ranges.touches(seq, seq + 1)).toBe(model.has(seq));
    }),
  );
});

test('neighbours become one range, so that a week of backlog is a handful of them', () => {
  const ranges = new Ranges([{ from: 0, to: 5 }]);
  ranges.add(5, 9);
  ranges.add(20, 30);
  ranges.add(9, 20);
  expect(ranges.list).toEqual([{ from: 0, to: 30 }]);
});

test('the lowest range is cut where the live lane begins', () => {
  const ranges = new Ranges([{ from: 10, to: 20 }]);
  expect(ranges.lowest(15)).toEqual({ from: 10, to: 15 });
  expect(ranges.lowest(10)).toBeNull();
});
