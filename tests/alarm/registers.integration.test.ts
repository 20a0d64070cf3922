/** The registers in a real PostgreSQL: what was signed must stay, what was taken back must be readable, bounds must hold. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { openRegisters } from '../../lib/alarm/postgres-registers.ts';
import type { PlannedWork, Registers } from '../../lib/alarm/registers.ts';
import { smallIncident, smallTransition } from '../../lib/alarm/small-incident.ts';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';

const t0 = Date.UTC(2026, 10, 24, 12);
const hour = 3_600_000;
const awa = (at: number) => ({ at, by: 'awa' });
const work: Omit<PlannedWork, 'id' | 'created' | 'deleted'> = {
  name: 'Vidange du groupe',
  site: 'cotonou',
  thing: 'genset-1',
  fromLocal: t0,
  toLocal: t0 + hour,
  zone: 'Africa/Porto-Novo',
  repeat: { kind: 'none' },
  untilDay: null,
  reason: 'contrat',
};

describe('the registers', () => {
  let engine: Engine;
  let registers: Registers;
  let client: pg.Client;
  beforeAll(async () => {
    engine = await embeddedPostgresEngine();
    await migrate(engine.access.url);
    registers = openRegisters(engine.access.url);
    client = new pg.Client({ connectionString: engine.access.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await registers.close();
    await engine.stop();
  });

  it('bring a deleted plan back as it was, once', async () => {
    const { maintenance } = registers;
    const { id } = await maintenance.plan(work, awa(t0));
    expect(await maintenance.remove(id, awa(t0 + 1))).toMatchObject({ deleted: awa(t0 + 1) });
    expect(await maintenance.remove(id, awa(t0 + 2))).toBeNull();
    expect(await maintenance.restore(id)).toEqual({ ...work, id, created: awa(t0), deleted: null });
    expect(await maintenance.restore(id)).toBeNull();
    expect(await maintenance.remove('no such plan', awa(t0))).toBeNull();
  });

  it('forget a plan that is over, and never one that comes again', async () => {
    const { maintenance } = registers;
    await maintenance.plan({ ...work, name: 'chaque jour', repeat: { kind: 'daily' } }, awa(t0));
    const names = (await maintenance.plans(t0 + 400 * 24 * hour)).map(({ name }) => name);
    expect(names).toEqual(['chaque jour']);
  });

  it('put no alarm aside for more than a shift, whoever writes', async () => {
    const { maintenance } = registers;
    const alarm = { rule: 'climate.hot', site: 'cotonou', device: 'room-1', instance: '' };
    const shelf = { ...alarm, reason: 'travaux', fromAt: t0, toAt: t0 + 8 * hour, by: 'awa' };
    const { id } = await maintenance.shelve(shelf);
    await expect(maintenance.shelve({ ...shelf, toAt: t0 + 8 * hour + 1 })).rejects.toThrow(/shelf_check/);
    expect(await maintenance.unshelve(id, awa(t0 + hour))).toMatchObject({ ended: awa(t0 + hour) });
    expect(await maintenance.unshelve(id, awa(t0 + hour))).toBeNull();
    expect(await maintenance.shelves(t0 + 9 * hour)).toEqual([]);
  });

  it('give the stand-ins in the order in which they were written', async () => {
    const { overrides } = registers;
    const stand = { schedule: 'noc', person: 'bio', fromAt: t0, toAt: t0 + hour, reason: 'congé' };
    const first = await overrides.add(stand, awa(t0));
    const second = await overrides.add({ ...stand, person: 'cyr' }, awa(t0));
    expect((await overrides.overrides(t0)).map(({ id }) => id)).toEqual([first.id, second.id]);
    expect((await overrides.remove(first.id, awa(t0 + 1)))?.removed).toEqual(awa(t0 + 1));
    expect((await overrides.restore(first.id))?.removed).toBeNull();
    await expect(overrides.add({ ...stand, toAt: t0 }, awa(t0))).rejects.toThrow(/check/);
  });

  it('count a check from the latest that was really done, however old', async () => {
    const { checks } = registers;
    const done = { site: 'cotonou', check: 'extinguishers', by: 'awa', note: '' };
    await checks.add({ ...done, at: t0 - 400 * 24 * hour }, t0);
    const mistake = await checks.add({ ...done, at: t0 }, t0);
    await checks.withdraw(mistake.id, awa(t0 + 1));
    expect((await checks.latest()).map(({ at }) => at)).toEqual([t0 - 400 * 24 * hour]);
    expect(await checks.withdraw(mistake.id, awa(t0 + 2))).toBeNull();
    expect((await checks.done(t0)).map(({ id }) => id)).toContain(mistake.id);
  });

  describe('of the main courante', () => {
    const body = { lines: [], leftOut: 0, promises: [], fromAt: t0, toAt: t0 + 8 * hour };
    const outgoing = { who: 'awa', note: 'calme' };

    it('let two hands end one page only once', async () => {
      const both = await Promise.all([
        registers.logbook.sign({ ...body, outgoing }),
        registers.logbook.sign({ ...body, outgoing: { who: 'bio', note: '' } }),
      ]);
      expect(both.filter((page) => page !== null)).toHaveLength(1);
    });

    it('take the second signature once, of another person, and then nothing more', async () => {
      const { logbook } = registers;
      const [page] = await logbook.pages(1);
      if (page === undefined) throw new Error('no page was signed');
      const { who } = page.outgoing;
      await expect(logbook.take(page.id, { who, note: '', at: t0 })).rejects.toThrow(/check/);
      expect(await logbook.take(page.id, { who: 'cyr', note: 'vu', at: t0 })).toMatchObject({
        incoming: { who: 'cyr', note: 'vu', at: t0 },
      });
      expect(await logbook.take(page.id, { who: 'dan', note: '', at: t0 })).toBeNull();
    });

    it.each([
      `update logbook.page set body = '{}'`,
      `update logbook.page set incoming = null, incoming_note = null, taken_at = null`,
      'delete from logbook.page',
      'truncate logbook.page',
      `update logbook.note set text = 'autre'`,
      'delete from logbook.note',
    ])('refuse "%s", even to who holds the database', async (sql) => {
      await registers.logbook.note({ at: t0, by: 'awa', site: null, text: 'relève' });
      await expect(client.query(sql)).rejects.toThrow(/does not change/);
    });

    it('close a promise once, and keep the open ones in sight', async () => {
      const { logbook } = registers;
      const promise = {
        site: 'cotonou',
        party: 'fuel' as const,
        who: 'Station Akpakpa',
        what: '200 L',
        dueAt: t0 + hour,
        madeAt: t0,
        by: 'awa',
      };
      const { id } = await logbook.promise(promise);
      const open = await logbook.promise({ ...promise, what: '100 L' });
      const closed = { kept: false, at: t0 + 2 * hour, by: 'bio', note: 'camion en panne' };
      expect(await logbook.close(id, closed)).toMatchObject({ closed });
      expect(await logbook.close(id, { ...closed, kept: true })).toBeNull();
      expect((await logbook.promises(t0 + 3 * hour)).map((one) => one.id)).toEqual([open.id]);
    });
  });

  it('look back at the incidents of a span: open in it, with who acknowledged first', async () => {
    const store = openIncidentStore(engine.access.url);
    const old = smallIncident('old', 'room-9', t0 - 48 * hour);
    await store.write([old, smallIncident('now', 'room-1', t0)], [], {}, t0);
    const cleared = smallTransition('room-9', t0 - 24 * hour, { change: 'cleared' });
    await store.write(
      [],
      [{ id: 'old', event: { kind: 'transition', transition: cleared }, paging: null }],
      {},
      t0 - 24 * hour,
    );
    await store.act('now', { kind: 'acknowledge', who: 'awa', note: '', until: t0 + hour }, t0 + 1);
    await store.act('now', { kind: 'acknowledge', who: 'bio', note: '', until: t0 + hour }, t0 + 2);
    await store.close();
    const past = await registers.past.incidents(t0 - hour, t0 + hour);
    expect(past.map(({ id, acknowledgedBy, child, title }) => [id, acknowledgedBy, child, title.fr])).toEqual(
      [['now', 'awa', false, 'Salle chaude']],
    );
  });

  it('look back at the drills that people began', async () => {
    await client.query(
      `insert into identity.audit (at, who, what, about)
       values ($1, 'awa', 'POST /api/v1/drill', '{"scenario":"fire","site":"lome","undo":true}')`,
      [new Date(t0)],
    );
    expect(await registers.past.drills(t0, t0 + 1)).toEqual([
      { at: t0, who: 'awa', site: 'lome', what: 'fire (fin)' },
    ]);
  });
});
