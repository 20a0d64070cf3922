/** The one door of every right. Whoever is asked for, by whatever road, is let through here or nowhere. */
import { mayAsRole, mayAsToken, type Resource, type Role, type Verb, wholeHouse } from './rights.ts';

export type { Resource, Role, Verb } from './rights.ts';

export interface Who {
  /** administrator: the token of the data folder · person: signed in · wall, api, device: a token made for it. */
  readonly kind: 'administrator' | 'person' | 'wall' | 'api' | 'device';
  readonly name: string;
  /** Of people the one they are known by; a token has none. */
  readonly person?: string;
  /** A person without roles may nothing; a token without one has the rights of its kind. */
  readonly roles?: readonly Role[];
  /** Left out or null: every site. */
  readonly sites?: readonly string[] | null;
  /** Left out or null: the house itself, which sees every customer's. */
  readonly customer?: string | null;
}
export type Decision = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** What a right is asked on; each part left out is not asked about (a list then filters by `scopeOf`). */
export interface Subject {
  readonly site?: string;
  readonly customer?: string | null;
}
export interface Scope {
  /** Null: every site. */
  readonly sites: readonly string[] | null;
  /** Null: every customer. */
  readonly customer: string | null;
}

/** As the audit names them. */
export const nameOf = (who: Who): string => who.person ?? who.name;

/** What a list may show to whoever asked. */
export const scopeOf = (who: Who): Scope => ({ sites: who.sites ?? null, customer: who.customer ?? null });

export const inScope = ({ sites, customer }: Scope, of: Subject): boolean =>
  (sites === null || of.site === undefined || sites.includes(of.site)) &&
  (customer === null || of.customer === undefined || customer === of.customer);

export function authorise(who: Who, verb: Verb, resource: Resource, of: Subject = {}): Decision {
  if (!granted(who, verb, resource)) return { ok: false, reason: reasons[who.kind] };
  const scope = scopeOf(who);
  // Whoever manages people can give any right away: a part of the house cannot be enough for it.
  if (wholeHouse(verb, resource) && (scope.sites !== null || scope.customer !== null))
    return { ok: false, reason: 'This concerns the whole house; your rights are for a part of it.' };
  return inScope(scope, of) ? { ok: true } : { ok: false, reason: outside(scope, of) };
}

function granted({ kind, roles = [] }: Who, verb: Verb, resource: Resource): boolean {
  if (kind === 'administrator') return true;
  if (kind === 'person' || roles.length > 0) return roles.some((role) => mayAsRole(role, verb, resource));
  return mayAsToken(kind, verb, resource);
}

const outside = ({ sites }: Scope, { site }: Subject): string =>
  sites !== null && site !== undefined && !sites.includes(site)
    ? 'Your rights do not reach this site.'
    : 'Your rights do not reach this customer.';

const reasons: { readonly [K in Who['kind']]: string } = {
  administrator: 'The administrator has no such right.',
  person: 'You have no such right.',
  wall: 'A wall only reads walls.',
  api: 'This token only reads.',
  device: 'A device only says that it lives, and a site what it has seen.',
};
