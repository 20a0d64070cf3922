/**
 * Planned work and alarms put aside, through the API's own door on a real PostgreSQL: what a wrong hand writes must be
 * refused with the remedy, another site's must stay out of sight, and each change must tell the alerting role.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { smallAlarmBook } from '../../lib/alarm/small-alarm-book.ts';
import { hour, person, RegisterHouse } from './register-house.ts';

let house: RegisterHouse;
beforeAll(async () => {
  house = await RegisterHouse.open();
});
afterAll(() => house.stop());
beforeEach(() => house.anew());

describe('maintenance', () => {
  const plan = {
    name: 'Vidange',
    site: 'cotonou',
    thing: 'genset-1',
    from: '2026-01-12T11:00',
    to: '2026-01-12T12:00',
  };
  it('is planned by the clock of the site, tells alerting, and is written to the audit', async () => {
    const made = await house.ask('POST', '/api/v1/maintenance', plan);
    expect([made.status, made.body.state, made.body.span]).toEqual([
      201,
      'coming',
      { from: '2026-01-12T10:00:00.000Z', to: '2026-01-12T11:00:00.000Z' },
    ]);
    expect(house.poked).toEqual(['vigie/v1/maintenance/changed']);
    expect(house.audited).toMatchObject([{ what: 'POST /api/v1/maintenance', about: { name: 'Vidange' } }]);
    house.now += 1.5 * hour;
    const { items } = (await house.ask('GET', '/api/v1/maintenance')).body;
    expect(items?.find(({ id }) => id === made.body.id)?.state).toBe('now');
  });
  it('can be taken back and brought back', async () => {
    const { body } = await house.ask('POST', '/api/v1/maintenance', plan);
    expect((await house.ask('DELETE', `/api/v1/maintenance/${body.id}`)).body).toMatchObject({
      state: 'deleted',
      deletedBy: 'awa',
    });
    expect((await house.ask('DELETE', `/api/v1/maintenance/${body.id}`)).status).toBe(409);
    expect((await house.ask('POST', `/api/v1/maintenance/${body.id}/restore`)).body.state).toBe('coming');
    expect((await house.ask('DELETE', '/api/v1/maintenance/nothing')).status).toBe(404);
  });
  it('says beforehand what it covers and what it meets, and writes nothing', async () => {
    await house.ask('POST', '/api/v1/maintenance', { ...plan, name: 'Toute la salle', thing: null });
    const before = (await house.ask('GET', '/api/v1/maintenance')).body.items?.length;
    const { body } = await house.ask('POST', '/api/v1/maintenance/preview', plan);
    expect(body.covers).toEqual(['cotonou/genset-1']);
    expect(body.overlaps).toContainEqual(expect.objectContaining({ name: 'Toute la salle' }));
    expect((await house.ask('GET', '/api/v1/maintenance')).body.items).toHaveLength(before ?? 0);
    const wrong = await house.ask('POST', '/api/v1/maintenance/preview', { ...plan, to: '2026-01-12T10:00' });
    expect(wrong.body.problem).toBe('ends-before-it-begins');
  });
  it.each([
    [{ site: 'nowhere' }, /not a site of the book \(cotonou/],
    [{ thing: 'nothing' }, /neither a device nor a link/],
    [{ to: '2026-01-12T11:00' }, /ends before it begins/],
    [{ from: '12/01/2026' }, /from: a local time/],
    [{ repeat: { kind: 'weekly', weekdays: [] } }, /weekdays/],
  ])('refuses %j with the remedy', async (wrong, said) => {
    const { status, body } = await house.ask('POST', '/api/v1/maintenance', { ...plan, ...wrong });
    expect([status, body.detail]).toEqual([400, expect.stringMatching(said)]);
    expect(house.poked).toEqual([]);
  });
  it('of one site is neither seen nor made by who answers for another', async () => {
    await house.ask('POST', '/api/v1/maintenance', plan);
    house.who = person('dossou', { sites: ['lome'] });
    expect((await house.ask('GET', '/api/v1/maintenance')).body.items).toEqual([]);
    expect((await house.ask('POST', '/api/v1/maintenance', plan)).status).toBe(403);
    house.who = person('vera', { roles: ['viewer'] });
    expect((await house.ask('POST', '/api/v1/maintenance', plan)).status).toBe(403);
  });
});

describe('an alarm put aside', () => {
  const alarm = { rule: 'room.hot', site: 'cotonou', device: 'room-1', reason: 'travaux', hours: 8 };
  it('comes back by itself, or before', async () => {
    const { status, body } = await house.ask('POST', '/api/v1/shelves', alarm);
    expect([status, body.state, body.to]).toEqual([201, 'now', '2026-01-12T17:00:00.000Z']);
    expect((await house.ask('DELETE', `/api/v1/shelves/${body.id}`)).body.state).toBe('ended');
    expect((await house.ask('DELETE', `/api/v1/shelves/${body.id}`)).status).toBe(409);
    const other = await house.ask('POST', '/api/v1/shelves', alarm);
    house.now += 8 * hour;
    const { items } = (await house.ask('GET', '/api/v1/shelves')).body;
    expect(items?.find(({ id }) => id === other.body.id)?.state).toBe('expired');
  });
  it('is never a fire, never without a reason, never for longer than a shift', async () => {
    const fire = openFire();
    expect((await house.ask('POST', '/api/v1/shelves', { ...alarm, rule: fire })).status).toBe(409);
    expect((await house.ask('POST', '/api/v1/shelves', { ...alarm, hours: 9 })).body.detail).toMatch(
      /at most 8 h/,
    );
    expect((await house.ask('POST', '/api/v1/shelves', { ...alarm, reason: ' ' })).status).toBe(400);
    expect((await house.ask('POST', '/api/v1/shelves', { ...alarm, rule: 'none' })).status).toBe(400);
  });
  const openFire = (): string => {
    const fire = smallAlarmBook().rules.find(({ lifeSafety }) => lifeSafety);
    if (fire === undefined) throw new Error('no built-in rule is of life safety');
    return fire.id;
  };
});
