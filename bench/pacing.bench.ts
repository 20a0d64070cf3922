/**
 * Occupancy and abandoned calls by pacing, agents and regime, in simulation, with estimates learned over five earlier
 * simulated days. The simulator itself is held to a published result by `pacing/simulator.test.ts`.
 */

import type { Pace } from '../dialer/pacing/contract.ts';
import { pacing } from '../dialer/pacing/index.ts';
import type { BenchReport } from './contract.ts';
import { blindOccupancy, kappa } from './pacing/peers.ts';
import { seeded } from './pacing/random.ts';
import { nothingLearned, type Regime, runShift, type ShiftResult, shiftSeconds } from './pacing/shift.ts';

const sizes = [5, 10, 20, 30, 60] as const;
const learnedShifts = 5;
const shifts = 20;
const capRatio = 0.03;
const kappaLevel = 2;

const half = shiftSeconds / 2;
const steady = (agents: number): Regime => ({
  answerRatio: () => 0.35,
  lines: () => 120,
  agents: () => agents,
});
const regimes: Readonly<Record<string, (agents: number) => Regime>> = {
  steady,
  halved: (agents) => ({ ...steady(agents), answerRatio: (at) => (at < half ? 0.35 : 0.175) }),
  doubled: (agents) => ({ ...steady(agents), answerRatio: (at) => (at < half ? 0.35 : 0.7) }),
  'trunk-lost': (agents) => ({ ...steady(agents), lines: (at) => (at < half ? 120 : 30) }),
  // One agent in five leaves for half an hour, each hour.
  churn: (agents) => ({
    ...steady(agents),
    agents: (at) => (at % 3_600 < 1_800 ? agents : Math.ceil(agents * 0.8)),
  }),
};
const peers: Readonly<Record<string, Pace>> = {
  vigie: pacing.predictive,
  progressive: pacing.progressive,
  kappa: kappa(kappaLevel),
};

/** A shift of sixty agents takes a quarter of a minute to simulate, and the table has hundreds. */
export const onlyWhenNamed = 'the whole table takes hours until the laws of marginal risk are cheaper';

export default async function pacingBench(report: BenchReport): Promise<void> {
  for (const agents of sizes) {
    for (const [regime, make] of Object.entries(regimes))
      for (const [name, pace] of Object.entries(peers)) {
        const subject = `${name} N=${agents} ${regime}`;
        report.say(subject);
        measured(report, subject, pace, make(agents), steady(agents));
        await new Promise(setImmediate);
      }
    report.row(`erlang-b N=${agents}`, 'occupancy ratio', blindOccupancy(agents, capRatio), { capRatio });
    report.row(`erlang-b N=${agents}`, 'abandon ratio', capRatio);
  }
  report.skip('vicidial', 'its adaptive formula is not written yet');
  report.skip('oracle', 'predictive on the true laws is not written yet');
}

function measured(report: BenchReport, subject: string, pace: Pace, regime: Regime, before: Regime): void {
  const random = seeded(20_261_124);
  const learned = nothingLearned();
  for (let shift = 0; shift < learnedShifts; shift += 1) runShift(pace, before, random, learned);
  const results = Array.from({ length: shifts }, () => {
    // Each shift begins with what the earlier days taught, never with what the one before it did.
    return runShift(pace, regime, random, { ...learned });
  });
  const occupancy = mean(results, ({ occupancyRatio }) => occupancyRatio);
  const abandon = mean(results, ({ abandonRatio }) => abandonRatio);
  report.row(subject, 'occupancy ratio', occupancy.mean, { shifts, margin95: occupancy.margin });
  report.row(subject, 'abandon ratio', abandon.mean, {
    shifts,
    margin95: abandon.margin,
    'most lines': Math.max(...results.map(({ mostLines }) => mostLines)),
  });
}

/** With half of its 95 % interval (Student's t of 19 degrees of freedom). */
function mean(results: readonly ShiftResult[], of: (one: ShiftResult) => number) {
  const values = results.map(of);
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1);
  return { mean: average, margin: 2.093 * Math.sqrt(variance / values.length) };
}
