/** `vigie user add ID --role ROLE[,ROLE]…`, `user list`, `user remove ID`, `user sign-out ID`. */

import { type PersonFacts, personIdPattern } from '../../lib/identity/person.ts';
import { roles as everyRole, type Role } from '../../lib/identity/rights.ts';
import { isLocale } from '../../lib/messages/message.ts';
import { type Asked, operator, readAsked, withIdentity } from './running.ts';
import type { RunVerb, Write } from './verb.ts';

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

export const isRole = (text: string): text is Role => (everyRole as readonly string[]).includes(text);

/** Every role named is known; throws with those that there are. */
export function rolesOf(text: string | undefined): Role[] {
  const named = listOf(text ?? '');
  const wrong = named.filter((role) => !isRole(role));
  if (named.length === 0 || wrong.length > 0)
    throw new Error(`--role ${wrong.join(',')}: name one or several of ${everyRole.join(', ')}`);
  return named.filter(isRole);
}

function personOf({ values }: Asked, id: string): PersonFacts {
  const { name = id, role, sites, customer = null, locale = 'fr' } = values;
  if (!personIdPattern.test(id))
    throw new Error(`user add ${id}: small letters, digits, dots and dashes, at most 64`);
  if (!isLocale(locale)) throw new Error(`--locale ${locale}: there are fr and en`);
  const roles = rolesOf(role);
  if (roles.includes('customer') && customer === null)
    throw new Error('--role customer: name whose with --customer ID (of customers.yaml)');
  return { id, name, roles, sites: sites === undefined ? null : listOf(sites), customer, locale };
}

async function add(asked: Asked, id: string, write: Write): Promise<void> {
  const person = personOf(asked, id);
  const done = await withIdentity(asked, (identity) => identity.people.add(person, operator));
  if (!done) throw new Error(`user add ${id}: there is one already ("user list" shows them)`);
  write(
    asked.json
      ? `${JSON.stringify(person)}\n`
      : `${id} is added. First sign-in: npm run vigie -- sign-in ${id}\n`,
  );
}

async function list(asked: Asked, write: Write): Promise<void> {
  const people = await withIdentity(asked, (identity) => identity.people.list());
  const lines = people.map(
    ({ id, name, roles, sites, customer, origin }) =>
      `${id.padEnd(20)}  ${roles.join(',').padEnd(24)}  ${(sites?.join(',') ?? 'every site').padEnd(20)}  ${customer ?? '-'}  ${origin}  ${name}`,
  );
  write(asked.json ? `${JSON.stringify(people)}\n` : `${lines.join('\n')}\n`);
}

export const user: RunVerb = async (args, write) => {
  const asked = readAsked(args, ['name', 'role', 'sites', 'customer', 'locale']);
  const [what, id] = asked.positionals;
  const answer = (value: object, text: string) =>
    write(asked.json ? `${JSON.stringify(value)}\n` : `${text}\n`);
  if (what === 'list') await list(asked, write);
  else if (what === 'add' && id) await add(asked, id, write);
  else if (what === 'remove' && id) {
    const done = await withIdentity(asked, (identity) => identity.people.remove(id, operator));
    if (!done)
      throw new Error(`user remove ${id}: nobody added by hand has this name (people.yaml: change it there)`);
    answer({ id, removed: true }, `${id} is removed, and signed out everywhere`);
  } else if (what === 'sign-out' && id) {
    const ended = await withIdentity(asked, (identity) => identity.people.signOutEverywhere(id, operator));
    answer({ id, ended }, `${id}: ${ended} session(s) ended; refused within 5 s`);
  } else throw new Error('user: say add ID --role ROLE, list, remove ID, or sign-out ID');
  return 0;
};
