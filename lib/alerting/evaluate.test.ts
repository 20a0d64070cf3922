/** Guards against false alarms from clocks, and against silence taken for good news. */
import { describe, expect, it } from 'vitest';
import { engine, hold, line, reading, setOf, start } from './evaluation-bench.ts';
import type { AlertingEvent } from './transition.ts';

const hot = setOf(`rules:
  hot:
    when: { metric: environment.temperature_celsius, above: 30, clear: 28 }
    for: 1m
    clear_for: 30s
    SAY
`);
const pair = setOf(`rules:
  pair:
    when:
      all:
        - { metric: environment.temperature_celsius, above: 30 }
        - { metric: power.source, is: [generator], on: site }
    SAY
`);
const quiet = setOf(`rules:
  quiet:
    when: { silence: device }
    for: 10s
    SAY
`);

describe('a threshold', () => {
  it('waits for its time, keeps between raise and clear, and says why', () => {
    const one = engine(hot);
    hold(one, 60, (at) => reading(at, 31));
    hold(one, 300, (at) => reading(at, 29));
    hold(one, 60, (at) => reading(at, 27));
    expect(one.changes()).toEqual(['raised', 'cleared']);
    expect(one.found[0]).toMatchObject({
      key: 'hot|a/d/',
      at: start + 60_000,
      reason: { kind: 'true', forMs: 60_000, value: 31, side: 'above', bound: 30 },
    });
  });
  it('is not raised by a value that nobody repeats', () => {
    const one = engine(hot);
    one.tell(reading(one.wall, 40, { everyMs: 5_000 }));
    hold(one, 600, () => null);
    expect(one.changes()).toEqual([]);
  });
  it('stays raised when the value is no longer available, and says that it is unknown', () => {
    const one = engine(hot);
    hold(one, 70, (at) => reading(at, 31));
    hold(one, 300, (at) => reading(at, null));
    hold(one, 20, (at) => reading(at, 31));
    expect(one.changes()).toEqual(['raised', 'unknown', 'known']);
  });
  it('is unknown each time its series stops, and after the pace at which it came last', () => {
    const one = engine(hot);
    hold(one, 70, (at) => reading(at, 31));
    for (let times = 0; times < 2; times++) {
      hold(one, 120, () => null);
      hold(one, 60, (at) => reading(at, 31));
    }
    expect(one.changes()).toEqual(['raised', 'unknown', 'known', 'unknown', 'known']);
    hold(one, 20, (at) => reading(at, 31, { everyMs: 2_000 }));
    // Ten seconds after the last one it is not believed any more.
    hold(one, 20, () => null);
    expect(one.changes().at(-1)).toBe('unknown');
  });
  it('does not stay unknown for ever when it comes back good for a moment and is wrong again', () => {
    const one = engine(hot);
    hold(one, 70, (at) => reading(at, 31));
    hold(one, 300, (at) => reading(at, null));
    hold(one, 10, (at) => reading(at, 20));
    hold(one, 60, (at) => reading(at, 31));
    expect(one.changes()).toEqual(['raised', 'unknown', 'known']);
  });
  it('keeps its hysteresis through a gap, and believes no value for ever', () => {
    const one = engine(hot);
    hold(one, 70, (at) => reading(at, 31));
    hold(one, 300, () => null);
    expect(one.changes()).toEqual(['raised', 'unknown']);
    hold(one, 120, (at) => reading(at, 29));
    expect(one.changes()).toEqual(['raised', 'unknown', 'known']);
  });
  it('beside another condition needs both to be heard', () => {
    const one = engine(pair);
    const source = (at: number): AlertingEvent =>
      reading(at, null, { metric: 'power.source', device: 'genset', text: 'generator' });
    one.tell(source(one.wall));
    hold(one, 120, (at) => reading(at, 20));
    hold(one, 120, (at) => reading(at, 31));
    expect(one.changes()).toEqual([]);
    one.tell(source(one.wall));
    expect(one.changes()).toEqual(['raised']);
  });
  it('treats each instance by itself', () => {
    const one = engine(hot);
    hold(one, 70, (at) => {
      one.tell(reading(at, 20, { instance: 'b' }));
      return reading(at, 31, { instance: 'a' });
    });
    expect(one.found.map(({ key }) => key)).toEqual(['hot|a/d/a']);
  });
});

