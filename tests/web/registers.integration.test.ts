/**
 * The registers through the API's own door, on a real PostgreSQL: what a wrong hand writes must be refused with the
 * remedy, what another site keeps must stay out of sight, and each change must tell the alerting role.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpoints } from '../../app/_server/api/index.ts';
import { withRight } from '../../app/_server/door.ts';
import { type House, openHouse } from '../../app/_server/house.ts';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { openRegisters } from '../../lib/alarm/postgres-registers.ts';
import type { Registers } from '../../lib/alarm/registers.ts';
import { parseSmall } from '../../lib/alarm/small-alarm-book.ts';
import { smallIncident } from '../../lib/alarm/small-incident.ts';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import { authorise, type Who } from '../../lib/identity/authorise.ts';
import { read, small } from '../../lib/inventory/small-book.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';

const hour = 3_600_000;
/** A Monday at 10:00 in Porto-Novo; Awa has the week. */
const t0 = Date.parse('2026-01-12T09:00:00Z');
let now = t0;
let engine: Engine;
let registers: Registers;
let who: Who;
const poked: string[] = [];
const audited: { what: string; about: unknown }[] = [];

const person = (name: string, more: Partial<Who> = {}): Who => ({
  kind: 'person',
  name,
  roles: ['supervisor'],
  ...more,
});

function houseOf(): House {
  const parsed = parseSmall();
  if (!parsed.ok) throw new Error('the small alarm book is refused');
  return {
    identity: {
      whoIs: () => Promise.resolve(who),
      authorise,
      audit: (entry: { what: string; about: unknown }) => Promise.resolve(void audited.push(entry)),
    },
    registers,
    alarmBook: () => parsed.alarmBook,
    picture: { inventory: read(small) },
    bus: { publish: (topic: string) => poked.push(topic) },
    log: { error: (facts: { err: unknown }) => console.error(facts.err) },
    clock: { now: () => now, monotonic: () => now },
  } as unknown as House;
}

