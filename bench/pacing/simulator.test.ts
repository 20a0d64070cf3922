import { describe, expect, it } from 'vitest';
import { pacing } from '../../dialer/pacing/index.ts';
import { type BlendDay, blendDay } from './blend.ts';
import { blindOccupancy } from './peers.ts';
import { seeded } from './random.ts';
import { nothingLearned, runShift, type ShiftResult } from './shift.ts';

describe('the simulator', () => {
  it('is right before it judges anyone: the published Blend result comes out of it', () => {
    const random = seeded(20_261_124);
    const days = Array.from({ length: 600 }, () => blendDay(random));
    const mean = (name: keyof BlendDay) => days.reduce((sum, day) => sum + day[name], 0) / days.length;
    // Published mean and half of the 95 % interval of 1,000 days; twice that, for ours has one too.
    for (const [name, published, half] of [
      ['tried', 1_109, 16],
      ['reached', 321.9, 4.6],
      ['served', 298.9, 4.25],
      ['abandoned', 23.02, 0.47],
    ] as const)
      expect(Math.abs(mean(name) - published), `${name}: ${mean(name)}`).toBeLessThan(2 * half);
    expect(mean('abandoned') / mean('reached')).toBeCloseTo(0.0715, 2);
    expect(Math.abs(mean('inboundServed') - 843.5)).toBeLessThan(20);
    expect(Math.abs(mean('inboundAbandoned') - 5.1)).toBeLessThan(1.5);
  });
});

describe('a shift of ten agents, as measured before on another simulator', () => {
  const steady = { answerRatio: () => 0.35, lines: () => 120, agents: () => 10 };
  const shifts = (mode: 'progressive' | 'predictive', count: number) => {
    const random = seeded(7);
    const learned = nothingLearned();
    const results = Array.from({ length: count + 1 }, () =>
      runShift(pacing[mode], steady, random, learned),
    ).slice(1);
    const mean = (of: (one: ShiftResult) => number) =>
      results.reduce((sum, one) => sum + of(one), 0) / results.length;
    return {
      occupancy: mean(({ occupancyRatio }) => occupancyRatio),
      abandon: mean(({ abandons }) => abandons) / mean(({ answers }) => answers),
      mostLines: Math.max(...results.map(({ mostLines }) => mostLines)),
    };
  };
  it('progressive abandons nobody and keeps agents busy 74.4 % of the time', () => {
    const { occupancy, abandon } = shifts('progressive', 4);
    expect(abandon).toBe(0);
    expect(occupancy).toBeGreaterThan(0.725);
    expect(occupancy).toBeLessThan(0.765);
  });
  it('predictive, on what it learned itself, does better within the cap', () => {
    const { occupancy, abandon, mostLines } = shifts('predictive', 4);
    expect(occupancy).toBeGreaterThan(0.8);
    expect(abandon).toBeLessThan(0.03);
    expect(mostLines).toBeLessThanOrEqual(120);
  });
});

describe('a blind dialer', () => {
  it('has the occupancy that Erlang B gives it at a cap of 3 %', () => {
    const at = [5, 10, 20, 30, 60].map((agents) => Math.round(blindOccupancy(agents, 0.03) * 1_000) / 10);
    expect(at).toEqual([36.4, 53.6, 67.9, 74.6, 83.4]);
  });
});
