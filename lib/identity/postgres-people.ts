/** People in PostgreSQL: those of the book, synced whole; those added by hand, which the book does not know. */
import type { Role } from './authorise.ts';
import type { People } from './identity.ts';
import { type PersonFacts, type PersonLine, sameRights } from './person.ts';
import { type Client, endSessions, type Ground, inTransaction, writeAudit } from './postgres-ground.ts';
import { insertCode } from './postgres-sessions.ts';

/** Any number, the same in every Vigie: two web roles that start at once sync one after the other. */
const syncLock = 8_447_320;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly roles: Role[];
  readonly sites: string[] | null;
  readonly customer: string | null;
  readonly locale: 'fr' | 'en';
  readonly origin: 'book' | 'added';
}

/** Held until the end of the transaction. */
async function present(client: Client, id: string): Promise<Row | undefined> {
  const { rows } = await client.query<Row>(
    `select id, name, roles, sites, customer, locale, origin from identity.person
      where id = $1 and removed_at is null for update`,
    [id],
  );
  return rows[0];
}

const facts = ({ id, name, roles, sites, customer, locale }: PersonFacts): PersonFacts => ({
  id,
  name,
  roles,
  sites,
  customer,
  locale,
});

export class PostgresPeople implements People {
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async list(): Promise<PersonLine[]> {
    const { rows } = await this.#ground.pool.query<Row & { has_password: boolean; has_totp: boolean }>(
      `select p.id, p.name, p.roles, p.sites, p.customer, p.locale, p.origin,
              coalesce(c.password is not null, false) as has_password, coalesce(c.totp is not null, false) as has_totp
         from identity.person p left join identity.credential c on c.person = p.id
        where p.removed_at is null order by p.id`,
    );
    return rows.map(({ has_password, has_totp, ...row }) => ({
      ...row,
      hasPassword: has_password,
      hasTotp: has_totp,
    }));
  }

  add(person: PersonFacts, by: string): Promise<boolean> {
    return inTransaction(this.#ground, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [syncLock]);
      if (await present(client, person.id)) return false;
      await this.#put(client, person, 'added');
      await this.#log(client, by, 'add person', facts(person));
      return true;
    });
  }

  change(person: PersonFacts, by: string): Promise<boolean> {
    return inTransaction(this.#ground, async (client) => {
      const before = await present(client, person.id);
      if (before?.origin !== 'added') return false;
      await this.#put(client, person, 'added');
      if (!sameRights(before, person)) await endSessions(this.#ground, client, { person: person.id });
      await this.#log(client, by, 'change person', { before: facts(before), after: facts(person) });
      return true;
    });
  }

  remove(id: string, by: string): Promise<boolean> {
    return inTransaction(this.#ground, async (client) => {
      const before = await present(client, id);
      if (before?.origin !== 'added') return false;
      await this.#drop(client, id);
      await this.#log(client, by, 'remove person', { id });
      return true;
    });
  }

  sync(book: readonly PersonFacts[]): Promise<void> {
    return inTransaction(this.#ground, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [syncLock]);
      for (const person of book) await this.#syncOne(client, person);
      const { rows } = await client.query<{ id: string }>(
        `select id from identity.person where origin = 'book' and removed_at is null and id <> all ($1::text[])`,
        [book.map(({ id }) => id)],
      );
      for (const { id } of rows) {
        await this.#drop(client, id);
        await this.#log(client, 'book', 'remove person', { id });
      }
    });
  }

  signOutEverywhere(id: string, by: string): Promise<number> {
    return inTransaction(this.#ground, async (client) => {
      const ended = await endSessions(this.#ground, client, { person: id });
      await this.#log(client, by, 'sign out everywhere', { person: id, sessions: ended });
      return ended;
    });
  }

  makeCode(id: string, by: string): Promise<string | null> {
    return inTransaction(this.#ground, async (client) =>
      (await present(client, id))
        ? insertCode(this.#ground, client, { person: id, administrator: false, by })
        : null,
    );
  }

  async #syncOne(client: Client, person: PersonFacts): Promise<void> {
    const before = await present(client, person.id);
    const rights = before !== undefined && sameRights(before, person);
    const same = rights && before.name === person.name && before.locale === person.locale;
    if (same && before.origin === 'book') return;
    await this.#put(client, person, 'book');
    if (before && !rights) await endSessions(this.#ground, client, { person: person.id });
    await this.#log(client, 'book', before ? 'change person' : 'add person', facts(person));
  }

  async #put(client: Client, person: PersonFacts, origin: Row['origin']): Promise<void> {
    const { id, name, roles, sites, customer, locale } = person;
    await client.query(
      `insert into identity.person (id, name, roles, sites, customer, locale, origin, added_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (id) do update set name = excluded.name, roles = excluded.roles, sites = excluded.sites,
         customer = excluded.customer, locale = excluded.locale, origin = excluded.origin, removed_at = null`,
      [id, name, roles, sites, customer, locale, origin, new Date(this.#ground.clock.now())],
    );
  }

  /** Gone with what they held: somebody else of the same id must not inherit it. */
  async #drop(client: Client, id: string): Promise<void> {
    const at = new Date(this.#ground.clock.now());
    await client.query('update identity.person set removed_at = $2 where id = $1', [id, at]);
    await client.query('delete from identity.credential where person = $1', [id]);
    await client.query('delete from identity.sign_in_code where person = $1', [id]);
    await endSessions(this.#ground, client, { person: id });
  }

  #log(client: Client, who: string, what: string, about: unknown): Promise<void> {
    return writeAudit(client, { at: this.#ground.clock.now(), who, what, about });
  }
}
