/**
 * A day without a store, then the store again: the backlog must drain within 15 minutes while live readings reach
 * the store in less than 5 s. At a scaled-down rate, with the arithmetic for the full one.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { openRig, type Rig, type Subject, subjects } from '../../bench/pipeline-rig.ts';
import type { Reading } from '../../lib/readings/reading.ts';
import type { ReadingStore, WriteOutcome } from '../../lib/readings/reading-store.ts';
import type { SoakOptions, SoakReport } from './contract.ts';

const daySeconds = 86_400;
const withinSeconds = 900;
const liveWithinMs = 5_000;
const batch = 1_000;

export default async function backlog(report: SoakReport, options: SoakOptions): Promise<void> {
  for (const subject of subjects) {
    if (subject.missing !== null) report.skip(`backlog on ${subject.name}`, subject.missing);
    else await one(report, subject, options.short ? 4 : 60);
  }
}

/** The store behind a gate: shut, it is away; and it notes when each live reading arrived. */
function gated(store: ReadingStore, isLive: (reading: Reading) => boolean) {
  const gate = { open: false, lateMs: [] as number[] };
  const write = async (readings: readonly Reading[]): Promise<WriteOutcome> => {
    if (!gate.open) return { ok: false, retryable: true, reason: 'the gate is shut' };
    const outcome = await store.write(readings);
    const now = Date.now();
    if (outcome.ok) for (const one of readings) if (isLive(one)) gate.lateMs.push(now - one.at);
    return outcome;
  };
  return {
    gate,
    store: Object.assign(Object.create(store) as ReadingStore, { write, prepare: () => store.prepare() }),
  };
}

async function one(report: SoakReport, subject: Subject, perSecond: number): Promise<void> {
  const openedAt = Date.now();
  const count = daySeconds * perSecond;
  let gate = { open: false, lateMs: [] as number[] };
  const rig = await openRig(subject, {
    series: perSecond * 60,
    wrap: (store) => {
      const both = gated(store, (reading) => reading.at >= openedAt);
      gate = both.gate;
      return both.store;
    },
  });
  try {
    report.say(`${subject.name}: making ${count} readings of a day at ${perSecond}/s`);
    await fill(rig, count, openedAt - daySeconds * 1_000);
    const waiting = rig.pipeline.status('*').backlog;
    report.check(
      `${subject.name}: a day waits in the buffer`,
      waiting.readings === count,
      `${waiting.readings} readings in ${waiting.bytes} bytes: ${(waiting.bytes / count).toFixed(1)} a reading`,
    );
    const live = setInterval(
      () => void rig.pipeline.ingest.readings(rig.load.next(perSecond, Date.now())),
      1_000,
    );
    await sleep(3_000);
    gate.open = true;
    const begin = performance.now();
    await rig.settle(withinSeconds * 1_000);
    const seconds = (performance.now() - begin) / 1_000;
    clearInterval(live);
    await rig.settle(10_000);
    const drained = Math.round(count / seconds);
    // While a day is drained in 900 s, another 900 s of readings come in.
    const fullRate = Math.floor(drained / ((daySeconds + withinSeconds) / withinSeconds));
    report.check(
      `${subject.name}: a day’s backlog drains within ${withinSeconds} s`,
      seconds < withinSeconds,
      `${count} readings in ${seconds.toFixed(1)} s = ${drained}/s; (86400 + 900) s × R / 900 s = 97 R, so R = ${fullRate} readings/s`,
    );
    // What arrived before the gate opened was held by the gate, not by the backlog.
    const late = Math.max(...gate.lateMs.filter((ms) => ms < 1e9), 0);
    report.check(
      `${subject.name}: live readings pass the backlog`,
      gate.lateMs.length > 0 && late < liveWithinMs,
      `${gate.lateMs.length} live readings, the latest after ${late} ms (3 s of them before the store came back)`,
    );
    const { drops } = rig.pipeline.status('*');
    report.check(`${subject.name}: nothing was dropped`, drops.length === 0, JSON.stringify(drops));
  } finally {
    await rig.close();
  }
}

async function fill(rig: Rig, count: number, from: number): Promise<void> {
  const stepMs = (daySeconds * 1_000 * batch) / count;
  for (let made = 0; made < count; made += batch) {
    const some = rig.load.next(Math.min(batch, count - made), Math.floor(from + (made / batch) * stepMs));
    void rig.pipeline.ingest.readings(some);
    while (rig.pipeline.ingest.queue > 15_000) await sleep(1);
  }
  while (rig.pipeline.ingest.queue > 0) await sleep(5);
}
