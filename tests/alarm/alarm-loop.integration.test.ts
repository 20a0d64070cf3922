/** From a reading to a telephone on the real store: a kill at any step must lose no incident and repeat none more than once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallAlarmBook } from '../../lib/alarm/small-alarm-book.ts';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import { read, small } from '../../lib/inventory/small-book.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';
import { AlarmRig, phases } from './alarm-rig.ts';

const t0 = Date.parse('2026-01-06T09:00:00Z');
const minute = 60_000;

describe('an alarm', () => {
  let engine: Engine;
  let rig: AlarmRig;
  beforeAll(async () => {
    engine = await embeddedPostgresEngine();
    await migrate(engine.access.url);
    rig = new AlarmRig(engine.access.url, read(small), smallAlarmBook(), t0);
    await rig.start();
  });
  afterAll(async () => {
    await rig.close();
    await engine.stop();
  });
  const open = async () => (await rig.incidents.open()).map(({ incident }) => incident);

  it('of lost mains reaches whoever is on call, and the next level when nobody takes it', async () => {
    await rig.wait(30, () => [rig.reading('genset-1', 'power.source', 'generator', 'warning')]);
    const [incident] = await open();
    expect(incident).toMatchObject({ state: 'open', device: 'genset-1' });
    expect(rig.phone.map(({ person, kind }) => [person, kind])).toEqual([['awa', 'opened']]);
    await rig.wait(600, () => [rig.reading('genset-1', 'power.source', 'generator', 'warning')]);
    expect(rig.phone.map(({ person }) => person)).toEqual(['awa', 'dossou']);
  });

  it('that is taken by another hand rests, and climbs anew when that expires', async () => {
    const [incident] = await open();
    const until = rig.now + 10 * minute;
    const taken = await rig.incidents.act(
      incident?.id ?? '',
      { kind: 'acknowledge', who: 'awa', note: 'j’y vais', until },
      rig.now,
    );
    expect(taken).toMatchObject({ ok: true });
    const before = rig.phone.length;
    await rig.wait(590, () => [rig.reading('genset-1', 'power.source', 'generator', 'warning')]);
    expect(rig.phone).toHaveLength(before);
    await rig.wait(20, () => [rig.reading('genset-1', 'power.source', 'generator', 'warning')]);
    expect(rig.phone.slice(before).map(({ person }) => person)).toEqual(['awa']);
    expect(await open()).toMatchObject([{ state: 'open' }]);
  });

  it('that is over is told to each who was called, once', async () => {
    const before = rig.phone.length;
    await rig.wait(600, () => [rig.reading('genset-1', 'power.source', 'mains', 'good')]);
    expect(await open()).toEqual([]);
    const over = rig.phone.slice(before);
    expect(over.map(({ person, kind }) => [person, kind]).sort()).toEqual([
      ['awa', 'resolved'],
      ['dossou', 'resolved'],
    ]);
  });

  it.each(phases)('is told at least once and at most twice when Vigie is killed at "%s"', async (phase) => {
    for (const nth of [1, 2]) {
      const before = rig.phone.length;
      rig.killAt(phase, nth);
      const burns = () => [rig.reading('genset-1', 'contact.fire', 'active')];
      await rig.wait(20, burns);
      const killed = !rig.alive;
      if (killed) await rig.start();
      await rig.wait(30, burns);
      const opened = await open();
      expect(opened, `${phase} ${nth}`).toHaveLength(1);
      await rig.wait(120, () => [rig.reading('genset-1', 'contact.fire', 'rest', 'good')]);
      if (!rig.alive) await rig.start();
      await rig.wait(120, () => [rig.reading('genset-1', 'contact.fire', 'rest', 'good')]);
      expect(await open(), `${phase} ${nth}`).toEqual([]);
      const got = rig.phone.slice(before).filter(({ incidents }) => incidents.includes(opened[0]?.id ?? ''));
      for (const person of ['awa', 'dossou'])
        for (const kind of ['opened', 'resolved'] as const) {
          const times = got.filter((one) => one.person === person && one.kind === kind).length;
          expect(times, `${phase} ${nth} ${person} ${kind}`).toBeGreaterThanOrEqual(1);
          expect(times, `${phase} ${nth} ${person} ${kind}`).toBeLessThanOrEqual(2);
        }
    }
  });
});
