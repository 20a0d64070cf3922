/** Guards against an hour of silence, or everybody called at once, because somebody set the clock. */
import { describe, expect, it } from 'vitest';
import { LadderClock } from './ladder-clock.ts';

const began = Date.UTC(2026, 0, 6, 9);
const minute = 60_000;

describe('the clock of a ladder', () => {
  it('goes on while the wall clock is set back and forward', () => {
    const clock = new LadderClock();
    expect(clock.now('i', began, began, 1_000)).toBe(began);
    expect(clock.now('i', began, began - 60 * minute, 1_000 + 5 * minute)).toBe(began + 5 * minute);
    expect(clock.now('i', began, began + 70 * minute, 1_000 + 10 * minute)).toBe(began + 10 * minute);
  });
  it('goes on from the wall clock after a restart, and never before its beginning', () => {
    expect(new LadderClock().now('i', began, began + 7 * minute, 50)).toBe(began + 7 * minute);
    expect(new LadderClock().now('i', began, began - 60 * minute, 50)).toBe(began);
  });
  it('begins anew with a new ladder', () => {
    const clock = new LadderClock();
    clock.now('i', began, began, 0);
    expect(clock.now('i', began + 30 * minute, began + 31 * minute, 31 * minute)).toBe(began + 31 * minute);
  });
});
