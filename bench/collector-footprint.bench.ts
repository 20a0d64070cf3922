/**
 * Memory and processor of the whole collectors process at 1,000 readings a second: one MQTT message a reading, each
 * acknowledged to the broker after its fsync (the dearest road there is), judged, published and stored.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { mosquittoMissing, openHouseRig } from '../tests/soak/house-rig.ts';
import type { BenchReport } from './contract.ts';
import { subjects } from './pipeline-rig.ts';
import { procCpuMicros } from './snmp-subjects.ts';

const perSecond = 1_000;
const warmUpMs = 10_000;
const measuredMs = 20_000;
const lookMs = 250;

export default async function footprint(report: BenchReport): Promise<void> {
  const subject = subjects.find(({ missing }) => missing === null);
  const missing = process.platform === 'linux' ? mosquittoMissing : 'reads /proc';
  if (subject === undefined || missing !== null) return report.skip('vigie', missing ?? 'no reading store');
  const engine = await subject.start();
  const rig = await openHouseRig(engine);
  try {
    while (rig.status() === null) await sleep(lookMs);
    const stop = rig.load(perSecond);
    await sleep(warmUpMs);
    const before = { cpu: cpuSeconds(rig.pid()), acknowledged: rig.acknowledged.size, at: performance.now() };
    let rss = 0;
    while (performance.now() - before.at < measuredMs) {
      rss = Math.max(rss, rssBytes(rig.pid()));
      await sleep(lookMs);
    }
    const seconds = (performance.now() - before.at) / 1_000;
    const cpu = (cpuSeconds(rig.pid()) - before.cpu) / seconds;
    const rate = (rig.acknowledged.size - before.acknowledged) / seconds;
    await stop();
    // A machine too busy to make the load would flatter the figure.
    if (rate < perSecond * 0.8) throw new Error(`only ${Math.round(rate)} readings/s were made`);
    const extra = { store: engine.name, 'readings/s': Math.round(rate) };
    report.row('vigie', 'rss MB', Number((rss / 1e6).toFixed(1)), extra);
    report.row('vigie', 'cpu core ratio', Number(cpu.toFixed(3)), extra);
  } finally {
    await rig.close();
    await engine.stop();
  }
}

const cpuSeconds = (pid: number): number => procCpuMicros(pid) / 1e6;

function rssBytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1_024;
}
