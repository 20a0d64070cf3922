/**
 * Ten thousand rule instances (10 thresholds on 1,000 devices, each with a delay of 10 s), a new value of each series each
 * second: how many of them one second of processor evaluates.
 *
 * What is counted. An evaluation is one rule looking at the new value of one series. Vigie: one call of `evaluate` with a
 * reading (plus the passing of time each second). Prometheus: `prometheus_rule_evaluations_total` counts a rule over all
 * its series, so each of them is 1,000 evaluations here.
 *
 * What is measured. Vigie: processor time of this process around `evaluate` alone, readings made before. Prometheus:
 * processor time of its process (/proc) over half a minute with the rules, less that of half a minute without them (scraping,
 * storing and collecting garbage are no evaluation); the middle one of three such rounds. The difference holds whatever
 * rules bring with them: reading series back from the head block, writing ALERTS series. Neither sends a notification.
 *
 * Where it is not equal. Prometheus asks each rule anew over its store, in a query language that could say far more than a
 * bound; Vigie is told each reading once and its conditions are a closed list. Were values to come every ten seconds,
 * Prometheus would do the same work and Vigie a tenth of it: one value a second is the case that favours Prometheus. It looks
 * back 15 s here instead of its five minutes, which it would read again at each evaluation. It evaluates on as many threads
 * as it likes; processor time counts them all. Only the ratio means anything.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { evaluate } from '../lib/alerting/evaluate.ts';
import { newEvaluation } from '../lib/alerting/evaluation-state.ts';
import { ruleSet } from '../lib/alerting/rule-set.ts';
import type { BenchReport, RunBench } from './contract.ts';
import {
  type Prometheus,
  prometheusBinary,
  prometheusVersion,
  startPrometheus,
} from './prometheus-subject.ts';
import { alwaysFiring, instances, readingsAt, rules, vigieRules } from './rule-fleet.ts';
import { ownCpuMicros, procCpuMicros } from './snmp-subjects.ts';

const unit = 'rule evaluations/cpu s';
const vigieSeconds = { warm: 40, measured: 120 };
const warmMs = 15_000;
const windowMs = 30_000;
const rounds = 3;

const run: RunBench = async (report) => {
  vigie(report);
  const binary = prometheusBinary();
  if (binary === null) report.skip('prometheus', 'prometheus is not installed');
  else await prometheus(report, binary);
};
export default run;

function vigie(report: BenchReport): void {
  const set = ruleSet(vigieRules(), () => 'server');
  const start = Date.UTC(2026, 0, 7, 12);
  const state = newEvaluation(start);
  const { warm, measured } = vigieSeconds;
  let raised = 0;
  let cleared = 0;
  let cpu = 0;
  for (let second = 0; second < warm + measured; second++) {
    const readings = readingsAt(start, second);
    const moment = { at: start + second * 1_000, steadyMs: second * 1_000 };
    const before = ownCpuMicros();
    const found = [...evaluate(set, state, { kind: 'time' }, moment)];
    for (const reading of readings) found.push(...evaluate(set, state, { kind: 'reading', reading }, moment));
    if (second >= warm) cpu += ownCpuMicros() - before;
    for (const { change } of found) {
      if (change === 'raised') raised++;
      if (change === 'cleared') cleared++;
    }
  }
  if (raised - cleared < alwaysFiring || cleared === 0)
    throw new Error(`the rules did not speak as they should: ${raised} raised, ${cleared} cleared`);
  report.row('vigie', unit, (instances * measured * 1_000_000) / cpu, { instances, rules, raised, cleared });
}

/** Processor time and rule evaluations of one window. */
async function measured(of: Prometheus): Promise<{ readonly cpu: number; readonly evaluations: number }> {
  const count = () => of.counter('prometheus_rule_evaluations_total');
  const before = { cpu: procCpuMicros(of.pid), evaluations: await count() };
  await sleep(windowMs);
  const cpu = procCpuMicros(of.pid) - before.cpu;
  return { cpu, evaluations: (await count()) - before.evaluations };
}

async function prometheus(report: BenchReport, binary: string): Promise<void> {
  const of = await startPrometheus(binary);
  try {
    await sleep(warmMs);
    const figures: number[] = [];
    const differences: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await of.rules(false);
      await sleep(warmMs / 3);
      const without = await measured(of);
      await of.rules(true);
      await sleep(warmMs);
      const withRules = await measured(of);
      const cpu = withRules.cpu - without.cpu;
      const evaluations = (withRules.evaluations - without.evaluations) * (instances / rules);
      figures.push((evaluations * 1_000_000) / cpu);
      differences.push(Math.round(cpu / 1_000));
      const [bare, full] = [without, withRules].map((one) => Math.round(one.cpu / 1_000));
      report.say(`round ${round + 1}: ${bare} ms without, ${full} ms with`);
    }
    const firing = await of.ask('count(ALERTS{alertstate="firing"})');
    const series = await of.ask('scrape_samples_scraped{job="fleet"}');
    if (firing < alwaysFiring || series !== instances)
      throw new Error(`prometheus did not do the same work: ${firing} alerts fire, ${series} series scraped`);
    if (Math.min(...differences) <= 0) {
      report.skip(
        'prometheus',
        `its rules cost too little to be told from noise: ${differences.join(', ')} ms`,
      );
      return;
    }
    const median = figures.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
    report.row('prometheus', unit, median, {
      instances,
      rules,
      version: prometheusVersion(binary),
      firing,
      cpuMsByRound: differences.join(' '),
    });
  } finally {
    await of.stop();
  }
}
