/**
 * Every page and every operation of the API by real HTTP, with every role and kind of token, without credentials, and
 * with another site's and another customer's scope. What there is comes from the program, and what is expected from its
 * declared rights: a new route is tried the day it is written.
 */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoints } from '../../app/_server/api/index.ts';
import type { Endpoint, Right } from '../../app/_server/endpoint.ts';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { smallIncident } from '../../lib/alarm/small-incident.ts';
import { authorise, type Resource, type Verb, type Who } from '../../lib/identity/authorise.ts';
import type { Identity } from '../../lib/identity/identity.ts';
import { openPostgresIdentity } from '../../lib/identity/postgres-identity-store.ts';
import { roles, tokenKinds } from '../../lib/identity/rights.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { type Instance, startInstance, temporary, writeBook } from '../house/instance.ts';

const guard = '+22997000123';
const provider = '+22921000456';
const site = (id: string, name: string, longitude: number) => `  ${id}:
    name: ${name}
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: ${longitude} }
    contacts: { guard: "${guard}", fire_brigade: "118" }
    devices:
      self-${id}: { kind: server, name: Machine ${name}, ping: { address: 127.0.0.1, every: 1s, count: 1 } }
    links:
      primary: { device: self-${id}, interface: lo, contracted: 2 Mbit/s, role: primary, provider: { name: FAI, phone: "${provider}" } }
`;
const book = `organisation: Test\nsites:\n${site('cotonou', 'Cotonou', 2.43)}${site('conakry', 'Conakry', -13.7)}`;

interface Caller {
  readonly name: string;
  readonly who: Who | null;
  readonly headers: Readonly<Record<string, string>>;
}
let vigie: Instance;
let identity: Identity;
let base = '';
const callers: Caller[] = [];
const nobody = { bearer: null, session: null, wall: null };

async function person(id: string, of: Partial<Parameters<Identity['people']['add']>[0]>): Promise<Caller> {
  const facts = {
    id,
    name: id,
    roles: ['viewer'],
    sites: null,
    customer: null,
    locale: 'fr',
    ...of,
  } as const;
  await identity.people.add(facts, 'test');
  const session = (await identity.redeem((await identity.people.makeCode(id, 'test')) ?? '')) ?? '';
  const who = await identity.whoIs({ ...nobody, session });
  return { name: id, who, headers: { cookie: `vigie-session=${session}` } };
}
async function token(kind: (typeof tokenKinds)[number]): Promise<Caller> {
  const bearer = await identity.makeToken(kind, `token ${kind}`, 'test');
  const who = await identity.whoIs({ ...nobody, bearer });
  return { name: `token ${kind}`, who, headers: { authorization: `Bearer ${bearer}` } };
}

beforeAll(async () => {
  const dir = writeBook(`${temporary('rights-book')}/book`, book);
  const data = `${temporary('rights')}/data`;
  vigie = await startInstance(data, ['--config', dir, '--port', '0', '--roles', 'web,collectors']);
  base = `http://127.0.0.1:${vigie.runtime().web.port}`;
  identity = openPostgresIdentity(vigie.runtime().operations, systemClock);
  for (const role of roles)
    callers.push(await person(role, { roles: [role], customer: role === 'customer' ? 'canal' : null }));
  for (const kind of tokenKinds) callers.push(await token(kind));
  callers.push({ name: 'nobody', who: null, headers: {} });
  callers.push({
    name: 'a forged session',
    who: null,
    headers: { cookie: `vigie-session=${'x'.repeat(40)}` },
  });
  const incidents = openIncidentStore(vigie.runtime().operations);
  const now = Date.now();
  const opened = ['cotonou', 'conakry'].map((id) =>
    smallIncident(`incident-${id}`, `self-${id}`, now, { site: id, key: `climate.hot|${id}/self-${id}/` }),
  );
  await incidents.write(opened, [], {}, now);
  await incidents.close();
});
afterAll(async () => {
  await identity?.close();
  await vigie?.clean();
});

