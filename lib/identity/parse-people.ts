/** `people.yaml`: who works with Vigie, what they may, and the ways to reach them. Problems go to the load. */
import { remedy } from '../config/nearest.ts';
import type { LoadContext, Place } from '../config/place.ts';
import { readYaml } from '../config/place.ts';
import * as r from '../config/readers.ts';
import type { Person, Way } from './people.ts';
import { personIdPattern } from './person.ts';
import { roles as knownRoles } from './rights.ts';

/** What the people name of the files beside; null: that file is wrong itself, nothing is compared with it. */
export interface KnownToPeople {
  readonly sites: ReadonlySet<string> | null;
  readonly customers: ReadonlySet<string> | null;
  /** Channel → whether it takes this address. */
  readonly channels: ReadonlyMap<string, (address: string) => boolean> | null;
  /** Of the site book: in which people are written to unless they say otherwise. */
  readonly locale: 'fr' | 'en';
}

const maxPeople = 10_000;
/** More ways than this to one person would be tried for hours. */
const maxWays = 10;

const language = r.parsed(
  (written) => (/^[a-z]{2,3}$/.test(written) ? written : null),
  'a language: two or three small letters, such as fr or fon',
);
const extension = r.parsed(
  (written) => (/^\d{2,8}$/.test(written) ? written : null),
  'an extension: two to eight digits',
);

const named =
  (what: string, known: ReadonlySet<string> | null, file: string): r.Read<string> =>
  (at) => {
    const value = r.text(at);
    if (value === undefined || known === null || known.has(value)) return value;
    return at.problem(`"${at.key}: ${at.written}" names no ${what} of ${file}: ${remedy(value, [...known])}`);
  };

/** The address itself is left out of what is said: it is somebody's number. */
const way =
  ({ channels }: KnownToPeople): r.Read<Way> =>
  (at) => {
    const known = channels && new Set(channels.keys());
    const read = r.fields('a way', {
      channel: r.required(named('channel', known, 'channels.yaml')),
      address: r.required(r.text),
    })(at);
    if (read === undefined) return undefined;
    const takes = channels?.get(read.channel);
    return takes === undefined || takes(read.address)
      ? read
      : at.problem(
          `the address is none for the channel "${read.channel}": write a number with +, an e-mail address, or what the channel asks for`,
        );
  };

function readPerson(at: Place, id: string, known: KnownToPeople, file: string): Person | undefined {
  const read = r.fields(`person "${id}"`, {
    name: r.required(r.text),
    roles: r.required(r.listOf(r.oneOf(...knownRoles), knownRoles.length)),
    sites: r.optional(r.listOf(named('site', known.sites, 'sites.yaml')), null),
    customer: r.optional(named('customer', known.customers, 'customers.yaml'), null),
    locale: r.optional(r.oneOf('fr', 'en'), known.locale),
    languages: r.optional(r.listOf(language, 20), []),
    extension: r.optional(extension, null),
    ways: r.optional(r.listOf(way(known), maxWays), []),
  })(at);
  if (!personIdPattern.test(id))
    return at.problem(`"${id}" cannot name a person: small letters, digits, "-", "_" and "." only`);
  if (read === undefined) return undefined;
  const { roles, customer } = read;
  if (roles.length === 0)
    return at.problem(`person "${id}" has no role: name one (${knownRoles.join(', ')})`);
  if (roles.includes('customer') && customer === null)
    return at.problem(`person "${id}" has the role customer and no "customer": say which`);
  if (customer !== null && !roles.every((role) => role === 'customer'))
    return at.problem(`person "${id}" belongs to a customer and has a role of the house: make them two`);
  if (roles.includes('agent') && read.extension === null)
    return at.problem(`person "${id}" has the role agent and no "extension": add it`);
  return { id, ...read, file, line: at.line };
}

/** Each extension rings in one place. */
function checkExtensions(people: readonly Person[], places: ReadonlyMap<string, Place> | undefined): void {
  const held = new Map<string, string>();
  for (const { id, extension: own } of people) {
    if (own === null) continue;
    const first = held.get(own);
    if (first !== undefined)
      places?.get(id)?.problem(`extension ${own} of "${id}" is already that of "${first}": give them two`);
    held.set(own, first ?? id);
  }
}

/** Undefined when something is wrong: `load.problems` says what. */
export function parsePeople(
  file: string,
  text: string,
  known: KnownToPeople,
  load: LoadContext,
): readonly Person[] | undefined {
  const before = load.problems.length;
  const place = readYaml(file, text, load);
  if (place === undefined) return undefined;
  if (place.empty) return [];
  const read = r.recordOf((at, id) => readPerson(at, id, known, file), maxPeople)(place);
  if (read === undefined) return undefined;
  const people = Object.values(read);
  checkExtensions(people, place.entries);
  return load.problems.length > before ? undefined : people;
}
