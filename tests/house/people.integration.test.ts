/** People, passwords, second factors and scopes in a real PostgreSQL: guesses must not get in, nor shut out; what ends must end. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import type { Identity, Visitor } from '../../lib/identity/identity.ts';
import type { PersonFacts } from '../../lib/identity/person.ts';
import { openPostgresIdentity } from '../../lib/identity/postgres-identity-store.ts';
import { codeAt } from '../../lib/identity/totp.ts';
import type { Clock } from '../../lib/time/clock.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';

let now = Date.UTC(2026, 10, 24, 12);
const clock: Clock = { now: () => now, monotonic: () => now };
const nobody = { bearer: null, session: null, wall: null };
const secret = 'trois mots au hasard';
const from = (address: string, before: string | null = null): Visitor => ({ address, agent: 'test', before });
const person = (id: string, more: Partial<PersonFacts> = {}): PersonFacts => ({
  id,
  name: id,
  roles: ['operator'],
  sites: null,
  customer: null,
  locale: 'fr',
  ...more,
});

let engine: Engine;
let url = '';
let identity: Identity;
beforeAll(async () => {
  engine = await embeddedPostgresEngine();
  url = engine.access.url;
  await migrate(url);
  identity = openPostgresIdentity(url, clock);
});
afterAll(async () => {
  await identity.close();
  await engine.stop();
});

const who = (session: string | null) => identity.whoIs({ ...nobody, session });
const byLink = async (id: string, visitor?: Visitor): Promise<string> =>
  (await identity.redeem((await identity.people.makeCode(id, 'test')) ?? '', visitor)) ?? '';
const tryIn = (id: string, password: string, address = '192.0.2.1', code: string | null = null) =>
  identity.accounts.signIn({ person: id, password, code }, from(address));
/** A person who has a password, as one gets it: by a link, then the account page. */
async function withPassword(id: string, more: Partial<PersonFacts> = {}): Promise<string> {
  await identity.people.add(person(id, more), 'test');
  const session = await identity.accounts.setPassword(await byLink(id), null, secret);
  return session ?? '';
}

describe('a person', () => {
  it('is signed in with the roles and scope of the table, not of the link', async () => {
    await identity.people.add(person('ines', { name: 'Inès', sites: ['cotonou'] }), 'test');
    const session = await byLink('ines');
    expect(await who(session)).toEqual({
      kind: 'person',
      name: 'Inès',
      person: 'ines',
      roles: ['operator'],
      sites: ['cotonou'],
      customer: null,
    });
  });
  it('whose rights change, or who is removed, is signed out, and a link made before opens nothing', async () => {
    await identity.people.add(person('koffi'), 'test');
    const first = await byLink('koffi');
    await identity.people.change(person('koffi', { name: 'Koffi' }), 'test');
    expect(await who(first)).not.toBeNull();
    await identity.people.change(person('koffi', { roles: ['viewer'] }), 'test');
    expect(await who(first)).toBeNull();
    const [second, code] = [await byLink('koffi'), await identity.people.makeCode('koffi', 'test')];
    await identity.people.remove('koffi', 'test');
    expect(await who(second)).toBeNull();
    expect(await identity.redeem(code ?? '')).toBeNull();
    expect(await identity.people.makeCode('koffi', 'test')).toBeNull();
  });
  it('of the book is synced whole, cannot be changed by hand, and goes when the book no longer names them', async () => {
    await identity.people.sync([person('abla'), person('sena', { roles: ['viewer'] })]);
    expect(await identity.people.change(person('abla', { roles: ['administrator'] }), 'test')).toBe(false);
    expect(await identity.people.remove('abla', 'test')).toBe(false);
    const [abla, sena] = [await byLink('abla'), await byLink('sena')];
    await identity.people.sync([person('abla')]);
    expect(await who(abla)).not.toBeNull();
    expect(await who(sena)).toBeNull();
    const names = (await identity.people.list()).map(({ id, origin }) => `${id} ${origin}`);
    expect(names).toEqual(expect.arrayContaining(['abla book', 'ines added']));
    expect(names.some((name) => name.startsWith('sena'))).toBe(false);
  });
  it('that is added again under an old id inherits neither password nor second factor', async () => {
    await withPassword('again');
    await identity.people.remove('again', 'test');
    await identity.people.add(person('again'), 'test');
    expect(await tryIn('again', secret)).toEqual({ ok: false, why: 'wrong' });
  });
});

