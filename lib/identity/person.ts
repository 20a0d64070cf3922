/** A person as rights see one: roles, sites, customer. How they are reached is the people's book's, not here. */
import type { Locale } from '../messages/message.ts';
import type { Role } from './authorise.ts';

export interface PersonFacts {
  /** By which they sign in; never changes. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Null: every site. */
  readonly sites: readonly string[] | null;
  /** Null: of the house, which sees every customer's. */
  readonly customer: string | null;
  readonly locale: Locale;
}
export interface PersonLine extends PersonFacts {
  /** book: read from people.yaml, changed only there. */
  readonly origin: 'book' | 'added';
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
}

export const personIdPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;

const same = (a: readonly string[] | null, b: readonly string[] | null): boolean =>
  JSON.stringify(a?.toSorted() ?? null) === JSON.stringify(b?.toSorted() ?? null);

/** Whoever was signed in with other rights signs in again. */
export const sameRights = (
  a: Pick<PersonFacts, 'roles' | 'sites' | 'customer'>,
  b: Pick<PersonFacts, 'roles' | 'sites' | 'customer'>,
): boolean => same(a.roles, b.roles) && same(a.sites, b.sites) && a.customer === b.customer;
