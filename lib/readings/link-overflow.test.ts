import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OverflowSettings } from '../inventory/inventory.ts';
import type { OverflowMemory, OverflowSample } from './link-overflow.ts';
import { advanceOverflow, firstMemory, viewOverflow } from './link-overflow.ts';

const settings: OverflowSettings = {
  atRatio: 0.7,
  forMs: 30_000,
  returnAtRatio: 0.55,
  returnForMs: 300_000,
  relayRatio: 0.05,
  relayWithinMs: 60_000,
  reliefRatio: 0.8,
  reliefWithinMs: 300_000,
};
const stepMs = 2_000;

/** A minute's mean that equals the level: the machine alone is looked at here, the mean has tests of its own. */
class Bench {
  memory: OverflowMemory = firstMemory(0);
  now = 0;
  primary = 0.3;
  backup = 0.02;
  primaryUp: boolean | null = true;
  backupUp: boolean | null = true;

  run(seconds: number): this {
    for (const end = this.now + seconds * 1_000; this.now < end; ) {
      this.now += stepMs;
      this.step();
    }
    return this;
  }
  step(more: Partial<OverflowSample> = {}): void {
    const sample: OverflowSample = {
      at: this.now,
      primaryUp: this.primaryUp,
      backupUp: this.backupUp,
      primaryRatio: this.primary,
      primaryMeanRatio: this.primary,
      backupRatio: this.backup,
      resolutionMs: stepMs,
      ...more,
    };
    this.memory = advanceOverflow(this.memory, sample, settings);
  }
  set(change: Partial<Pick<Bench, 'primary' | 'backup' | 'primaryUp' | 'backupUp'>>): this {
    Object.assign(this, change);
    return this;
  }
  get view() {
    return viewOverflow(this.memory, settings);
  }
}
const idle = (): Bench => new Bench().run(120);
/** Overflow in force, carried after 12 s. */
const held = (): Bench => idle().set({ primary: 0.74 }).run(12).set({ backup: 0.3 }).run(60);

describe('raising', () => {
  it('takes thirty seconds at the threshold, no less', () => {
    const bench = idle().set({ primary: 0.7 });
    expect(bench.run(30).view.state).toBe('primary-only');
    expect(bench.run(2).view.state).toBe('overflow');
  });

  it('does not happen just under the threshold, however long', () => {
    expect(idle().set({ primary: 0.699 }).run(3_600).view.state).toBe('primary-only');
  });

  it('begins its thirty seconds anew after a dip', () => {
    const bench = idle().set({ primary: 0.75 }).run(28).set({ primary: 0.6 }).run(2).set({ primary: 0.75 });
    expect(bench.run(28).view.state).toBe('primary-only');
  });
});

describe('returning', () => {
  it('takes five minutes at 55 % or less', () => {
    const bench = held().set({ primary: 0.55 });
    expect(bench.run(300).view.state).toBe('overflow');
    expect(bench.run(2).view.state).toBe('primary-only');
  });

  it('does not happen between the two thresholds: no flapping around 70 %', () => {
    expect(held().set({ primary: 0.6 }).run(3_600).view.state).toBe('overflow');
  });
});

describe('the proof of the overflow', () => {
  it('is held when the backup carries in time, with its delay and what the delay can resolve', () => {
    const { view } = held();
    expect(view).toMatchObject({
      state: 'overflow',
      result: 'held',
      relayDelayMs: 12_000,
      relayResolutionMs: 2_000,
    });
  });

  it('is broken when the backup does not carry within sixty seconds of the raise', () => {
    const bench = idle().set({ primary: 0.75 }).run(32);
    expect(bench.view).toMatchObject({ state: 'overflow', result: 'pending' });
    expect(bench.run(58).view.result).toBe('pending');
    expect(bench.run(2).view.result).toBe('no-relay');
  });

  it('stays held when the load goes and the backup rests with it: the state waits five minutes, the promise was kept', () => {
    const bench = held().set({ primary: 0.4, backup: 0.02 });
    for (const second of [10, 60, 200]) {
      bench.run(second);
      expect(bench.view).toMatchObject({ state: 'overflow', result: 'held', relayDelayMs: 12_000 });
    }
  });

  it('is broken when the backup stops carrying while the primary is still full', () => {
    expect(held().set({ backup: 0.02 }).run(20).view.result).toBe('no-relay');
  });

  it('is late, and stays so, when the backup carries after the promise', () => {
    const bench = idle().set({ primary: 0.75 }).run(100).set({ backup: 0.3 }).run(20);
    expect(bench.view).toMatchObject({ result: 'late-relay', relayDelayMs: 100_000 });
  });

  it('measures the backup above what it carries when idle', () => {
    const busyBackup = new Bench().set({ backup: 0.2 }).run(1_200).set({ primary: 0.75 }).run(120);
    expect(busyBackup.view.result).toBe('no-relay');
    expect(busyBackup.set({ backup: 0.26 }).run(4).view.result).toBe('late-relay');
  });

  it('says so when the backup stops carrying while the primary is still full', () => {
    expect(held().set({ backup: 0.02 }).run(4).view.result).toBe('no-relay');
  });

  it('warns of a primary that stays above 80 % for five minutes in spite of the relay, and takes it back', () => {
    const bench = held().set({ primary: 0.83 });
    expect(bench.run(298).view.result).toBe('held');
    expect(bench.run(6).view.result).toBe('no-relief');
    expect(bench.set({ primary: 0.75 }).run(2).view.result).toBe('held');
  });

  it('waits for its five minutes when the primary was above 80 % from the start', () => {
    const bench = idle().set({ primary: 0.9 }).run(10).set({ backup: 0.3 }).run(60);
    expect(bench.view).toMatchObject({ result: 'pending', relayDelayMs: 10_000 });
    expect(bench.run(300).view.result).toBe('no-relief');
  });

  it('forgets the delay of the last overflow when a new one begins', () => {
    const bench = held().set({ primary: 0.3, backup: 0.02 }).run(400);
    expect(bench.view).toMatchObject({ state: 'primary-only', result: 'none', relayDelayMs: null });
    expect(bench.set({ primary: 0.75 }).run(20).set({ backup: 0.3 }).run(40).view.relayDelayMs).toBe(20_000);
  });
});

