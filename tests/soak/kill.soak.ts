/**
 * Kills collectors, store and the devices' broker under load, then counts: every number that was acknowledged
 * (fsynced, then seen on the live bus) must be in the store, and so must every number that the broker had taken.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, embeddedPostgresEngine, influxdEngine, influxdMissing } from '../stores/engines.ts';
import type { SoakOptions, SoakReport } from './contract.ts';
import { type HouseRig, mosquittoMissing, openHouseRig } from './house-rig.ts';

const perSecond = 200;
const longestRestartMs = 120_000;

const subjects: readonly { name: string; missing: string | null; start: () => Promise<Engine> }[] = [
  { name: 'InfluxDB', missing: influxdMissing, start: influxdEngine },
  { name: 'embedded PostgreSQL', missing: null, start: embeddedPostgresEngine },
];

export default async function kill(report: SoakReport, options: SoakOptions): Promise<void> {
  for (const subject of subjects) {
    const missing = subject.missing ?? mosquittoMissing;
    if (missing !== null) {
      report.skip(`kills with ${subject.name}`, missing);
      continue;
    }
    const engine = await subject.start();
    try {
      const rig = await openHouseRig(engine);
      try {
        await rounds(report, subject.name, rig, options.short ? 2 : 25);
      } finally {
        await rig.close();
      }
    } finally {
      await engine.stop();
    }
  }
}

async function rounds(report: SoakReport, name: string, rig: HouseRig, count: number): Promise<void> {
  await until(() => rig.status()?.store.ok === true, 20_000);
  const stop = rig.load(perSecond);
  await sleep(2_000);
  for (let round = 0; round < count; round += 1) {
    for (const victim of ['store', 'collectors'] as const) {
      // A store that is killed often comes back after a growing delay: a dead one cannot be killed.
      if (victim === 'store') await until(() => rig.status()?.store.ok === true, longestRestartMs);
      report.say(`${name}: round ${round + 1} of ${count}, killing ${victim}`);
      rig.kill(victim);
      await sleep(1_500 + Math.random() * 1_500);
    }
  }
  await stop();
  await rig.quiet(90_000);
  report.check(
    `${name}: the kills hit`,
    // An idle machine has the store back before anyone asks it: that it died is counted, not that it was missed.
    rig.storeKilled() >= count,
    `${rig.storeKilled()} store processes killed, missed ${rig.storeLost()} times`,
  );
  await compare(report, `${name}: ${count} kills of the store and ${count} of the collectors`, rig, true);
  const again = rig.load(perSecond);
  for (let round = 0; round < count; round += 1) {
    report.say(`${name}: round ${round + 1} of ${count}, killing mosquitto`);
    await sleep(1_500);
    rig.kill('mosquitto');
    await sleep(1_500);
  }
  await again();
  await rig.quiet(90_000);
  // What a killed broker forgets is not counted: only what was acknowledged must be there.
  await compare(report, `${name}: ${count} kills of mosquitto`, rig, false);
}

async function compare(report: SoakReport, what: string, rig: HouseRig, broker: boolean): Promise<void> {
  const stored = await rig.stored();
  const lost = [...rig.acknowledged].filter((number) => !stored.has(number));
  report.check(
    `${what}: nothing acknowledged is lost`,
    lost.length === 0 && rig.acknowledged.size > 200,
    `${rig.acknowledged.size} acknowledged, ${stored.size} stored, ${lost.length} lost ${lost.slice(0, 5).join(' ')}`,
  );
  if (!broker) return;
  const missing = [...rig.taken].filter((number) => !stored.has(number));
  report.check(
    `${what}: nothing that the broker had taken is lost`,
    missing.length === 0,
    `${rig.taken.size} taken, ${missing.length} missing ${missing.slice(0, 5).join(' ')}`,
  );
}

async function until(done: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (!done()) {
    if (performance.now() > end) throw new Error('the collectors did not get going in time');
    await sleep(100);
  }
}
