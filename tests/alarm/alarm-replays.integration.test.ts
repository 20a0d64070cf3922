/**
 * Bad days replayed through the whole role on the real store, each with and without a kill in its middle: a flood of pages for one
 * cause, a page too few after a clock was set, an alarm that a restart forgets or repeats.
 */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { smallAlarmBook } from '../../lib/alarm/small-alarm-book.ts';
import type { AlertingEvent } from '../../lib/alerting/transition.ts';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import { read, small } from '../../lib/inventory/small-book.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';
import { AlarmRig } from './alarm-rig.ts';

const t0 = Date.parse('2026-01-06T09:00:00Z');
const minute = 60_000;
const step = 5;

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `dev-${n}`);
/** More devices at the small site: `under` a parent, or each by itself. */
const withDevices = (count: number, under: string | null): string =>
  small.replace(
    '    links:',
    `${names(count)
      .map(
        (id) =>
          `      ${id}: { kind: switch, address: 192.0.2.9${under === null ? '' : `, parent: ${under}`}, snmp: { version: 2c, community: "\${SNMP_RO}" } }`,
      )
      .join('\n')}\n    links:`,
  );

const threeLevels = `schedules:
  noc:
    timezone: Africa/Porto-Novo
    layers: [{ people: [awa], every: 7d, from: 2026-01-05 }]
policies:
  default:
    levels: [{ notify: [schedule:noc], wait: 10m }, { notify: [person:bio], wait: 10m }, { notify: [person:dossou] }]
    life_safety: [schedule:noc, person:dossou]
`;