describe('a clock that jumps by an hour', () => {
  it.each([3_600_000, -3_600_000])('raises nothing and clears nothing (%d ms)', (jumpMs) => {
    const one = engine(hot);
    const other = engine(quiet);
    hold(one, 30, (at) => reading(at, 31));
    hold(other, 30, (at) => line(at, 0), 5_000);
    one.jump(jumpMs);
    other.jump(jumpMs);
    // Half of the delay has passed, an hour of wall clock has not.
    hold(one, 20, (at) => reading(at, 31));
    hold(other, 60, (at) => line(at, 0), 5_000);
    expect(one.changes()).toEqual([]);
    expect(other.changes()).toEqual([]);
    hold(one, 20, (at) => reading(at, 31));
    expect(one.changes()).toEqual(['raised']);
  });
  it('is seen through when readings go on an hour back', () => {
    const one = engine(hot);
    hold(one, 70, (at) => reading(at, 31));
    one.jump(-3_600_000);
    hold(one, 60, (at) => reading(at, 20));
    expect(one.changes()).toEqual(['raised', 'cleared']);
  });
  it('does not exist in the night on which summer time begins or ends', () => {
    for (const day of [Date.UTC(2026, 2, 29, 0, 59), Date.UTC(2026, 9, 25, 0, 59)]) {
      const one = engine(hot);
      one.jump(day - start);
      hold(one, 120, (at) => reading(at, 31));
      expect(one.found.map(({ at }) => at - day)).toEqual([60_000]);
    }
  });
});

describe('silence', () => {
  it('comes from failures counted by the poller, and goes with the answer', () => {
    const one = engine(quiet);
    hold(one, 30, (at) => line(at, 0), 5_000);
    let failures = 0;
    hold(one, 60, (at) => line(at, ++failures), 5_000);
    hold(one, 30, (at) => line(at, 0), 5_000);
    expect(one.changes()).toEqual(['raised', 'cleared']);
    expect(one.found[0]?.reason).toEqual({ kind: 'silent', check: null, why: 'no answer' });
  });
  it('is not one lost answer, however often', () => {
    // Without a delay that would ride over it.
    const one = engine(setOf('rules:\n  mute:\n    when: { silence: device }\n    SAY\n'));
    let turn = 0;
    hold(one, 600, (at) => line(at, turn++ % 2), 5_000);
    expect(one.changes()).toEqual([]);
  });
  const nightly = setOf('rules:\n  late:\n    when: { silence: heartbeat, after: 10m }\n    SAY\n');
  /** As the collector of heartbeats writes it at each evaluation: no failure, whatever came. */
  const looked = (at: number, answeredAt: number | null): AlertingEvent => {
    const told = line(at, 0);
    return told.kind === 'ledger'
      ? { ...told, entry: { ...told.entry, check: 'heartbeat/nightly', answeredAt } }
      : told;
  };
  it('of a job that no longer calls is not broken by whoever looks for its call', () => {
    const one = engine(nightly);
    hold(one, 590, (at) => looked(at, start));
    expect(one.changes()).toEqual([]);
    hold(one, 30, (at) => looked(at, start));
    expect(one.changes()).toEqual(['raised']);
    hold(one, 30, (at) => looked(at, at));
    expect(one.changes()).toEqual(['raised', 'cleared']);
  });
  it('of a job that has never called begins with the first look', () => {
    const one = engine(nightly);
    hold(one, 590, (at) => looked(at, null));
    expect(one.changes()).toEqual([]);
    hold(one, 30, (at) => looked(at, null));
    expect(one.changes()).toEqual(['raised']);
  });
  it('of a job is not made by a wall clock that is set forward', () => {
    const one = engine(nightly);
    hold(one, 60, (at) => looked(at, at));
    const last = one.wall;
    one.jump(3_600_000);
    hold(one, 300, (at) => looked(at, last));
    expect(one.changes()).toEqual([]);
  });
  it('is unknown, not down, when the collector itself has lost its link or asks no more', () => {
    const one = engine(quiet);
    hold(one, 30, (at) => line(at, 0), 5_000);
    one.tell({ kind: 'collector', site: 'a', blind: true });
    let failures = 0;
    hold(one, 120, (at) => line(at, ++failures), 5_000);
    expect(one.changes()).toEqual([]);
    one.tell({ kind: 'collector', site: 'a', blind: false });
    hold(one, 30, (at) => line(at, ++failures), 5_000);
    expect(one.changes()).toEqual(['raised']);
    hold(one, 300, () => null, 5_000);
    expect(one.changes()).toEqual(['raised', 'unknown']);
    expect(one.found[1]?.reason).toEqual({ kind: 'nobody-asks' });
  });
});