const values: Readonly<Record<string, string>> = { site: 'cotonou', device: 'self-cotonou', system: 'power' };
const filled = (path: string): string =>
  path.replace(/[{[](\w+)[}\]]/g, (_, name: string) => values[name] ?? 'x');

async function ask(caller: Caller, method: string, path: string, body = ''): Promise<Response> {
  const stop = new AbortController();
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    signal: stop.signal,
    headers: { ...caller.headers, 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body }),
  });
  // A stream never ends by itself.
  if (response.headers.get('content-type')?.includes('event-stream')) stop.abort();
  return response;
}
const may = ({ who }: Caller, right: Exclude<Right, string>): boolean =>
  who !== null && authorise(who, right.verb, right.resource).ok;

describe('every operation of the API', () => {
  const all = endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const);
  it.each(all)('%s is answered to whoever has its right and to nobody else', async (_, endpoint) => {
    const { right, method, path } = endpoint;
    for (const caller of callers) {
      const { status } = await ask(caller, method, filled(path));
      const told = `${caller.name}: ${status}`;
      if (right === 'public') expect(status, told).toBe(200);
      else if (right === 'own-key') expect(status, told).toBe(401);
      else if (caller.who === null) expect(status, told).toBe(401);
      else if (may(caller, right)) expect([401, 403], told).not.toContain(status);
      else expect(status, told).toBe(403);
    }
  });
});

/** The right that a page asks for, read from the page itself; null: it is open, or its address carries a key. */
function rightOf(file: string): Exclude<Right, string> | null {
  const text = readFileSync(file, 'utf8');
  const [, verb, resource] = /await requireRight\('([\w-]+)', '([\w-]+)'\)/.exec(text) ?? [];
  if (verb && resource) return { verb: verb as Verb, resource: resource as Resource };
  return /await askForWall\(/.test(text) ? { verb: 'read', resource: 'wall' } : null;
}
function layoutsOf(file: string): readonly string[] {
  const parts = dirname(file).split('/');
  return parts
    .map((_, at) => join(...parts.slice(0, at + 1), 'layout.tsx'))
    .filter((layout) => existsSync(layout));
}
const pages = globSync('app/**/page.tsx').map((file) => ({
  path: `/${dirname(file)
    .split('/')
    .slice(1)
    .filter((part) => !part.startsWith('('))
    .join('/')}`,
  right: rightOf(file),
  /** What stands around the page asks too. */
  around: layoutsOf(file).flatMap((layout) => rightOf(layout) ?? []),
}));

describe('every page', () => {
  it('asks for a right, but for signing in and the link of a message, which carries its own key', () => {
    const open = pages.filter(({ right }) => right === null).map(({ path }) => path);
    expect(open.toSorted()).toEqual(['/a/[token]', '/sign-in']);
    expect(pages.length).toBeGreaterThan(15);
  });
  const guarded = pages.flatMap(({ path, right, around }) =>
    right ? [[path, [right, ...around]] as const] : [],
  );
  it.each(guarded)('%s is shown to whoever has its right and to nobody else', async (path, rights) => {
    for (const caller of callers) {
      const response = await ask(caller, 'GET', filled(path));
      const leads = response.headers.get('location') ?? '';
      const told = `${caller.name}: ${response.status} ${leads}`;
      if (rights.every((right) => may(caller, right))) {
        expect(leads, told).not.toContain('/sign-in');
        expect([200, 307, 404], told).toContain(response.status);
      } else {
        expect(leads, told).toContain(caller.who === null ? '/sign-in?next=' : '/sign-in?refused');
        expect(await response.text(), told).not.toContain('Machine Cotonou');
      }
    }
  });
});

const asksFor = ({ query, params }: Endpoint, name: string): boolean =>
  [query, params].some((one) => one instanceof z.ZodObject && name in one.shape);
const lists = endpoints.filter(({ method, right }) => method === 'GET' && typeof right === 'object');

describe('a scope', () => {
  it('of another site is shown nothing of this one, by no list, however it asks', async () => {
    const narrow = await person('narrow', { roles: ['supervisor', 'agent'], sites: ['conakry'] });
    const wide = await person('wide', { roles: ['supervisor', 'agent'] });
    const seen: string[] = [];
    for (const endpoint of lists) {
      if (!may(narrow, endpoint.right as never) || endpoint.path === '/api/v1/live') continue;
      const path = filled(endpoint.path);
      const own = await (await ask(narrow, 'GET', path)).text();
      expect(own.toLowerCase(), path).not.toMatch(/cotonou(?! is not)/);
      if (/cotonou/i.test(await (await ask(wide, 'GET', path)).text())) seen.push(path);
      if (!asksFor(endpoint, 'site')) continue;
      const named = await ask(
        narrow,
        'GET',
        endpoint.path.includes('{site}') ? path : `${path}?site=cotonou`,
      );
      expect(named.status, path).toBe(403);
    }
    // What proves that there was something to hide.
    expect(seen).toEqual(
      expect.arrayContaining([
        '/api/v1/sites',
        '/api/v1/devices',
        '/api/v1/readings/latest',
        '/api/v1/incidents',
      ]),
    );
  });
  it('of another site has no page of this one', async () => {
    const narrow = await person('narrow-pages', { roles: ['operator'], sites: ['conakry'] });
    for (const path of ['/sites/cotonou', '/sites/cotonou/power', '/devices/cotonou/self-cotonou'])
      expect((await ask(narrow, 'GET', path)).status, path).toBe(404);
    for (const path of ['/', '/sites/conakry', '/wall/overview', '/wall/power', '/vigie'])
      expect(await (await ask(narrow, 'GET', path)).text(), path).not.toContain('Cotonou');
  });
  it('of no site sees none', async () => {
    const blind = await person('blind', { sites: [] });
    const { items } = (await (await ask(blind, 'GET', '/api/v1/sites')).json()) as { items: unknown[] };
    expect(items).toEqual([]);
  });
  it('of a part of the house manages nobody: no people, no tokens, no audit', async () => {
    const local = await person('local', { roles: ['administrator'], sites: ['cotonou'] });
    for (const path of ['/api/v1/people', '/api/v1/tokens', '/api/v1/audit'])
      expect((await ask(local, 'GET', path)).status, path).toBe(403);
    const own = { id: 'local', name: 'local', roles: ['administrator'], sites: null };
    expect((await ask(local, 'POST', '/api/v1/people/local', JSON.stringify(own))).status).toBe(403);
  });
});

async function snapshotOf({ headers }: Caller): Promise<string> {
  const stop = new AbortController();
  const response = await fetch(`${base}/api/v1/live`, { headers, signal: stop.signal });
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.includes('event: tick')) break;
  }
  stop.abort();
  return text;
}

