/** Sign-in codes and sessions in PostgreSQL: made once, prolonged while used, ended by idleness, age or hand. */
import type { Role, Who } from './authorise.ts';
import type { Visitor } from './identity.ts';
import { type Client, freshSecret, type Ground, writeAudit } from './postgres-ground.ts';
import { hashOf } from './secret.ts';

const codeLivesMs = 10 * 60_000;
/** A desk that is open asks again and again, so that only one left behind becomes idle. */
export const sessionIdleMs = 24 * 3_600_000;
export const sessionLivesMs = 30 * 24 * 3_600_000;
/** A session in use is prolonged, but not with each of its requests. */
const prolongEveryMs = 10 * 60_000;
const longestAgent = 200;

export const unseen: Visitor = { address: '', agent: '', before: null };

export async function insertCode(
  ground: Ground,
  client: Client,
  { person, administrator, by }: { person: string; administrator: boolean; by: string },
): Promise<string> {
  const code = freshSecret('code');
  const now = ground.clock.now();
  await client.query('delete from identity.sign_in_code where expires_at < $1', [new Date(now)]);
  await client.query(
    `insert into identity.sign_in_code (hash, person, administrator, created_at, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [hashOf(code), person, administrator, new Date(now), new Date(now + codeLivesMs)],
  );
  await writeAudit(client, { at: now, who: by, what: 'make sign-in link', about: { person, administrator } });
  return code;
}

/** Null: no such code in force, or its person is no more. */
export async function takeCode(
  { clock }: Ground,
  client: Client,
  code: string,
): Promise<{ person: string; administrator: boolean } | null> {
  const { rows } = await client.query<{ person: string; administrator: boolean }>(
    `delete from identity.sign_in_code where hash = $1 and expires_at > $2
       and (administrator or person in (select id from identity.person where removed_at is null))
     returning person, administrator`,
    [hashOf(code), new Date(clock.now())],
  );
  return rows[0] ?? null;
}

export async function openSession(
  { clock, sessions }: Ground,
  client: Client,
  of: { person: string; administrator: boolean; means: 'link' | 'password' },
  from: Visitor,
): Promise<string> {
  const session = freshSecret('session');
  const now = clock.now();
  await client.query('delete from identity.session where expires_at < $1 or ends_at < $1', [new Date(now)]);
  // Whoever planted a session in this browser before must not share the new one.
  if (from.before !== null) {
    sessions.forget(hashOf(from.before));
    await client.query('delete from identity.session where hash = $1', [hashOf(from.before)]);
  }
  await client.query(
    `insert into identity.session
       (hash, person, administrator, means, address, agent, created_at, seen_at, expires_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)`,
    [
      hashOf(session),
      of.person,
      of.administrator,
      of.means,
      from.address.slice(0, longestAgent),
      from.agent.slice(0, longestAgent),
      new Date(now),
      new Date(now + sessionIdleMs),
      new Date(now + sessionLivesMs),
    ],
  );
  await writeAudit(client, {
    at: now,
    who: of.person,
    what: 'sign in',
    about: { means: of.means, address: from.address },
  });
  return session;
}

interface Row {
  readonly session_person: string;
  readonly administrator: boolean;
  readonly seen_at: Date;
  readonly id: string | null;
  readonly name: string;
  readonly roles: Role[];
  readonly sites: string[] | null;
  readonly customer: string | null;
}

export async function findSession({ pool, clock }: Ground, session: string): Promise<Who | null> {
  const now = clock.now();
  const { rows } = await pool.query<Row>(
    `select s.person as session_person, s.administrator, s.seen_at, p.id, p.name, p.roles, p.sites, p.customer
       from identity.session s left join identity.person p
         on p.id = s.person and p.removed_at is null and not s.administrator
      where s.hash = $1 and s.expires_at > $2 and s.ends_at > $2`,
    [hashOf(session), new Date(now)],
  );
  const found = rows[0];
  if (!found || (found.id === null && !found.administrator)) return null;
  if (now - found.seen_at.getTime() > prolongEveryMs)
    await pool.query('update identity.session set seen_at = $2, expires_at = $3 where hash = $1', [
      hashOf(session),
      new Date(now),
      new Date(now + sessionIdleMs),
    ]);
  if (found.id === null) return { kind: 'person', name: found.session_person, roles: ['administrator'] };
  const { id, name, roles, sites, customer } = found;
  return { kind: 'person', name, person: id, roles, sites, customer };
}

/** The same session under a new secret, after a change of what it may or how it was proved. */
export async function rotateSession({ sessions }: Ground, client: Client, session: string): Promise<string> {
  const next = freshSecret('session');
  await client.query('update identity.session set hash = $2 where hash = $1', [
    hashOf(session),
    hashOf(next),
  ]);
  sessions.forget(hashOf(session));
  return next;
}
