/** People: who there is, added, changed, removed, given a link, signed out. Those of people.yaml are changed there. */
import { z } from 'zod';
import { webAddress } from '../../../lib/config/runtime.ts';
import { nameOf } from '../../../lib/identity/authorise.ts';
import { type PersonFacts, personIdPattern } from '../../../lib/identity/person.ts';
import { roles } from '../../../lib/identity/rights.ts';
import { locales } from '../../../lib/messages/message.ts';
import { callerOf } from '../caller.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import { pageOf, pageQuery, pageSchema } from '../page-of.ts';
import { ProblemError } from '../problem.ts';

const manage = { verb: 'manage', resource: 'people' } as const;
const read = { verb: 'read', resource: 'people' } as const;

export const personId = z
  .string()
  .regex(personIdPattern, 'small letters, digits, dots and dashes, at most 64');
const siteIds = z.array(z.string().min(1).max(64)).max(200).nullable().default(null);
const rights = {
  name: z.string().trim().min(1).max(100),
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
  sites: siteIds.describe('Null: every site.'),
  customer: z.string().min(1).max(64).nullable().default(null),
  locale: z.enum(locales).default('fr'),
};

export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roles)),
    sites: z.array(z.string()).nullable(),
    customer: z.string().nullable(),
    locale: z.enum(locales),
    origin: z.enum(['book', 'added']).describe('book: of people.yaml, changed only there.'),
    hasPassword: z.boolean(),
    hasTotp: z.boolean(),
  })
  .meta({ id: 'Person' });

/** A site that the book does not have is a typing error, and would let nobody see anything. */
export function knownSites(house: House, sites: readonly string[] | null): void {
  const known = house.picture.inventory?.sites.map(({ id }) => id) ?? [];
  const wrong = (sites ?? []).filter((site) => !known.includes(site));
  if (wrong.length > 0)
    throw new ProblemError(400, `sites: ${wrong.join(', ')}: not in the book, which has ${known.join(', ')}`);
}

function checked(house: House, person: PersonFacts): PersonFacts {
  knownSites(house, person.sites);
  if (person.roles.includes('customer') && person.customer === null)
    throw new ProblemError(400, 'customer: name whose, the role customer sees one customer only');
  if (person.customer !== null && !house.alarmBook().customers.some(({ id }) => id === person.customer))
    throw new ProblemError(400, `customer: ${person.customer} is not in customers.yaml`);
  return person;
}

async function oneOf(house: House, id: string): Promise<z.input<typeof personSchema>> {
  const found = (await house.identity.people.list()).find((one) => one.id === id);
  if (!found) throw new ProblemError(404, `Nobody is called ${id}.`);
  return { ...found, roles: [...found.roles], sites: found.sites === null ? null : [...found.sites] };
}

/** Says which of the two reasons it is. */
async function notByHand(house: House, id: string): Promise<never> {
  await oneOf(house, id);
  throw new ProblemError(409, `${id} is a person of people.yaml: change it there.`);
}

export const listPeople = defineEndpoint({
  path: '/api/v1/people',
  summary: 'Everybody who may sign in, with their roles and scope.',
  right: read,
  query: z.strictObject({ ...pageQuery }),
  answer: pageSchema(personSchema),
  answerWith: async ({ house, query }) => pageOf(await house.identity.people.list(), ({ id }) => id, query),
});

export const addPerson = defineEndpoint({
  method: 'POST',
  path: '/api/v1/people',
  summary: 'Adds a person that people.yaml does not name.',
  right: manage,
  status: 201,
  auditedByStore: true,
  body: z.strictObject({ id: personId, ...rights }),
  answer: personSchema,
  answerWith: async ({ house, body, who }) => {
    const by = nameOf(callerOf(who));
    if (!(await house.identity.people.add(checked(house, body), by)))
      throw new ProblemError(409, `${body.id} is there already.`);
    return oneOf(house, body.id);
  },
});

export const changePerson = defineEndpoint({
  method: 'POST',
  path: '/api/v1/people/{id}',
  summary: 'Changes a person; with other rights every session of theirs ends.',
  right: manage,
  auditedByStore: true,
  params: z.object({ id: personId }),
  body: z.strictObject(rights),
  answer: personSchema,
  answerWith: async ({ house, params, body, who }) => {
    const person = checked(house, { id: params.id, ...body });
    if (!(await house.identity.people.change(person, nameOf(callerOf(who)))))
      await notByHand(house, params.id);
    return oneOf(house, params.id);
  },
});

export const removePerson = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/people/{id}',
  summary: 'Removes a person, with password, second factor, links and sessions.',
  right: manage,
  auditedByStore: true,
  params: z.object({ id: personId }),
  answer: z.object({ id: z.string(), removed: z.literal(true) }),
  answerWith: async ({ house, params, who }) => {
    if (!(await house.identity.people.remove(params.id, nameOf(callerOf(who)))))
      await notByHand(house, params.id);
    return { id: params.id, removed: true };
  },
});

export const signInLink = defineEndpoint({
  method: 'POST',
  path: '/api/v1/people/{id}/sign-in-link',
  summary: 'A link that signs the person in, once, within ten minutes.',
  right: manage,
  status: 201,
  auditedByStore: true,
  params: z.object({ id: personId }),
  answer: z.object({ person: z.string(), link: z.string(), minutes: z.literal(10) }),
  answerWith: async ({ house, params, who }) => {
    const code = await house.identity.people.makeCode(params.id, nameOf(callerOf(who)));
    if (code === null) throw new ProblemError(404, `Nobody is called ${params.id}.`);
    const link = `${webAddress(house.runtime.web)}/sign-in?code=${code}`;
    return { person: params.id, link, minutes: 10 };
  },
});

export const signOutPerson = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/people/{id}/sessions',
  summary: 'Signs the person out everywhere.',
  right: manage,
  auditedByStore: true,
  params: z.object({ id: personId }),
  answer: z.object({ ended: z.number().int() }),
  answerWith: async ({ house, params, who }) => {
    await oneOf(house, params.id);
    return { ended: await house.identity.people.signOutEverywhere(params.id, nameOf(callerOf(who))) };
  },
});
