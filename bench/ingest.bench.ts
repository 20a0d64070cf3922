/**
 * How many readings a second of one core takes from a collector's hand to the store's answer: admitted, judged,
 * fsynced in the buffer, delivered. The server's own work is not in the figure; it is shown beside it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchReport } from './contract.ts';
import { openRig, type Rig, type Subject, subjects } from './pipeline-rig.ts';

const warmUp = 50_000;
const measured = 300_000;
const batch = 500;
/** As ingest bounds what waits for its commit. */
const maxWaiting = 10_000;

export default async function ingest(report: BenchReport): Promise<void> {
  for (const subject of subjects) {
    if (subject.missing !== null) report.skip(subject.name, subject.missing);
    else await one(report, subject);
  }
}

async function one(report: BenchReport, subject: Subject): Promise<void> {
  const rig = await openRig(subject, { series: 3_000 });
  try {
    await push(rig, warmUp, Date.now() - warmUp);
    const cpu = process.cpuUsage();
    const begin = performance.now();
    await push(rig, measured, Date.now() - measured);
    const { user, system } = process.cpuUsage(cpu);
    const seconds = (performance.now() - begin) / 1_000;
    const { drops } = rig.pipeline.status('*');
    if (drops.length > 0) throw new Error(`readings were refused: ${JSON.stringify(drops)}`);
    report.row(subject.name, 'readings/cpu s', Math.round(measured / ((user + system) / 1e6)), {
      store: rig.engine.name,
      readings: measured,
      'readings/s': Math.round(measured / seconds),
    });
  } finally {
    await rig.close();
  }
}

/** Instants one millisecond apart, so that no two readings of a series are one. */
async function push(rig: Rig, count: number, from: number): Promise<void> {
  for (let made = 0; made < count; made += batch) {
    void rig.pipeline.ingest.readings(rig.load.next(batch, from + made));
    while (rig.pipeline.ingest.queue > maxWaiting) await sleep(1);
  }
  while (rig.pipeline.ingest.queue > 0) await sleep(1);
  await rig.settle(120_000);
}