describe.each([
  { restarts: false, how: 'in one life' },
  { restarts: true, how: 'with a kill in the middle' },
])('$how', ({ restarts }) => {
  let engine: Engine;
  let pool: pg.Pool;
  let rig: AlarmRig;
  beforeAll(async () => {
    engine = await embeddedPostgresEngine();
    await migrate(engine.access.url);
    pool = new pg.Pool({ connectionString: engine.access.url, max: 1 });
    pool.on('error', () => {});
  });
  afterEach(async () => {
    await rig.close();
    await pool.query('truncate alerting.act, alerting.incident, alerting.memory, notify.delivery');
  });
  afterAll(async () => {
    await pool.end();
    await engine.stop();
  });
  const begin = async (sites = small, book = smallAlarmBook()): Promise<void> => {
    rig = new AlarmRig(engine.access.url, read(sites), book, t0);
    await rig.start();
  };
  const killed = async (): Promise<void> => {
    if (restarts) await rig.restart();
  };
  const open = async () => rig.incidents.open();
  const told = () => rig.phone.map(({ person, kind }) => `${person} ${kind}`);
  /** Every device at once; `failures` counts up from the first step of a silence. */
  const fleet = (devices: readonly string[]) => {
    let failures = 0;
    return {
      answers: (): readonly AlertingEvent[] => {
        failures = 0;
        return devices.map((device) => rig.asks(device, 0));
      },
      silent: (): readonly AlertingEvent[] => {
        failures += 1;
        return devices.map((device) => rig.asks(device, failures));
      },
    };
  };

  it('a parent cut with 245 children is one page, and one all-clear', { timeout: 60_000 }, async () => {
    await begin(withDevices(245, 'fw-1'));
    const children = fleet(names(245));
    const parent = fleet(['fw-1']);
    await rig.wait(30, () => [...children.answers(), ...parent.answers()], step);
    // The children are asked first: their parent is found silent two rounds later.
    await rig.wait(10, () => [...children.silent(), ...parent.answers()], step);
    await rig.wait(20, () => [...children.silent(), ...parent.silent()], step);
    await killed();
    await rig.wait(120, () => [...children.silent(), ...parent.silent()], step);
    const incidents = await open();
    expect(incidents).toHaveLength(246);
    expect(incidents.filter(({ paging }) => paging.standing === 'called')).toMatchObject([
      { incident: { device: 'fw-1' } },
    ]);
    expect(incidents.filter(({ paging }) => paging.standing === 'child')).toHaveLength(245);
    expect(told()).toEqual(['awa opened']);
    expect(rig.asked).toContain('cotonou/fw-1');
    await rig.wait(120, () => [...children.answers(), ...parent.answers()], step);
    expect(await open()).toEqual([]);
    expect(told()).toEqual(['awa opened', 'awa resolved']);
  });

  it('a storm of 1,000 devices is at most ten messages to one person', { timeout: 120_000 }, async () => {
    await begin(withDevices(1_000, null));
    const all = names(1_000);
    await rig.wait(15, fleet(all).answers, step);
    // It spreads: a tenth of them every ten seconds.
    const tenths = Array.from({ length: 10 }, (_, n) => fleet(all.slice(n * 100, n * 100 + 100)));
    const spread = (reached: number) => () =>
      tenths.flatMap((tenth, n) => (n < reached ? tenth.silent() : tenth.answers()));
    for (let reached = 1; reached <= 10; reached += 1) {
      await rig.wait(10, spread(reached), step);
      if (reached === 5) await killed();
    }
    await rig.wait(60, spread(10), step);
    expect(await open()).toHaveLength(1_000);
    await rig.wait(30, fleet(all).answers, step);
    expect(await open()).toEqual([]);
    for (const person of ['awa', 'dossou'])
      expect(told().filter((one) => one.startsWith(person)).length, person).toBeLessThanOrEqual(10);
    expect(told()).toContain('awa opened');
  });

  it('an alarm that was taken is called anew when its taking expires', async () => {
    await begin();
    const onGenerator = () => [rig.reading('genset-1', 'power.source', 'generator', 'warning')];
    await rig.wait(30, onGenerator, step);
    const [stored] = await open();
    const until = rig.now + 10 * minute;
    await rig.incidents.act(
      stored?.incident.id ?? '',
      { kind: 'acknowledge', who: 'awa', note: '', until },
      rig.now,
    );
    await rig.wait(300, onGenerator, step);
    await killed();
    await rig.wait(290, onGenerator, step);
    expect(told()).toEqual(['awa opened']);
    await rig.wait(20, onGenerator, step);
    expect(told()).toEqual(['awa opened', 'awa opened']);
    expect(await open()).toMatchObject([{ incident: { state: 'open' } }]);
  });

  it('a page climbs three levels, each once', async () => {
    await begin(small, smallAlarmBook({ 'on-call.yaml': threeLevels }));
    const onGenerator = () => [rig.reading('genset-1', 'power.source', 'generator', 'warning')];
    await rig.wait(590, onGenerator, step);
    expect(told()).toEqual(['awa opened']);
    await killed();
    await rig.wait(20, onGenerator, step);
    expect(told()).toEqual(['awa opened', 'bio opened']);
    await killed();
    await rig.wait(600, onGenerator, step);
    expect(told()).toEqual(['awa opened', 'bio opened', 'dossou opened']);
    await rig.wait(1_200, onGenerator, step);
    expect(told()).toHaveLength(3);
  });

  it('of two overlapping works the last to end counts; fire waits for neither', async () => {
    await begin();
    const work = (id: string, fromMinute: number, toMinute: number, thing: string | null) => ({
      ...{ id, name: id, site: 'cotonou', thing },
      spans: [{ fromAt: t0 + fromMinute * minute, toAt: t0 + toMinute * minute }],
    });
    rig.works = [work('cabling', 0, 20, 'fw-1'), work('power', 15, 40, null)];
    const firewall = fleet(['fw-1']);
    await rig.wait(60, firewall.answers, step);
    await rig.wait(1_020, firewall.silent, step);
    await killed();
    await rig.wait(1_200, firewall.silent, step);
    expect(told()).toEqual([]);
    expect(await open()).toMatchObject([{ paging: { standing: 'silenced' } }]);
    await rig.wait(10, () => [...firewall.silent(), rig.reading('genset-1', 'contact.fire', 'active')], step);
    expect(told().toSorted()).toEqual(['awa opened', 'dossou opened']);
    await rig.wait(180, firewall.silent, step);
    expect(told().toSorted()).toEqual(['awa opened', 'awa opened', 'dossou opened']);
  });

  it.each([
    { jump: 'forward', ms: 60 * minute },
    { jump: 'back', ms: -60 * minute },
  ])('a clock set an hour $jump opens nothing, ends nothing, and hides nothing', async ({ ms }) => {
    await begin();
    const dead = fleet(['ups-1']);
    const well = fleet(['fw-1']);
    await rig.wait(30, () => [...well.answers(), ...dead.answers()], step);
    await rig.wait(60, () => [...well.answers(), ...dead.silent()], step);
    expect(told()).toEqual(['awa opened']);
    rig.now += ms;
    await killed();
    await rig.wait(120, () => [...well.answers(), ...dead.silent()], step);
    expect((await open()).map(({ incident }) => incident.device)).toEqual(['ups-1']);
    expect(told().filter((one) => one === 'awa opened')).toHaveLength(1);
    // A fault that begins after the jump is found as fast as any.
    await rig.wait(60, () => [...well.silent(), ...dead.silent()], step);
    expect((await open()).map(({ incident }) => incident.device).toSorted()).toEqual(['fw-1', 'ups-1']);
    await rig.wait(120, () => [...well.answers(), ...dead.answers()], step);
    expect(await open()).toEqual([]);
    expect(told().filter((one) => one === 'awa resolved').length).toBeGreaterThanOrEqual(1);
  });
});