describe('links that go down', () => {
  it('fail over at once, and come back at once', () => {
    const bench = idle().set({ primaryUp: false }).run(2);
    expect(bench.view.state).toBe('fail-over');
    expect(bench.set({ primaryUp: true }).run(2).view.state).toBe('primary-only');
  });

  it('are both down only when both are', () => {
    const bench = idle().set({ backupUp: false }).run(2);
    expect(bench.view.state).toBe('primary-only');
    expect(bench.set({ primaryUp: false }).run(2).view.state).toBe('both-down');
    expect(bench.set({ backupUp: true }).run(2).view.state).toBe('fail-over');
  });

  it('keep their state while nothing is known of them: silence is no proof of anything', () => {
    const bench = idle().set({ primaryUp: false }).run(2).set({ primaryUp: null, backupUp: null });
    expect(bench.run(60).view.state).toBe('fail-over');
  });
});

describe('time that jumps', () => {
  it('is no thirty seconds of overflow and no five minutes of calm', () => {
    const raising = idle().set({ primary: 0.75 }).run(4);
    raising.now += 3_600_000;
    raising.run(2);
    expect(raising.view.state).toBe('primary-only');
    const returning = held().set({ primary: 0.4 }).run(4);
    returning.now += 3_600_000;
    expect(returning.run(2).view.state).toBe('overflow');
    const back = idle().set({ primary: 0.75 }).run(28);
    back.now -= 3_600_000;
    expect(back.run(2).view.state).toBe('primary-only');
  });

  it('and a restart keep the overflow in force, its delay and its proof', () => {
    const bench = held();
    bench.memory = JSON.parse(JSON.stringify(bench.memory)) as OverflowMemory;
    bench.now += 600_000;
    bench.step({ backupRatio: null });
    expect(bench.view).toMatchObject({ state: 'overflow', result: 'held', relayDelayMs: 12_000 });
  });
});

describe('whatever the links do', () => {
  const step = fc.record({
    gap: fc.integer({ min: 1, max: 90_000 }),
    primary: fc.option(fc.double({ min: 0, max: 1.2, noNaN: true }), { nil: null }),
    backup: fc.option(fc.double({ min: 0, max: 1.2, noNaN: true }), { nil: null }),
    primaryUp: fc.option(fc.boolean(), { nil: null }),
    backupUp: fc.option(fc.boolean(), { nil: null }),
  });

  it('a proof is only spoken of in overflow, delays are never negative, and a known down primary never carries', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let memory = firstMemory(0);
        let at = 0;
        for (const one of steps) {
          at += one.gap;
          const before = memory;
          memory = advanceOverflow(
            memory,
            {
              at,
              primaryUp: one.primaryUp,
              backupUp: one.backupUp,
              primaryRatio: one.primary,
              primaryMeanRatio: one.primary,
              backupRatio: one.backup,
              resolutionMs: one.gap,
            },
            settings,
          );
          const view = viewOverflow(memory, settings);
          expect(view.result === 'none').toBe(view.state !== 'overflow');
          expect(view.relayDelayMs ?? 0).toBeGreaterThanOrEqual(0);
          if (one.primaryUp === false) expect(['fail-over', 'both-down']).toContain(view.state);
          if (one.primaryUp === true) expect(['primary-only', 'overflow']).toContain(view.state);
          expect(view.since).toBe(view.state === before.state ? before.since : at);
          // Overflow never begins under the threshold, and never ends above the return.
          if (view.state === 'overflow' && before.state !== 'overflow' && one.primary !== null)
            expect(one.primary).toBeGreaterThanOrEqual(settings.atRatio);
          if (view.state === 'primary-only' && before.state === 'overflow' && one.primary !== null)
            expect(one.primary).toBeLessThanOrEqual(settings.returnAtRatio);
        }
      }),
      { numRuns: 300 },
    );
  });
});
