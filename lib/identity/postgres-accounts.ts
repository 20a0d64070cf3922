/** A person's own account in PostgreSQL: password, second factor, sessions. */
import { randomBytes } from 'node:crypto';
import type { AccountFacts, Accounts, SessionLine, SignIn, Visitor } from './identity.ts';
import { needsRehash } from './password-form.ts';
import { BusyError, Passwords, passwordCost, saltBytes } from './passwords.ts';
import { type Client, endSessions, type Ground, inTransaction, writeAudit } from './postgres-ground.ts';
import { openSession, rotateSession } from './postgres-sessions.ts';
import { beginTry, wasHalf, wasRight } from './postgres-sign-in-tries.ts';
import { hashOf } from './secret.ts';
import { stepOf, totpSecretBytes } from './totp.ts';

/** After a link, as long as the link itself would have lived. */
const freshMs = 10 * 60_000;
/** Guesses at the current password from inside a session are counted apart from those at the door. */
const inside = 'session';

interface Kept {
  readonly password: string | null;
  readonly totp: Buffer | null;
  readonly totp_offered: Buffer | null;
  readonly totp_step: string;
}
interface Mine extends AccountFacts {
  readonly hash: Buffer;
}

export class PostgresAccounts implements Accounts {
  readonly #ground: Ground;
  readonly #passwords = new Passwords();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async signIn(
    asked: { person: string; password: string; code: string | null },
    from: Visitor,
  ): Promise<SignIn> {
    const pair = { person: asked.person, address: from.address };
    const waitMs = await beginTry(this.#ground, pair);
    if (waitMs > 0) return { ok: false, why: 'wait', waitMs };
    const kept = await this.#kept(this.#ground.pool, asked.person);
    try {
      if (!(await this.#passwords.verify(asked.password, kept?.password ?? null)) || !kept)
        return { ok: false, why: 'wrong' };
    } catch (error) {
      if (!(error instanceof BusyError)) throw error;
      await wasHalf(this.#ground, pair);
      return { ok: false, why: 'busy' };
    }
    if (kept.totp && asked.code === null) {
      await wasHalf(this.#ground, pair);
      return { ok: false, why: 'code' };
    }
    if (kept.totp && !(await this.#takeStep(asked.person, kept.totp, asked.code ?? '')))
      return { ok: false, why: 'wrong' };
    await wasRight(this.#ground, pair);
    if (kept.password && needsRehash(kept.password, passwordCost))
      await this.#keep(this.#ground.pool, asked.person, await this.#hash(asked.password));
    const of = { person: asked.person, administrator: false, means: 'password' } as const;
    const session = await inTransaction(this.#ground, (client) =>
      openSession(this.#ground, client, of, from),
    );
    return { ok: true, session };
  }

  facts(session: string): Promise<AccountFacts | null> {
    return this.#mine(session);
  }

  async setPassword(session: string, current: string | null, next: string): Promise<string | null> {
    const mine = await this.#mine(session);
    if (!mine || !(await this.#proves(mine, current))) return null;
    const made = await this.#hash(next);
    return this.#changed(mine, session, 'change password', (client) => this.#keep(client, mine.person, made));
  }

  async offerTotp(session: string): Promise<Buffer | null> {
    const mine = await this.#mine(session);
    if (!mine) return null;
    const secret = randomBytes(totpSecretBytes);
    await this.#ground.pool.query(
      `insert into identity.credential (person, totp_offered) values ($1, $2)
       on conflict (person) do update set totp_offered = $2`,
      [mine.person, secret],
    );
    return secret;
  }

  async confirmTotp(session: string, code: string): Promise<string | null> {
    const mine = await this.#mine(session);
    const offered = mine && (await this.#kept(this.#ground.pool, mine.person))?.totp_offered;
    if (!mine || !offered) return null;
    const step = stepOf(offered, code, this.#ground.clock.now(), 0);
    if (step === null) return null;
    return this.#changed(mine, session, 'turn on second factor', (client) =>
      client.query(
        'update identity.credential set totp = totp_offered, totp_offered = null, totp_step = $2 where person = $1',
        [mine.person, step],
      ),
    );
  }

  async removeTotp(session: string, current: string | null): Promise<boolean> {
    const mine = await this.#mine(session);
    if (!mine || !(await this.#proves(mine, current))) return false;
    await inTransaction(this.#ground, async (client) => {
      await client.query(
        'update identity.credential set totp = null, totp_offered = null, totp_step = 0 where person = $1',
        [mine.person],
      );
      await this.#log(client, mine.person, 'turn off second factor');
    });
    return true;
  }

  async sessions(session: string): Promise<SessionLine[]> {
    const mine = await this.#mine(session);
    if (!mine) return [];
    const { rows } = await this.#ground.pool.query<{
      id: string;
      hash: Buffer;
      means: 'link' | 'password';
      address: string;
      agent: string;
      created_at: Date;
      seen_at: Date;
    }>(
      `select id, hash, means, address, agent, created_at, seen_at from identity.session
        where person = $1 and not administrator and expires_at > $2 and ends_at > $2 order by seen_at desc`,
      [mine.person, new Date(this.#ground.clock.now())],
    );
    return rows.map(({ hash, created_at, seen_at, ...line }) => ({
      ...line,
      createdAt: created_at.getTime(),
      seenAt: seen_at.getTime(),
      mine: hash.equals(mine.hash),
    }));
  }

  async endSessions(session: string, id: string | null): Promise<number> {
    const mine = await this.#mine(session);
    if (!mine) return 0;
    return inTransaction(this.#ground, async (client) => {
      const which = id === null ? { but: mine.hash } : { id };
      const ended = await endSessions(this.#ground, client, { person: mine.person, ...which });
      await this.#log(client, mine.person, 'end sessions', { ended });
      return ended;
    });
  }

  async #mine(session: string): Promise<Mine | null> {
    const { clock, pool } = this.#ground;
    const now = clock.now();
    const hash = hashOf(session);
    const { rows } = await pool.query<{
      id: string;
      name: string;
      means: string;
      created_at: Date;
      has_password: boolean;
      has_totp: boolean;
    }>(
      `select p.id, p.name, s.means, s.created_at, coalesce(c.password is not null, false) as has_password,
              coalesce(c.totp is not null, false) as has_totp
         from identity.session s
         join identity.person p on p.id = s.person and p.removed_at is null
         left join identity.credential c on c.person = p.id
        where s.hash = $1 and not s.administrator and s.expires_at > $2 and s.ends_at > $2`,
      [hash, new Date(now)],
    );
    const found = rows[0];
    if (!found) return null;
    return {
      hash,
      person: found.id,
      name: found.name,
      hasPassword: found.has_password,
      hasTotp: found.has_totp,
      fresh: found.means === 'link' && now - found.created_at.getTime() < freshMs,
    };
  }

  async #proves({ person, hasPassword, fresh }: Mine, current: string | null): Promise<boolean> {
    if (fresh || !hasPassword) return true;
    const pair = { person, address: inside };
    if ((await beginTry(this.#ground, pair)) > 0) return false;
    const kept = await this.#kept(this.#ground.pool, person);
    const right = await this.#passwords.verify(current ?? '', kept?.password ?? null);
    if (right) await wasRight(this.#ground, pair);
    return right;
  }

  /** What was changed, the end of every other session, a new secret for this one: all or nothing. */
  #changed(
    mine: Mine,
    session: string,
    what: string,
    change: (client: Client) => Promise<unknown>,
  ): Promise<string> {
    return inTransaction(this.#ground, async (client) => {
      await change(client);
      await endSessions(this.#ground, client, { person: mine.person, but: mine.hash });
      await this.#log(client, mine.person, what);
      return rotateSession(this.#ground, client, session);
    });
  }

  /** Two that come with one code at once: one of them took it. */
  async #takeStep(person: string, secret: Buffer, code: string): Promise<boolean> {
    const kept = await this.#kept(this.#ground.pool, person);
    const step = stepOf(secret, code, this.#ground.clock.now(), Number(kept?.totp_step ?? 0));
    if (step === null) return false;
    const { rowCount } = await this.#ground.pool.query(
      'update identity.credential set totp_step = $2 where person = $1 and totp_step < $2',
      [person, step],
    );
    return rowCount === 1;
  }

  async #kept(client: Client, person: string): Promise<Kept | undefined> {
    const { rows } = await client.query<Kept>(
      `select password, totp, totp_offered, totp_step from identity.credential
        where person in (select id from identity.person where id = $1 and removed_at is null)`,
      [person],
    );
    return rows[0];
  }

  #hash(password: string): Promise<string> {
    return this.#passwords.hash(password, randomBytes(saltBytes));
  }

  async #keep(client: Client, person: string, password: string): Promise<void> {
    await client.query(
      `insert into identity.credential (person, password, password_at) values ($1, $2, $3)
       on conflict (person) do update set password = $2, password_at = $3`,
      [person, password, new Date(this.#ground.clock.now())],
    );
  }

  #log(client: Client, who: string, what: string, about: unknown = {}): Promise<void> {
    return writeAudit(client, { at: this.#ground.clock.now(), who, what, about });
  }
}