describe('a session', () => {
  it('ends after a day of silence, and after thirty days even in use', async () => {
    await identity.people.add(person('days'), 'test');
    const [idle, used] = [await byLink('days'), await byLink('days')];
    for (let hour = 0; hour < 25; hour++) {
      now += 3_600_000;
      expect(await who(used)).not.toBeNull();
    }
    expect(await who(idle)).toBeNull();
    for (let day = 0; day < 60; day++) {
      now += 12 * 3_600_000;
      await who(used);
    }
    expect(await who(used)).toBeNull();
  });
  it('is a new one at each sign-in: the one that this browser held before is ended', async () => {
    await identity.people.add(person('fix'), 'test');
    const planted = await byLink('fix');
    const real = await byLink('fix', from('192.0.2.1', planted));
    expect(real).not.toBe(planted);
    expect(await who(planted)).toBeNull();
  });
  it('gets a new secret when the password changes, and every other one ends', async () => {
    const mine = await withPassword('rota');
    const other = await byLink('rota');
    const next = await identity.accounts.setPassword(mine, secret, 'quatre mots au hasard');
    expect(next).not.toBe(mine);
    expect([await who(mine), await who(other)]).toEqual([null, null]);
    expect((await who(next))?.person).toBe('rota');
  });
  it('does not change the password without the old one, but just after a link', async () => {
    const mine = await withPassword('old');
    now += 11 * 60_000;
    expect(await identity.accounts.setPassword(mine, 'a wrong password', 'quatre mots au hasard')).toBeNull();
    expect(await identity.accounts.setPassword(mine, null, 'quatre mots au hasard')).toBeNull();
    expect(
      await identity.accounts.setPassword(await byLink('old'), null, 'cinq mots au hasard'),
    ).not.toBeNull();
  });
  it('is listed with where it came from, and can be ended from another', async () => {
    await identity.people.add(person('list'), 'test');
    const [here, there] = [await byLink('list', from('192.0.2.1')), await byLink('list', from('192.0.2.9'))];
    const lines = await identity.accounts.sessions(here);
    expect(lines.map(({ address, mine }) => `${address} ${mine}`).toSorted()).toEqual([
      '192.0.2.1 true',
      '192.0.2.9 false',
    ]);
    expect(await identity.accounts.endSessions(here, lines.find(({ mine }) => !mine)?.id ?? '')).toBe(1);
    expect([await who(there), (await who(here))?.person]).toEqual([null, 'list']);
    await byLink('list');
    expect(await identity.people.signOutEverywhere('list', 'test')).toBe(2);
    expect(await who(here)).toBeNull();
  });
});

describe('a password', () => {
  it('signs in, and a wrong one does not, nor one of nobody', async () => {
    await withPassword('pass');
    const good = await tryIn('pass', secret);
    expect(good.ok && (await who(good.session))?.person).toBe('pass');
    expect(await tryIn('pass', 'wrong')).toEqual({ ok: false, why: 'wrong' });
    expect(await tryIn('nobody', secret)).toEqual({ ok: false, why: 'wrong' });
  });
  it('is not guessed: all sent at once, only the first few are looked at', async () => {
    await withPassword('prey');
    const all = await Promise.all(Array.from({ length: 15 }, () => tryIn('prey', 'guess', '198.51.100.7')));
    expect(all.filter((one) => !one.ok && one.why === 'wrong')).toHaveLength(5);
    expect(await tryIn('prey', secret, '198.51.100.7')).toMatchObject({ why: 'wait' });
    // From where they always sign in, and by a link from anywhere, they still get in.
    expect((await tryIn('prey', secret, '192.0.2.55')).ok).toBe(true);
    expect(await byLink('prey')).not.toBe('');
    now += 60_000;
    expect((await tryIn('prey', secret, '198.51.100.7')).ok).toBe(true);
  });
  it('guessed from everywhere shuts out whoever is unknown, not who has signed in from there before', async () => {
    await withPassword('famous');
    expect((await tryIn('famous', secret, '192.0.2.77')).ok).toBe(true);
    for (let n = 0; n < 60; n++) await tryIn('famous', 'guess', `203.0.113.${n}`);
    expect(await tryIn('famous', 'guess', '203.0.113.200')).toMatchObject({ why: 'wait' });
    expect((await tryIn('famous', secret, '192.0.2.77')).ok).toBe(true);
  });
});

