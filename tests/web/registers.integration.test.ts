/**
 * On call, periodic checks, main courante and quality through the API's own door on a real PostgreSQL: a stand-in must
 * count at once, a mistake must be taken back, and two people must sign a page.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { smallIncident } from '../../lib/alarm/small-incident.ts';
import { hour, person, RegisterHouse, t0 } from './register-house.ts';

let house: RegisterHouse;
beforeAll(async () => {
  house = await RegisterHouse.open();
});
afterAll(() => house.stop());
beforeEach(() => house.anew());

describe('on call', () => {
  it('says who, until when and who is next, with a stand-in counted', async () => {
    const before = (await house.ask('GET', '/api/v1/on-call/now')).body.items?.[0];
    expect(before).toMatchObject({ schedule: 'noc', person: { id: 'bio', name: 'Bio Exemple' } });
    const stand = { schedule: 'noc', person: 'awa', from: '2026-01-12T09:00', to: '2026-01-12T18:00' };
    const made = await house.ask('POST', '/api/v1/on-call/overrides', stand);
    expect(made.status).toBe(201);
    expect(house.poked).toEqual(['vigie/v1/on-call/changed']);
    expect((await house.ask('GET', '/api/v1/on-call/now')).body.items?.[0]).toMatchObject({
      person: { id: 'awa' },
      why: 'override',
      until: '2026-01-12T17:00:00.000Z',
      next: { person: { id: 'bio' } },
    });
    await house.ask('DELETE', `/api/v1/on-call/overrides/${made.body.id}`);
    expect((await house.ask('GET', '/api/v1/on-call/now')).body.items?.[0]).toMatchObject({
      person: { id: 'bio' },
    });
    await house.ask('POST', `/api/v1/on-call/overrides/${made.body.id}/restore`);
    const calendar = (await house.ask('GET', '/api/v1/on-call/schedules?weeks=1')).body.items?.[0];
    expect(calendar?.shifts).toContainEqual(
      expect.objectContaining({ why: 'override', person: { id: 'awa', name: 'Awa Exemple' } }),
    );
  });
  it.each([
    [{ person: 'nobody' }, 400, /not in people.yaml/],
    [{ schedule: 'none' }, 404, /schedule: none is not there \(noc\)/],
    [{ to: '2026-01-12T09:30', from: '2026-01-12T09:00' }, 400, /lies in the past/],
    [{ to: '2026-06-12T10:00' }, 400, /at most 60 days/],
  ])('refuses %j with the remedy', async (wrong, code, said) => {
    const stand = { schedule: 'noc', person: 'awa', from: '2026-01-13T08:00', to: '2026-01-13T18:00' };
    const { status, body } = await house.ask('POST', '/api/v1/on-call/overrides', { ...stand, ...wrong });
    expect([status, body.detail]).toEqual([code, expect.stringMatching(said)]);
  });
  it('is a calendar for telephones, and tells who is called in which order', async () => {
    const { status, text } = await house.ask('GET', '/api/v1/on-call/schedules/noc.ics');
    expect(status).toBe(200);
    expect(text).toContain('SUMMARY:Astreinte noc : Bio Exemple');
    expect((await house.ask('GET', '/api/v1/on-call/schedules/none.ics')).status).toBe(404);
    const [noc] = (await house.ask('GET', '/api/v1/on-call/schedules')).body.items ?? [];
    const address = String(noc?.calendar);
    expect((await house.ask('GET', address)).text).toBe(text);
    expect((await house.ask('GET', address.replace('noc', 'energie'))).status).toBe(401);
    expect((await house.ask('GET', '/api/v1/on-call/calendars/x/noc.ics')).status).toBe(401);
    const [policy] = (await house.ask('GET', '/api/v1/on-call/policies')).body.items ?? [];
    expect(policy).toMatchObject({
      id: 'default',
      levels: [{ waitSeconds: 600 }, { targets: [{ kind: 'person', name: 'Dossou Exemple' }] }],
    });
  });
});

describe('periodic checks', () => {
  it('are late, then done, then late again when "done" is withdrawn', async () => {
    house.now = Date.parse('2026-01-06T12:00:00Z');
    const state = async () => (await house.ask('GET', '/api/v1/checks')).body.items?.[0]?.state;
    expect(await state()).toBe('late');
    const done = await house.ask('POST', '/api/v1/checks/done', {
      check: 'generator.weekly',
      note: '30 min',
    });
    expect([done.status, await state()]).toEqual([201, 'ahead']);
    expect(house.poked).toEqual(['vigie/v1/checks/changed']);
    expect((await house.ask('DELETE', `/api/v1/checks/done/${done.body.id}`)).body.withdrawnBy).toBe('awa');
    expect(await state()).toBe('late');
    const { text } = await house.ask('GET', '/api/v1/checks/done?format=csv');
    expect(text.split('\r\n')[1]).toMatch(/cotonou,generator.weekly,Essai,awa,30 min,awa,/);
  });
  it('are not done in the future, nor by who answers for another site', async () => {
    const future = { check: 'generator.weekly', at: '2027-01-01T00:00:00Z' };
    expect((await house.ask('POST', '/api/v1/checks/done', future)).body.detail).toMatch(/future/);
    house.who = person('lom', { sites: ['lome'] });
    expect((await house.ask('POST', '/api/v1/checks/done', { check: 'generator.weekly' })).status).toBe(403);
    expect((await house.ask('GET', '/api/v1/checks')).body.items).toEqual([]);
  });
});

describe('the main courante', () => {
  it('gathers what changed, is signed by two people, and then begins anew', async () => {
    house.now = t0 + 20 * hour;
    await house.ask('POST', '/api/v1/logbook/notes', { text: 'Ronde faite', site: 'cotonou' });
    const promise = { party: 'fuel', who: 'Station', what: '200 L', due: '2026-01-13T18:00:00Z' };
    const { body: promised } = await house.ask('POST', '/api/v1/logbook/promises', promise);
    await house.ask('POST', '/api/v1/checks/done', { check: 'generator.weekly' });
    house.now += 1;
    const open = (await house.ask('GET', '/api/v1/logbook')).body;
    const kinds = (open.lines as { kind: string }[]).map(({ kind }) => kind);
    for (const kind of ['note', 'promise-made', 'check-done', 'override-added'])
      expect(kinds).toContain(kind);
    const signed = await house.ask('POST', '/api/v1/logbook/sign', { note: 'groupe à surveiller' });
    expect(signed.body).toMatchObject({ outgoing: { who: 'awa' }, promises: [{ id: promised.id }] });
    expect((await house.ask('POST', '/api/v1/logbook/take', { page: signed.body.id })).status).toBe(409);
    house.who = person('bio');
    house.now += 1;
    const taken = await house.ask('POST', '/api/v1/logbook/take', { page: signed.body.id, note: 'lu' });
    expect(taken.body).toMatchObject({ incoming: { who: 'bio', note: 'lu' } });
    const next = (await house.ask('GET', '/api/v1/logbook')).body;
    expect(next).toMatchObject({ lines: [], from: signed.body.to, promises: [{ id: promised.id }] });
    expect((await house.ask('GET', `/api/v1/logbook/pages/${signed.body.id}`)).body.lines).toEqual(
      signed.body.lines,
    );
    const kept = { promise: promised.id, kept: true };
    expect((await house.ask('POST', '/api/v1/logbook/promises/close', kept)).body.closed).toMatchObject({
      kept: true,
      by: 'bio',
    });
    expect((await house.ask('POST', '/api/v1/logbook/promises/close', kept)).status).toBe(404);
  });
  it('keeps the lines of another site from who answers for a part of the house', async () => {
    house.now = t0 + 48 * hour;
    await house.ask('POST', '/api/v1/logbook/notes', { text: 'de Cotonou', site: 'cotonou' });
    await house.ask('POST', '/api/v1/logbook/notes', { text: 'de la maison' });
    house.now += 1;
    house.who = person('lom', { sites: ['lome'] });
    const { lines } = (await house.ask('GET', '/api/v1/logbook')).body as {
      lines: { subject: { fr: string } }[];
    };
    const said = lines.map(({ subject }) => subject.fr);
    expect(said).toContain('de la maison');
    expect(said).not.toContain('de Cotonou');
    const other = { text: 'x', site: 'cotonou' };
    expect((await house.ask('POST', '/api/v1/logbook/notes', other)).status).toBe(403);
  });
});

describe('the quality of alarms', () => {
  it('speaks of the span that was asked for', async () => {
    const store = openIncidentStore(house.url);
    await store.write([smallIncident('a', 'room-1', t0), smallIncident('b', 'room-2', t0)], [], {}, t0);
    await store.act('a', { kind: 'acknowledge', who: 'awa', note: '', until: t0 + hour }, t0 + 60_000);
    await store.close();
    house.now = t0 + hour;
    const { body } = await house.ask('GET', '/api/v1/alarm-quality?from=2026-01-12T00:00:00Z');
    expect(body).toMatchObject({
      count: 2,
      peakPerTenMinutes: 2,
      band: 'acceptable',
      toAcknowledge: { measured: 1, meanSeconds: 60 },
      sources: [{ title: { fr: 'Salle chaude' } }, {}],
    });
    const { text } = await house.ask('GET', '/api/v1/alarm-quality?from=2026-01-12T00:00:00Z&format=csv');
    expect(text.trim().split('\r\n')).toHaveLength(3);
    expect((await house.ask('GET', '/api/v1/alarm-quality?from=2025-01-01')).status).toBe(400);
  });
});
