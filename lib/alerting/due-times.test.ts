/** Guards against a time that is forgotten, told twice, or told in another order after a restart. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DueTimes } from './due-times.ts';

it('wakes each key once, at its earliest time, by time and then by name', () => {
  const wake = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(20));
  fc.assert(
    fc.property(fc.array(wake, { maxLength: 40 }), fc.nat(20), (all, now) => {
      const due = new DueTimes();
      const earliest = new Map<string, number>();
      for (const [key, ms] of all) {
        due.wake(key, ms);
        earliest.set(key, Math.min(ms, earliest.get(key) ?? ms));
      }
      const expected = [...earliest]
        .filter(([, ms]) => ms <= now)
        .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
        .map(([key]) => key);
      const woken: string[] = [];
      for (let key = due.next(now); key !== undefined; key = due.next(now)) woken.push(key);
      expect(woken).toEqual(expected);
      expect(due.size).toBe(earliest.size - woken.length);
    }),
  );
});