describe('a second factor', () => {
  it('is in force once a code has proved it, takes each code once, and is asked for after the password', async () => {
    const mine = await withPassword('two');
    const totp = (await identity.accounts.offerTotp(mine)) ?? Buffer.alloc(0);
    expect((await tryIn('two', secret)).ok).toBe(true);
    const code = () => codeAt(totp, Math.floor(now / 30_000));
    expect(await identity.accounts.confirmTotp(mine, code() === '000000' ? '000001' : '000000')).toBeNull();
    const session = await identity.accounts.confirmTotp(mine, code());
    expect(await who(mine)).toBeNull();
    expect((await who(session))?.person).toBe('two');
    expect(await tryIn('two', secret)).toEqual({ ok: false, why: 'code' });
    expect(await tryIn('two', 'wrong')).toEqual({ ok: false, why: 'wrong' });
    expect(await tryIn('two', secret, '192.0.2.1', code())).toEqual({ ok: false, why: 'wrong' });
    now += 60_000;
    const taken = await Promise.all([1, 2].map((n) => tryIn('two', secret, `192.0.2.${n}`, code())));
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    now += 11 * 60_000;
    expect(await identity.accounts.removeTotp(session ?? '', 'wrong')).toBe(false);
    expect(await identity.accounts.removeTotp(session ?? '', secret)).toBe(true);
    expect((await tryIn('two', secret)).ok).toBe(true);
  });
});

describe('a token', () => {
  it('carries its role and scope, and ends when it was made to', async () => {
    const token = await identity.makeToken('api', 'ticketing', 'test', {
      role: 'operator',
      scope: { sites: ['cotonou'], customer: null },
      expiresAt: now + 3_600_000,
    });
    expect(await identity.whoIs({ ...nobody, bearer: token })).toEqual({
      kind: 'api',
      name: 'ticketing',
      roles: ['operator'],
      sites: ['cotonou'],
    });
    now += 3_600_001;
    expect(await identity.whoIs({ ...nobody, bearer: token })).toBeNull();
  });
  it('of a wall with a role opens nothing as a cookie: a screen’s cookie has a wall’s rights only', async () => {
    const token = await identity.makeToken('wall', 'hall', 'test', { role: 'supervisor' });
    expect(await identity.whoIs({ ...nobody, wall: token })).toBeNull();
  });
});

describe('what is kept', () => {
  it('holds no password, no code and no session, and the audit says who did what, newest first', async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      `select to_jsonb(c) as row from identity.credential c union all select to_jsonb(a) from identity.audit a
       union all select to_jsonb(t) from identity.sign_in_try t`,
    );
    await client.end();
    expect(JSON.stringify(rows)).not.toContain(secret);
    const lines = await identity.auditLines({ what: 'person', limit: 3 });
    expect(lines).toHaveLength(3);
    expect(lines.every(({ what }) => what.includes('person'))).toBe(true);
    const rest = await identity.auditLines({ before: lines.at(-1)?.id, limit: 1_000 });
    expect(rest.every(({ id }) => Number(id) < Number(lines.at(-1)?.id))).toBe(true);
    const every = await identity.auditLines({ limit: 1_000 });
    expect(every.map(({ who: by, what }) => `${by}: ${what}`)).toEqual(
      expect.arrayContaining(['pass: sign in', 'two: turn on second factor', 'book: add person']),
    );
  });
});
