import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoints } from '../../app/_server/api/index.ts';
import { documentOf } from '../../app/_server/api/open-api.ts';
import { withRight } from '../../app/_server/door.ts';
import { defineEndpoint } from '../../app/_server/endpoint.ts';
import { type House, openHouse } from '../../app/_server/house.ts';
import { authorise, type Who } from '../../lib/identity/authorise.ts';

const root = join(import.meta.dirname, '..', '..');
/** `app/api/v1/sites/route.ts` → `/api/v1/sites`, from the folders that Next serves. */
const served = globSync('app/api/**/route.ts', { cwd: root }).map((file) => ({
  file,
  path: `/${relative('app', dirname(file)).replaceAll('[', '{').replaceAll(']', '}')}`,
}));

const audited: unknown[] = [];
/** A house in which nobody is known, or one caller is. */
function houseOf(who: Who | null): House {
  return {
    identity: {
      whoIs: () => Promise.resolve(who),
      authorise,
      redeem: () => Promise.resolve(null),
      signOut: () => Promise.resolve(),
      audit: (entry: unknown) => {
        audited.push(entry);
        return Promise.resolve();
      },
      check: () => Promise.resolve({ ok: true, reason: null }),
      close: () => Promise.resolve(),
    },
    picture: { inventory: null },
    runtime: { linkKey: 'test' },
    log: { error: () => undefined },
    clock: { now: () => 0, monotonic: () => 0 },
  } as unknown as House;
}
const addressOf = (path: string): string => `http://127.0.0.1:3000${path.replace(/\{\w+\}/g, 'x')}`;
const paramsOf = (path: string): Record<string, string> =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map((match) => [match[1] ?? '', 'x']));
const call = (endpoint: (typeof endpoints)[number]): Promise<Response> =>
  withRight(endpoint)(new Request(addressOf(endpoint.path), { method: endpoint.method }), {
    params: Promise.resolve(paramsOf(endpoint.path)),
  });

beforeEach(() => {
  audited.length = 0;
});
afterEach(() => openHouse(undefined));

describe('every route of the API', () => {
  it('is in the table, and everything in the table is served: nothing comes in by a side door', () => {
    expect(served.map(({ path }) => path).toSorted()).toEqual(
      [...new Set(endpoints.map(({ path }) => path))].toSorted(),
    );
  });
  it('is made by the door and by nothing else', () => {
    for (const { file } of served) {
      const text = readFileSync(join(root, file), 'utf8');
      for (const [, value] of text.matchAll(/^export const (?:GET|POST|PUT|PATCH|DELETE) = (.+);$/gm))
        expect(value, file).toMatch(/^withRight\(\w+\)$/);
      expect(text, file).not.toMatch(/export (async )?function/);
    }
  });
  it('answers 401 as a problem to who shows nothing, but for the one public question', async () => {
    openHouse(houseOf(null));
    for (const endpoint of endpoints) {
      const response = await call(endpoint);
      expect(response.status, `${endpoint.method} ${endpoint.path}`).toBe(
        endpoint.right === 'public' ? 200 : 401,
      );
      if (endpoint.right === 'public') continue;
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
    }
    expect(audited).toEqual([]);
  });
  it('answers 403 to a wall, but for what walls read and their own beat', async () => {
    openHouse(houseOf({ kind: 'wall', name: 'hall' }));
    for (const endpoint of endpoints) {
      if (typeof endpoint.right === 'string') continue;
      const may = authorise({ kind: 'wall', name: 'hall' }, endpoint.right.verb, endpoint.right.resource).ok;
      expect(may, endpoint.path).toBe(['/api/v1/live', '/api/v1/walls/beat'].includes(endpoint.path));
      if (!may) expect((await call(endpoint)).status, endpoint.path).toBe(403);
    }
  });
  it('answers 503 with a time to come back while the house is not open', async () => {
    for (const endpoint of endpoints) {
      if (endpoint.right === 'public') continue;
      const response = await call(endpoint);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
    }
  });
  it('is described in OpenAPI with its parameters, its refusals and its right', () => {
    const { paths, openapi } = documentOf(endpoints) as {
      openapi: string;
      paths: Record<
        string,
        Record<string, { responses: object; security: unknown[]; parameters: { in: string; name: string }[] }>
      >;
    };
    expect(openapi).toBe('3.1.0');
    for (const endpoint of endpoints) {
      const operation = paths[endpoint.path]?.[endpoint.method.toLowerCase()];
      expect(operation, endpoint.path).toBeDefined();
      expect(Object.keys(operation?.responses ?? {})).toContain('400');
      const named = operation?.parameters.filter((one) => one.in === 'path').map((one) => one.name);
      expect(named).toEqual(Object.keys(paramsOf(endpoint.path)));
      if (typeof endpoint.right === 'object') expect(operation?.security).not.toEqual([]);
    }
  });
});

describe('a request that names a site or a customer', () => {
  const campaigns = defineEndpoint({
    path: '/api/v1/test',
    summary: 'Any list of something that belongs to somebody.',
    right: { verb: 'read', resource: 'campaigns' },
    query: z.strictObject({ site: z.string().optional(), customer: z.string().optional() }),
    answer: z.object({}),
    answerWith: () => ({ ok: true }),
  });
  const asked = async (query: string): Promise<number> => {
    const request = new Request(`http://127.0.0.1:3000/api/v1/test?${query}`);
    return (await withRight(campaigns)(request, { params: Promise.resolve({}) })).status;
  };
  it('beyond the scope of who asks is refused at the door, whatever the operation forgot', async () => {
    const who: Who = {
      kind: 'person',
      name: 'c',
      roles: ['customer'],
      customer: 'canal',
      sites: ['cotonou'],
    };
    openHouse(houseOf(who));
    expect(await asked('')).toBe(200);
    expect(await asked('customer=canal&site=cotonou')).toBe(200);
    expect(await asked('customer=other')).toBe(403);
    expect(await asked('site=conakry')).toBe(403);
  });
});
