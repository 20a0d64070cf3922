/**
 * How long a reading takes, from the collector's hand to the store's answer and to a listener of the screens' stream,
 * at 2,000 readings a second through the whole pipeline: queue, fsync, live bus, server-sent events.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { startLiveBroker } from '../bin/engines/live-broker.ts';
import { connectLiveBus } from '../lib/live/mqtt-live-bus.ts';
import type { Reading } from '../lib/readings/reading.ts';
import type { ReadingStore, WriteOutcome } from '../lib/readings/reading-store.ts';
import { percentile } from '../lib/telephony/network-kpi.ts';
import type { BenchReport } from './contract.ts';
import { openRig, subjects } from './pipeline-rig.ts';
import { chromiumPath, loadInventory, type ScreenStream, startScreenStream } from './screen-stream.ts';

const perSecond = 2_000;
const everyMs = 50;
const warmUpMs = 3_000;
const measuredMs = 15_000;

export default async function readingLatency(report: BenchReport): Promise<void> {
  const subject = subjects.find(({ missing }) => missing === null);
  if (subject === undefined) return report.skip('vigie store', 'no reading store');
  const secret = randomBytes(12).toString('hex');
  const broker = await startLiveBroker(0, 'vigie', secret);
  const address = { url: `mqtt://127.0.0.1:${broker.port}`, user: 'vigie', password: secret };
  const bus = await connectLiveBus(address, pino({ level: 'silent' }));
  const screen = chromiumPath === null ? null : await startScreenStream(address, loadInventory());
  const toStore: number[] = [];
  let measuring = false;
  const rig = await openRig(subject, {
    series: 4_000,
    bus,
    wrap: (store) => noting(store, (at) => measuring && toStore.push(Date.now() - at)),
  });
  try {
    report.say(`reading-latency: ${perSecond} readings/s, store ${rig.engine.name}`);
    const timer = setInterval(() => {
      void rig.pipeline.ingest.readings(rig.load.next((perSecond * everyMs) / 1_000, Date.now()));
    }, everyMs);
    await sleep(warmUpMs);
    measuring = true;
    const toScreen = await watched(screen, () => sleep(measuredMs));
    clearInterval(timer);
    measuring = false;
    rows(report, 'vigie store', toStore, { store: rig.engine.name });
    if (toScreen === null) report.skip('vigie browser', 'chromium is not installed');
    else
      rows(report, 'vigie browser', toScreen, {
        listener: 'EventSource of Chromium on the web role’s stream',
      });
  } finally {
    await rig.close();
    await screen?.close();
    await bus.close();
    await broker.stop();
  }
}

async function watched(screen: ScreenStream | null, work: () => Promise<void>): Promise<number[] | null> {
  if (screen !== null) return await screen.during(work);
  await work();
  return null;
}

function rows(report: BenchReport, subject: string, found: number[], extra: Record<string, string>): void {
  const least = (perSecond * measuredMs) / 1_000 / 2;
  if (found.length < least)
    throw new Error(`${subject}: only ${found.length} readings of at least ${least} arrived`);
  const at = (share: number): number => Math.round(percentile(found, share) ?? Number.NaN);
  const more = { ...extra, readings: found.length, 'readings/s': perSecond, 'max ms': at(1) };
  report.row(subject, 'p50 ms', at(0.5), more);
  report.row(subject, 'p99 ms', at(0.99), more);
}

function noting(store: ReadingStore, note: (at: number) => void): ReadingStore {
  const write = async (readings: readonly Reading[]): Promise<WriteOutcome> => {
    const outcome = await store.write(readings);
    if (outcome.ok) for (const { at } of readings) note(at);
    return outcome;
  };
  return Object.assign(Object.create(store) as ReadingStore, {
    write,
    prepare: () => store.prepare(),
    saveLabels: (labels: Parameters<ReadingStore['saveLabels']>[0]) => store.saveLabels(labels),
    maintain: (now: number) => store.maintain(now),
  });
}
