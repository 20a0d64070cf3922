/** The one door of every right. Whoever is asked for, by whatever road, is let through here or nowhere. */

/** read: look; operate: change what Vigie does; beat: say that one lives; manage: people, tokens, sign-in links. */
export type Verb = 'read' | 'operate' | 'beat' | 'manage';
export type Resource =
  | 'readings'
  | 'live'
  | 'status'
  | 'wall'
  | 'desk'
  | 'drill'
  | 'walls'
  | 'identity'
  | 'audit'
  | 'incidents'
  | 'maintenance'
  | 'on-call'
  | 'notifications'
  | 'logbook'
  | 'checks';

export interface Who {
  /** administrator: the token of the data folder · person: came by a one-time link · wall, api: a token made for it. */
  readonly kind: 'administrator' | 'person' | 'wall' | 'api';
  readonly name: string;
}
export type Decision = { readonly ok: true } | { readonly ok: false; readonly reason: string };

type Rights = { readonly [V in Verb]?: 'everything' | readonly Resource[] };

/** What each kind may. People get roles of their own later: then this table does, and nothing else changes. */
const rights: { readonly [K in Who['kind']]: Rights } = {
  administrator: { read: 'everything', operate: 'everything', beat: 'everything', manage: 'everything' },
  person: { read: 'everything', operate: 'everything', beat: 'everything', manage: 'everything' },
  wall: { read: ['wall', 'live'], beat: ['walls'] },
  api: { read: ['readings', 'live', 'status', 'wall'] },
};

const reasons: { readonly [K in Who['kind']]: string } = {
  administrator: 'The administrator has no such right.',
  person: 'You have no such right.',
  wall: 'A wall only reads walls.',
  api: 'This token only reads.',
};

export function authorise(who: Who, verb: Verb, resource: Resource): Decision {
  const may = rights[who.kind][verb];
  if (may === 'everything' || may?.includes(resource)) return { ok: true };
  return { ok: false, reason: reasons[who.kind] };
}
