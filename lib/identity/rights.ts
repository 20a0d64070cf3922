/** The table of rights: role × resource × verb. docs/rights.md is made from it; nothing else says who may what. */

/** read: look; operate: change what Vigie does; beat: say that one lives; manage: decide who may, and what there is. */
export const verbs = ['read', 'operate', 'beat', 'manage'] as const;
export type Verb = (typeof verbs)[number];

export const roles = [
  'viewer',
  'operator',
  'on-call',
  'supervisor',
  'agent',
  'customer',
  'administrator',
] as const;
export type Role = (typeof roles)[number];
export const tokenKinds = ['wall', 'api', 'device'] as const;
export type TokenKind = (typeof tokenKinds)[number];

type Grantee = Exclude<Role, 'administrator'> | TokenKind;
type Row = { readonly [V in Verb]?: readonly Grantee[] };

/** Whoever watches: everybody of the operations centre. */
const watching = ['viewer', 'operator', 'on-call', 'supervisor'] as const;
const acting = ['operator', 'on-call', 'supervisor'] as const;
const leading = ['supervisor'] as const;

const table = {
  readings: { read: [...watching, 'api'] },
  live: { read: [...watching, 'wall', 'api'] },
  status: { read: [...watching, 'api', 'device'] },
  wall: { read: [...watching, 'wall', 'api'] },
  desk: { read: watching },
  drill: { read: watching, operate: ['operator', 'supervisor'] },
  walls: { read: watching, operate: ['operator', 'supervisor'], beat: [...watching, 'wall', 'device'] },
  // A site that watches itself reports to its centre.
  watchers: { beat: ['device'] },
  incidents: { read: [...watching, 'api'], operate: acting },
  maintenance: { read: [...watching, 'api'], operate: ['operator', 'supervisor'] },
  'on-call': { read: watching, operate: ['on-call', 'supervisor'] },
  notifications: { read: watching, operate: acting },
  logbook: { read: watching, operate: acting },
  checks: { read: watching, operate: acting },
  rules: { read: watching },
  customers: { read: leading },
  surveys: { read: ['supervisor', 'agent', 'customer'], operate: leading },
  campaigns: { read: ['supervisor', 'agent', 'customer'], operate: leading },
  contacts: { read: ['supervisor', 'agent'], operate: leading },
  attempts: { read: ['supervisor', 'agent', 'customer'], operate: ['supervisor', 'agent'] },
  answers: { read: ['supervisor', 'agent', 'customer'], operate: ['agent'] },
  // Listening to somebody's voice: who answers for the campaign, and the customer who ordered it.
  recordings: { read: ['supervisor', 'customer'] },
  agents: { read: ['supervisor', 'agent'], operate: ['supervisor', 'agent'] },
  sla: { read: ['viewer', 'operator', 'supervisor', 'customer', 'api'], operate: leading },
  portal: { read: ['supervisor', 'customer'] },
  // A number in full: whoever has to dial it. Everybody else sees it masked.
  'phone-numbers': { read: [...acting, 'agent'] },
  account: { operate: [...watching, 'agent', 'customer'] },
  people: {},
  tokens: {},
  identity: {},
  audit: {},
} as const satisfies Readonly<Record<string, Row>>;

export type Resource = keyof typeof table;
export const resources = Object.keys(table) as readonly Resource[];

const rowOf = (resource: Resource): Row => table[resource];

/** The administrator may everything; of the others each cell is in the table. */
export const mayAsRole = (role: Role, verb: Verb, resource: Resource): boolean =>
  role === 'administrator' || rowOf(resource)[verb]?.includes(role) === true;

export const mayAsToken = (kind: TokenKind, verb: Verb, resource: Resource): boolean =>
  rowOf(resource)[verb]?.includes(kind) === true;

const always: readonly Resource[] = ['people', 'tokens', 'identity', 'audit'];
/** What no scope narrows, so that only a right on the whole house is enough. */
export const wholeHouse = (verb: Verb, resource: Resource): boolean =>
  verb === 'manage' || always.includes(resource);