describe('the live stream', () => {
  it('names no other site to a scope, and no number to who need not dial it', async () => {
    const narrow = await person('narrow-live', { sites: ['conakry'] });
    const text = await snapshotOf(narrow);
    expect(text).toContain('Conakry');
    expect(text).not.toMatch(/cotonou/i);
    const numbers = async (role: string) =>
      (await snapshotOf(callers.find(({ name }) => name === role) as Caller)).match(
        new RegExp(`\\${guard}|\\${provider}`, 'g'),
      )?.length ?? 0;
    for (const role of ['viewer', 'token wall', 'token api']) expect(await numbers(role), role).toBe(0);
    for (const role of ['operator', 'on-call', 'supervisor']) expect(await numbers(role), role).toBe(4);
  });
});

describe('what is written down', () => {
  it('has no telephone number in full, no session and no token, in any log of any role', () => {
    const dir = join(vigie.data, 'logs');
    const logs = readdirSync(dir).map((file) => readFileSync(join(dir, file), 'utf8'));
    const all = `${logs.join('\n')}\n${vigie.said()}`;
    expect(all.length).toBeGreaterThan(100);
    const digits = [guard, provider].map((number) => number.slice(-8));
    const secrets = callers
      .flatMap(({ headers }) => Object.values(headers))
      .map((one) => one.split(/[= ]/).at(-1));
    for (const secret of [...digits, ...secrets]) expect(all).not.toContain(secret);
  });
});
