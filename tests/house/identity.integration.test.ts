/** Identity in a real PostgreSQL: a link must work once, a token must be forgotten when revoked, the audit must only grow. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, readMigrations } from '../../lib/config/postgres-migrate.ts';
import type { Identity } from '../../lib/identity/identity.ts';
import { openPostgresIdentity, setAdministratorToken } from '../../lib/identity/postgres-identity-store.ts';
import type { Clock } from '../../lib/time/clock.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';

const minuteMs = 60_000;
let now = Date.UTC(2026, 10, 24, 12);
const clock: Clock = { now: () => now, monotonic: () => now };
const nobody = { bearer: null, session: null, wall: null };

describe('identity', () => {
  let engine: Engine;
  let url = '';
  let identity: Identity;
  beforeAll(async () => {
    engine = await embeddedPostgresEngine();
    url = engine.access.url;
    // Two that start at once must not both make the tables.
    const [one, two] = await Promise.all([migrate(url), migrate(url)]);
    expect([...one, ...two]).toEqual(readMigrations().map(({ name }) => name));
    identity = openPostgresIdentity(url, clock);
  });
  afterAll(async () => {
    await identity.close();
    await engine.stop();
  });

  const inStore = async (sql: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('takes a sign-in code once', async () => {
    const code = await identity.makeCode('Awa', 'operator');
    const taken = await Promise.all([identity.redeem(code), identity.redeem(code), identity.redeem(code)]);
    const sessions = taken.filter((session) => session !== null);
    expect(sessions).toHaveLength(1);
    expect(await identity.whoIs({ ...nobody, session: sessions[0] ?? '' })).toMatchObject({
      kind: 'person',
      name: 'Awa',
    });
  });

  it('takes no code after ten minutes', async () => {
    const code = await identity.makeCode('Awa', 'operator');
    now += 10 * minuteMs + 1;
    expect(await identity.redeem(code)).toBeNull();
  });

  it('takes a right code however many wrong ones came before it: nobody can shut others out', async () => {
    for (let n = 0; n < 20; n++) expect(await identity.redeem(`guess-${n}`)).toBeNull();
    expect(await identity.redeem(await identity.makeCode('Awa', 'operator'))).not.toBeNull();
  });

  it('ends a session that is signed out, at once, and one that is not used for a day', async () => {
    const open = async () => (await identity.redeem(await identity.makeCode('Awa', 'operator'))) ?? '';
    const [left, unused] = [await open(), await open()];
    await identity.signOut(left);
    expect(await identity.whoIs({ ...nobody, session: left })).toBeNull();
    now += 25 * 60 * minuteMs;
    expect(await identity.whoIs({ ...nobody, session: unused })).toBeNull();
  });

  it('knows a wall by its cookie, and only a wall', async () => {
    const wall = await identity.makeToken('wall', 'Cotonou', 'operator');
    const api = await identity.makeToken('api', 'ticketing', 'operator');
    expect(await identity.whoIs({ ...nobody, wall })).toEqual({ kind: 'wall', name: 'Cotonou' });
    expect(await identity.whoIs({ ...nobody, bearer: api })).toEqual({ kind: 'api', name: 'ticketing' });
    expect(await identity.whoIs({ ...nobody, wall: api })).toBeNull();
  });

  it('refuses a revoked token within seconds, and never revokes the administrator', async () => {
    const token = await identity.makeToken('wall', 'lost', 'operator');
    expect(await identity.whoIs({ ...nobody, bearer: token })).not.toBeNull();
    const line = (await identity.tokens()).find(({ name }) => name === 'lost');
    expect(await identity.revokeToken(line?.id ?? '', 'operator')).toBe(true);
    expect(await identity.revokeToken(line?.id ?? '', 'operator')).toBe(false);
    expect(await identity.whoIs({ ...nobody, bearer: token })).toBeNull();
    await setAdministratorToken(url, 'first', now);
    await setAdministratorToken(url, 'second', now);
    const administrators = (await identity.tokens()).filter(({ kind }) => kind === 'administrator');
    expect(administrators).toHaveLength(1);
    expect(await identity.revokeToken(administrators[0]?.id ?? '', 'operator')).toBe(false);
    expect(await identity.whoIs({ ...nobody, bearer: 'first' })).toBeNull();
    expect((await identity.whoIs({ ...nobody, bearer: 'second' }))?.kind).toBe('administrator');
  });

  it('keeps no secret, only hashes', async () => {
    const token = await identity.makeToken('api', 'dump', 'operator');
    const rows = await inStore(
      `select encode(hash, 'escape') as hash, name from identity.token union all select about::text, what from identity.audit`,
    );
    expect(JSON.stringify(rows)).not.toContain(token.slice(10));
  });

  it('writes down who did what, and lets nobody change it', async () => {
    await identity.audit({ at: now, who: 'Awa', what: 'POST /api/v1/drill', about: { site: 'cotonou' } });
    const what = (await inStore('select who, what from identity.audit')).map(
      (row) => `${row.who}: ${row.what}`,
    );
    expect(what).toEqual(
      expect.arrayContaining(['operator: make token', 'Awa: sign in', 'Awa: POST /api/v1/drill']),
    );
    await expect(inStore(`delete from identity.audit`)).rejects.toThrow('only added to');
    await expect(inStore(`update identity.audit set who = 'x'`)).rejects.toThrow('only added to');
  });

  it('still knows a wall while the store is gone', async () => {
    const wall = await identity.makeToken('wall', 'hall', 'operator');
    expect(await identity.whoIs({ ...nobody, wall })).not.toBeNull();
    await engine.stop();
    now += minuteMs;
    expect(await identity.whoIs({ ...nobody, wall })).toEqual({ kind: 'wall', name: 'hall' });
    expect((await identity.check()).ok).toBe(false);
  });
});