beforeAll(async () => {
  engine = await embeddedPostgresEngine();
  await migrate(engine.access.url);
  registers = openRegisters(engine.access.url);
});
afterAll(async () => {
  await registers.close();
  await engine.stop();
});
beforeEach(() => {
  now = t0;
  who = person('awa');
  poked.length = 0;
  audited.length = 0;
  openHouse(houseOf());
});
afterEach(() => openHouse(undefined));

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown> & { readonly items?: readonly Record<string, unknown>[] };
}
/** `ask('POST', '/api/v1/checks/done', {…})` finds its endpoint in the API's own table. */
async function ask(method: string, address: string, body?: unknown): Promise<Answer> {
  const { pathname } = new URL(address, 'http://vigie');
  for (const endpoint of endpoints) {
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    const found = new RegExp(`^${endpoint.path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname);
    if (endpoint.method !== method || !found) continue;
    const params = Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? '']));
    const request = new Request(new URL(address, 'http://vigie'), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await withRight(endpoint)(request, { params: Promise.resolve(params) });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, text, body: json ? JSON.parse(text) : {} };
  }
  throw new Error(`${method} ${address} is not in the table`);
}

describe('maintenance', () => {
  const plan = {
    name: 'Vidange',
    site: 'cotonou',
    thing: 'genset-1',
    from: '2026-01-12T11:00',
    to: '2026-01-12T12:00',
  };
  it('is planned by the clock of the site, tells alerting, and is written to the audit', async () => {
    const made = await ask('POST', '/api/v1/maintenance', plan);
    expect([made.status, made.body.state, made.body.span]).toEqual([
      201,
      'coming',
      { from: '2026-01-12T10:00:00.000Z', to: '2026-01-12T11:00:00.000Z' },
    ]);
    expect(poked).toEqual(['vigie/v1/maintenance/changed']);
    expect(audited).toMatchObject([{ what: 'POST /api/v1/maintenance', about: { name: 'Vidange' } }]);
    now += 1.5 * hour;
    const { items } = (await ask('GET', '/api/v1/maintenance')).body;
    expect(items?.find(({ id }) => id === made.body.id)?.state).toBe('now');
  });
  it('can be taken back and brought back', async () => {
    const { body } = await ask('POST', '/api/v1/maintenance', plan);
    expect((await ask('DELETE', `/api/v1/maintenance/${body.id}`)).body).toMatchObject({
      state: 'deleted',
      deletedBy: 'awa',
    });
    expect((await ask('DELETE', `/api/v1/maintenance/${body.id}`)).status).toBe(409);
    expect((await ask('POST', `/api/v1/maintenance/${body.id}/restore`)).body.state).toBe('coming');
    expect((await ask('DELETE', '/api/v1/maintenance/nothing')).status).toBe(404);
  });
  it('says beforehand what it covers and what it meets, and writes nothing', async () => {
    await ask('POST', '/api/v1/maintenance', { ...plan, name: 'Toute la salle', thing: null });
    const before = (await ask('GET', '/api/v1/maintenance')).body.items?.length;
    const { body } = await ask('POST', '/api/v1/maintenance/preview', plan);
    expect(body.covers).toEqual(['cotonou/genset-1']);
    expect(body.overlaps).toContainEqual(expect.objectContaining({ name: 'Toute la salle' }));
    expect((await ask('GET', '/api/v1/maintenance')).body.items).toHaveLength(before ?? 0);
    const wrong = await ask('POST', '/api/v1/maintenance/preview', { ...plan, to: '2026-01-12T10:00' });
    expect(wrong.body.problem).toBe('ends-before-it-begins');
  });
  it.each([
    [{ site: 'nowhere' }, /not a site of the book \(cotonou/],
    [{ thing: 'nothing' }, /neither a device nor a link/],
    [{ to: '2026-01-12T11:00' }, /ends before it begins/],
    [{ from: '12/01/2026' }, /from: a local time/],
    [{ repeat: { kind: 'weekly', weekdays: [] } }, /weekdays/],
  ])('refuses %j with the remedy', async (wrong, said) => {
    const { status, body } = await ask('POST', '/api/v1/maintenance', { ...plan, ...wrong });
    expect([status, body.detail]).toEqual([400, expect.stringMatching(said)]);
    expect(poked).toEqual([]);
  });
  it('of one site is neither seen nor made by who answers for another', async () => {
    await ask('POST', '/api/v1/maintenance', plan);
    who = person('dossou', { sites: ['lome'] });
    expect((await ask('GET', '/api/v1/maintenance')).body.items).toEqual([]);
    expect((await ask('POST', '/api/v1/maintenance', plan)).status).toBe(403);
    who = person('vera', { roles: ['viewer'] });
    expect((await ask('POST', '/api/v1/maintenance', plan)).status).toBe(403);
  });
});

describe('an alarm put aside', () => {
  const alarm = { rule: 'room.hot', site: 'cotonou', device: 'room-1', reason: 'travaux', hours: 8 };
  it('comes back by itself, or before', async () => {
    const { status, body } = await ask('POST', '/api/v1/shelves', alarm);
    expect([status, body.state, body.to]).toEqual([201, 'now', '2026-01-12T17:00:00.000Z']);
    expect((await ask('DELETE', `/api/v1/shelves/${body.id}`)).body.state).toBe('ended');
    expect((await ask('DELETE', `/api/v1/shelves/${body.id}`)).status).toBe(409);
    const other = await ask('POST', '/api/v1/shelves', alarm);
    now += 8 * hour;
    const { items } = (await ask('GET', '/api/v1/shelves')).body;
    expect(items?.find(({ id }) => id === other.body.id)?.state).toBe('expired');
  });
  it('is never a fire, never without a reason, never for longer than a shift', async () => {
    const fire = openFire();
    expect((await ask('POST', '/api/v1/shelves', { ...alarm, rule: fire })).status).toBe(409);
    expect((await ask('POST', '/api/v1/shelves', { ...alarm, hours: 9 })).body.detail).toMatch(/at most 8 h/);
    expect((await ask('POST', '/api/v1/shelves', { ...alarm, reason: ' ' })).status).toBe(400);
    expect((await ask('POST', '/api/v1/shelves', { ...alarm, rule: 'none' })).status).toBe(400);
  });
  const openFire = (): string => {
    const parsed = parseSmall();
    const fire = parsed.ok ? parsed.alarmBook.rules.find(({ lifeSafety }) => lifeSafety) : undefined;
    if (fire === undefined) throw new Error('no built-in rule is of life safety');
    return fire.id;
  };
});

describe('on call', () => {
  it('says who, until when and who is next, with a stand-in counted', async () => {
    const before = (await ask('GET', '/api/v1/on-call/now')).body.items?.[0];
    expect(before).toMatchObject({ schedule: 'noc', person: { id: 'bio', name: 'Bio Exemple' } });
    const stand = { schedule: 'noc', person: 'awa', from: '2026-01-12T09:00', to: '2026-01-12T18:00' };
    const made = await ask('POST', '/api/v1/on-call/overrides', stand);
    expect(made.status).toBe(201);
    expect(poked).toEqual(['vigie/v1/on-call/changed']);
    expect((await ask('GET', '/api/v1/on-call/now')).body.items?.[0]).toMatchObject({
      person: { id: 'awa' },
      why: 'override',
      until: '2026-01-12T17:00:00.000Z',
      next: { person: { id: 'bio' } },
    });
    await ask('DELETE', `/api/v1/on-call/overrides/${made.body.id}`);
    expect((await ask('GET', '/api/v1/on-call/now')).body.items?.[0]).toMatchObject({
      person: { id: 'bio' },
    });
    await ask('POST', `/api/v1/on-call/overrides/${made.body.id}/restore`);
    const calendar = (await ask('GET', '/api/v1/on-call/schedules?weeks=1')).body.items?.[0];
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
    const { status, body } = await ask('POST', '/api/v1/on-call/overrides', { ...stand, ...wrong });
    expect([status, body.detail]).toEqual([code, expect.stringMatching(said)]);
  });
  it('is a calendar for telephones, and tells who is called in which order', async () => {
    const { status, text } = await ask('GET', '/api/v1/on-call/schedules/noc.ics');
    expect(status).toBe(200);
    expect(text).toContain('SUMMARY:Astreinte noc : Bio Exemple');
    expect((await ask('GET', '/api/v1/on-call/schedules/none.ics')).status).toBe(404);
    const [policy] = (await ask('GET', '/api/v1/on-call/policies')).body.items ?? [];
    expect(policy).toMatchObject({
      id: 'default',
      levels: [{ waitSeconds: 600 }, { targets: [{ kind: 'person', name: 'Dossou Exemple' }] }],
    });
  });
});

describe('periodic checks', () => {
  it('are late, then done, then late again when "done" is withdrawn', async () => {
    now = Date.parse('2026-01-06T12:00:00Z');
    const state = async () => (await ask('GET', '/api/v1/checks')).body.items?.[0]?.state;
    expect(await state()).toBe('late');
    const done = await ask('POST', '/api/v1/checks/done', { check: 'generator.weekly', note: '30 min' });
    expect([done.status, await state()]).toEqual([201, 'ahead']);
    expect(poked).toEqual(['vigie/v1/checks/changed']);
    expect((await ask('DELETE', `/api/v1/checks/done/${done.body.id}`)).body.withdrawnBy).toBe('awa');
    expect(await state()).toBe('late');
    const { text } = await ask('GET', '/api/v1/checks/done?format=csv');
    expect(text.split('\r\n')[1]).toMatch(/cotonou,generator.weekly,Essai,awa,30 min,awa,/);
  });
  it('are not done in the future, nor by who answers for another site', async () => {
    const future = { check: 'generator.weekly', at: '2027-01-01T00:00:00Z' };
    expect((await ask('POST', '/api/v1/checks/done', future)).body.detail).toMatch(/future/);
    who = person('lom', { sites: ['lome'] });
    expect((await ask('POST', '/api/v1/checks/done', { check: 'generator.weekly' })).status).toBe(403);
    expect((await ask('GET', '/api/v1/checks')).body.items).toEqual([]);
  });
});

describe('the main courante', () => {
  it('gathers what changed, is signed by two people, and then begins anew', async () => {
    now = t0 + 20 * hour;
    await ask('POST', '/api/v1/logbook/notes', { text: 'Ronde faite', site: 'cotonou' });
    const promise = { party: 'fuel', who: 'Station', what: '200 L', due: '2026-01-13T18:00:00Z' };
    const { body: promised } = await ask('POST', '/api/v1/logbook/promises', promise);
    await ask('POST', '/api/v1/checks/done', { check: 'generator.weekly' });
    now += 1;
    const open = (await ask('GET', '/api/v1/logbook')).body;
    const kinds = (open.lines as { kind: string }[]).map(({ kind }) => kind);
    for (const kind of ['note', 'promise-made', 'check-done', 'override-added'])
      expect(kinds).toContain(kind);
    const signed = await ask('POST', '/api/v1/logbook/sign', { note: 'groupe à surveiller' });
    expect(signed.body).toMatchObject({ outgoing: { who: 'awa' }, promises: [{ id: promised.id }] });
    expect((await ask('POST', '/api/v1/logbook/take', { page: signed.body.id })).status).toBe(409);
    who = person('bio');
    now += 1;
    const taken = await ask('POST', '/api/v1/logbook/take', { page: signed.body.id, note: 'lu' });
    expect(taken.body).toMatchObject({ incoming: { who: 'bio', note: 'lu' } });
    const next = (await ask('GET', '/api/v1/logbook')).body;
    expect(next).toMatchObject({ lines: [], from: signed.body.to, promises: [{ id: promised.id }] });
    expect((await ask('GET', `/api/v1/logbook/pages/${signed.body.id}`)).body.lines).toEqual(
      signed.body.lines,
    );
    const kept = { promise: promised.id, kept: true };
    expect((await ask('POST', '/api/v1/logbook/promises/close', kept)).body.closed).toMatchObject({
      kept: true,
      by: 'bio',
    });
    expect((await ask('POST', '/api/v1/logbook/promises/close', kept)).status).toBe(404);
  });
  it('keeps the lines of another site from who answers for a part of the house', async () => {
    now = t0 + 48 * hour;
    await ask('POST', '/api/v1/logbook/notes', { text: 'de Cotonou', site: 'cotonou' });
    await ask('POST', '/api/v1/logbook/notes', { text: 'de la maison' });
    now += 1;
    who = person('lom', { sites: ['lome'] });
    const { lines } = (await ask('GET', '/api/v1/logbook')).body as { lines: { subject: { fr: string } }[] };
    const said = lines.map(({ subject }) => subject.fr);
    expect(said).toContain('de la maison');
    expect(said).not.toContain('de Cotonou');
    const other = { text: 'x', site: 'cotonou' };
    expect((await ask('POST', '/api/v1/logbook/notes', other)).status).toBe(403);
  });
});

describe('the quality of alarms', () => {
  it('speaks of the span that was asked for', async () => {
    const store = openIncidentStore(engine.access.url);
    await store.write([smallIncident('a', 'room-1', t0), smallIncident('b', 'room-2', t0)], [], {}, t0);
    await store.act('a', { kind: 'acknowledge', who: 'awa', note: '', until: t0 + hour }, t0 + 60_000);
    await store.close();
    now = t0 + hour;
    const { body } = await ask('GET', '/api/v1/alarm-quality?from=2026-01-12T00:00:00Z');
    expect(body).toMatchObject({
      count: 2,
      peakPerTenMinutes: 2,
      band: 'acceptable',
      toAcknowledge: { measured: 1, meanSeconds: 60 },
      sources: [{ title: { fr: 'Salle chaude' } }, {}],
    });
    const { text } = await ask('GET', '/api/v1/alarm-quality?from=2026-01-12T00:00:00Z&format=csv');
    expect(text.trim().split('\r\n')).toHaveLength(3);
    expect((await ask('GET', '/api/v1/alarm-quality?from=2025-01-01')).status).toBe(400);
  });
});
