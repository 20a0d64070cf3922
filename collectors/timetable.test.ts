import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextDue, phaseOf, Timetable } from './timetable.ts';

describe('a timetable', () => {
  test('a thousand devices do not all wake in the same tenth of the period', () => {
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 1_000; i += 1) {
      const tenth = Math.floor(phaseOf(`cotonou/sw-${i}`, 10_000) / 1_000);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(Math.max(...tenths)).toBeLessThan(150);
    expect(Math.min(...tenths)).toBeGreaterThan(50);
  });

  test('a restart does not move the phase of a device, and the 10 s poll meets the 5 s poll', () => {
    const now = 1_795_000_000_123;
    const five = nextDue(now, 5_000, phaseOf('a', 5_000));
    const ten = nextDue(now, 10_000, phaseOf('a', 10_000));
    expect(nextDue(now + 1, 5_000, phaseOf('a', 5_000))).toBe(five);
    expect((ten - five) % 5_000).toBe(0);
  });

  test('what is due next is always later than now and at most a period away', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 1e7 }), fc.string(), (now, every, name) => {
        fc.pre(Math.abs(now) < 8e15);
        const due = nextDue(now, every, phaseOf(name, every));
        expect(due).toBeGreaterThan(now);
        expect(due - now).toBeLessThanOrEqual(every);
      }),
    );
  });

  test('things come out in the order of their time, moved and removed ones as last said', () => {
    const step = fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      at: fc.nat(1_000),
      remove: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const table = new Timetable();
        const model = new Map<string, number>();
        for (const { name, at, remove } of steps) {
          if (remove) {
            table.remove(name);
            model.delete(name);
          } else {
            table.set(name, at);
            model.set(name, at);
          }
          expect(table.nextAt()).toBe(model.size === 0 ? null : Math.min(...model.values()));
        }
        const out: number[] = [];
        for (let name = table.takeDue(500); name !== null; name = table.takeDue(500)) {
          out.push(model.get(name) ?? -1);
          model.delete(name);
        }
        expect(out).toEqual([...out].sort((a, b) => a - b));
        expect([...model.values()].every((at) => at > 500)).toBe(true);
      }),
    );
  });
});
