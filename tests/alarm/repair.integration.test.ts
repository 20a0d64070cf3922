/** Guards against a provider who is late while nobody is told, through the real store and a kill of the role. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallAlarmBook } from '../../lib/alarm/small-alarm-book.ts';
import { repairReadings } from '../../lib/alerting/repair.ts';
import type { AlertingEvent } from '../../lib/alerting/transition.ts';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import { read, small } from '../../lib/inventory/small-book.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';
import { AlarmRig } from './alarm-rig.ts';

const contract = small.replace(
  'contracted: 4 Mbit/s, role: primary',
  'contracted: 4 Mbit/s, role: primary, provider: { name: FAI 1, repair: 2m }',
);

describe('a link that its provider does not repair in time', () => {
  let engine: Engine;
  let rig: AlarmRig;
  beforeAll(async () => {
    engine = await embeddedPostgresEngine();
    await migrate(engine.access.url);
    rig = new AlarmRig(
      engine.access.url,
      read(contract),
      smallAlarmBook(),
      Date.parse('2026-01-06T09:00:00Z'),
    );
    await rig.start();
  });
  afterAll(async () => {
    await rig.close();
    await engine.stop();
  });
  const links = () => rig.inventory.sites.flatMap((site) => site.links);
  /** As the role does each second: what is read, and the repairs of what is open. */
  const each = (state: 'up' | 'down') => (): readonly AlertingEvent[] => {
    const link = rig.reading('fw-1', 'link.state', state, state === 'up' ? 'good' : 'critical');
    const said =
      link.kind === 'reading' ? { ...link, reading: { ...link.reading, instance: 'primary' } } : link;
    const repairs = repairReadings(rig.loop?.open ?? [], links(), rig.now);
    return [said, ...repairs.map((reading) => ({ kind: 'reading' as const, reading }))];
  };
  const open = async () => (await rig.incidents.open()).map(({ incident }) => incident.rule).sort();

  it('opens an incident of its own, which a kill does not repeat and the repair ends', async () => {
    await rig.wait(100, each('down'));
    expect(await open()).toEqual(['link.down']);
    await rig.wait(60, each('down'));
    expect(await open()).toEqual(['link.down', 'provider.repair']);
    const late = (await rig.incidents.open()).find(({ incident }) => incident.rule === 'provider.repair');
    const told = () =>
      rig.phone.filter(
        ({ kind, incidents }) => kind === 'opened' && incidents.includes(late?.incident.id ?? ''),
      );
    expect(told()).toHaveLength(1);
    // Another alarm is written: the role is killed there.
    rig.killAt('write');
    await rig.wait(60, () => [...each('down')(), rig.reading('ups-1', 'ups.battery_state', 'bad')]);
    await rig.wait(20, each('down'));
    expect(rig.alive).toBe(false);
    await rig.start();
    await rig.wait(30, each('down'));
    expect((await open()).filter((rule) => rule === 'provider.repair')).toHaveLength(1);
    expect(told()).toHaveLength(1);
    await rig.wait(90, each('up'));
    expect(await open()).not.toContain('provider.repair');
  }, 120_000);
});
