/**
 * The HTTP API by real HTTP: launcher, stores, bus, collectors and the built screens. It guards against the faults
 * that only show with all of them: a header that Next adds, a stream that is held back, a cookie that is not kept.
 */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../../lib/identity/identity.ts';
import { openPostgresIdentity } from '../../lib/identity/postgres-identity-store.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { type Instance, startInstance, temporary, writeBook } from '../house/instance.ts';

const book = `organisation: Test
sites:
  cotonou:
    name: Cotonou
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    devices:
      self: { kind: server, name: Machine, ping: { address: 127.0.0.1, every: 1s, count: 2 } }
      backup-1: { kind: backup, heartbeats: [{ name: nightly, kind: backup, every: 24h, key: "\${API_TEST_KEY}" }] }
`;

let vigie: Instance;
let identity: Identity;
let token = '';
let base = '';

beforeAll(async () => {
  const dir = writeBook(`${temporary('api-book')}/book`, book);
  const data = `${temporary('api')}/data`;
  vigie = await startInstance(data, ['--config', dir, '--port', '0'], {
    env: { API_TEST_KEY: 'key-0123456789' },
  });
  token = readFileSync(`${data}/admin-token`, 'utf8').trim();
  base = `http://127.0.0.1:${vigie.runtime().web.port}`;
  identity = openPostgresIdentity(vigie.runtime().operations, systemClock);
});
afterAll(async () => {
  await identity?.close();
  await vigie?.clean();
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(base + path, {
    redirect: 'manual',
    ...init,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });
const eventually = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  const until = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
/** fetch sets its own Host. */
const withHost = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(`${base}/api/health`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
/** Events of the live stream until `enough` holds. */
async function listen(
  path: string,
  enough: (text: string) => boolean,
  headers: Record<string, string> = {},
): Promise<string> {
  const stop = new AbortController();
  const response = await ask(path, { signal: stop.signal, headers });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const decoder = new TextDecoder();
  let text = '';
  const late = setTimeout(() => stop.abort(), 15_000);
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array);
    if (enough(text)) break;
  }
  clearTimeout(late);
  stop.abort();
  return text;
}

describe('signing in', () => {
  it('takes a code once, keeps the session where no script reads it, and leads to the page asked for', async () => {
    const code = await identity.makeCode('ines', 'test');
    const first = await fetch(`${base}/sign-in?code=${code}&next=/sites/cotonou`, { redirect: 'manual' });
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/sites/cotonou');
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^vigie-session=\S+; Path=\/; Max-Age=\d+; SameSite=Lax; HttpOnly/);
    const session = cookie.split(';')[0] ?? '';
    const page = await fetch(`${base}/sites/cotonou`, { headers: { cookie: session }, redirect: 'manual' });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Cotonou');
    const again = await fetch(`${base}/sign-in?code=${code}`, { redirect: 'manual' });
    expect(again.headers.get('location')).toContain('problem=link');
    expect(again.headers.get('set-cookie') ?? '').not.toContain('vigie-session');
    const out = await fetch(`${base}/sign-in/out`, {
      method: 'POST',
      headers: { cookie: session, origin: base },
      redirect: 'manual',
    });
    expect(out.status).toBe(303);
    const after = await fetch(`${base}/`, { headers: { cookie: session }, redirect: 'manual' });
    expect(after.headers.get('location')).toContain('/sign-in');
  });
  it('never leads to another host', async () => {
    const code = await identity.makeCode('ines', 'test');
    const response = await fetch(`${base}/sign-in?code=${code}&next=//evil.example`, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe('/');
  });
  it('sends a page that is not allowed to the sign-in page, with the way back', async () => {
    const response = await fetch(`${base}/sites/cotonou?range=24h`, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe(
      `/sign-in?next=${encodeURIComponent('/sites/cotonou?range=24h')}`,
    );
  });
});

describe('a page without its layout', () => {
  // What a browser sends that holds the desk's layout already; anybody can claim that.
  const held = ['', { children: ['(desk)', { children: ['drill', { children: ['__PAGE__', {}] }] }] }];
  const pageOnly = async (path: string) => {
    const response = await fetch(`${base}${path}`, {
      headers: { RSC: '1', 'Next-Router-State-Tree': encodeURIComponent(JSON.stringify(held)) },
    });
    return response.text();
  };
  it.each([
    '/',
    '/vigie',
    '/sites/cotonou',
    '/sites/cotonou/power',
    '/devices/cotonou/self',
    '/sites/nowhere',
  ])('shows nothing of %s to whoever is not signed in, not even that it exists', async (path) => {
    const said = await pageOnly(path);
    expect(said).toContain('NEXT_REDIRECT');
    for (const word of ['Cotonou', 'Machine', '"SiteScreen"', '"VigieScreen"', ';404'])
      expect(said).not.toContain(word);
  });
});

describe('a wall', () => {
  it('gives its token in the address once: the screen keeps it, the address drops it, and it opens walls only', async () => {
    const wall = await identity.makeToken('wall', 'hall', 'test');
    const first = await fetch(`${base}/wall/overview?token=${wall}&lang=en`, { redirect: 'manual' });
    expect(first.headers.get('location')).toBe('/wall/overview?lang=en');
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await fetch(`${base}/wall/overview`, { headers: { cookie }, redirect: 'manual' })).status).toBe(
      200,
    );
    expect((await fetch(`${base}/api/v1/sites`, { headers: { cookie } })).status).toBe(403);
    expect(
      (await fetch(`${base}/`, { headers: { cookie }, redirect: 'manual' })).headers.get('location'),
    ).toContain('/sign-in');
    const beat = { wall: 'overview', screen: 'hall', lang: 'en', build: 'b', heapBytes: 1, silentMs: 0 };
    const said = await fetch(`${base}/api/v1/walls/beat`, {
      method: 'POST',
      body: JSON.stringify(beat),
      headers: { cookie, origin: base },
    });
    expect(said.status).toBe(200);
    await eventually('the wall in the status', async () => {
      const status = (await (await ask('/api/v1/status')).json()) as { walls: { screen: string }[] };
      return status.walls.some((one) => one.screen === 'hall');
    });
  });
});

describe('readings', () => {
  it('come from the ping of this machine, latest and history, as JSON and CSV', async () => {
    await eventually('a ping', async () => {
      const answer = await ask('/api/v1/readings/latest?device=self&metric=ping.loss_ratio');
      const { items } = (await answer.json()) as {
        items: { value: number; freshness: string; unit: string }[];
      };
      return items.length === 1 && items[0]?.freshness === 'fresh' && items[0].unit === 'ratio';
    });
    await eventually('its history', async () => {
      const answer = await ask('/api/v1/readings?site=cotonou&device=self&metric=ping.loss_ratio&step=1s');
      return ((await answer.json()) as { items: unknown[] }).items.length > 0;
    });
    const csv = await ask('/api/v1/readings?site=cotonou&device=self&metric=ping.loss_ratio', {
      headers: { accept: 'text/csv' },
    });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(await csv.text()).toMatch(/^at,site,device,metric,instance,unit,mean,min,max,count\r\n/);
  });
  it('are answered one by one when named exactly: a device of many ports is not asked for all of them', async () => {
    const asked = async (series: string) => {
      const query = new URLSearchParams({ site: 'cotonou', device: 'self', series, format: 'columns' });
      return ask(`/api/v1/readings?${query.toString()}`);
    };
    const right = await asked('["ping.loss_ratio/"]');
    const { series } = (await right.json()) as { series: { metric: string }[] };
    expect(series.map(({ metric }) => metric)).toEqual(['ping.loss_ratio']);
    for (const wrong of ['ping.loss_ratio/', '{}', '[]', '[1]', JSON.stringify(Array(21).fill('a/'))])
      expect((await asked(wrong)).status, wrong).toBe(400);
  });
  it('are refused clearly when the filter names what does not exist', async () => {
    for (const query of [
      'site=nowhere',
      'device=nothing',
      'metric=nope',
      'limit=0',
      'limit=5000',
      'color=red',
      'cursor=!!',
    ]) {
      const answer = await ask(`/api/v1/readings/latest?${query}`);
      expect(answer.status, query).toBe(400);
      expect(((await answer.json()) as { detail: string }).detail).toContain(query.split('=')[0]);
    }
  });
});

describe('the live stream over HTTP', () => {
  it('is not held back: a snapshot at once, then the ping within its period, one event a reading', async () => {
    const startedAt = Date.now();
    const text = await listen('/api/v1/live', (all) => /event: reading\n/.test(all));
    expect(text).toMatch(/event: snapshot[\s\S]*event: reading/);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    expect(text).not.toContain('key-0123456789');
  });
  it('resumes where it was cut', async () => {
    const text = await listen(
      '/api/v1/live?batch=1',
      (all) => /event: readings/.test(all) && /id: /.test(all),
    );
    const id = [...text.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? '';
    const again = await listen('/api/v1/live?batch=1', (all) => all.includes('event: tick'), {
      'last-event-id': id,
    });
    expect(again).not.toContain('event: snapshot');
  });
});

describe('the doors', () => {
  it('answer to no foreign name and take no change from a foreign page', async () => {
    expect(await withHost('evil.example')).toBe(421);
    expect(await withHost('localhost')).toBe(200);
    const post = await fetch(`${base}/api/v1/walls/beat`, {
      method: 'POST',
      body: '{}',
      headers: { origin: 'http://evil.example' },
    });
    expect(post.status).toBe(403);
  });
  it('give every page a policy that names no other host', async () => {
    const answer = await fetch(`${base}/sign-in`);
    expect(answer.headers.get('content-security-policy')).not.toMatch(/https?:/);
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect(await answer.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
  it('take at most 64 kB', async () => {
    const answer = await ask('/api/v1/walls/beat', { method: 'POST', body: 'x'.repeat(70_000) });
    expect(answer.status).toBe(413);
  });
  it('have no drill on a real installation: neither its page nor its operation', async () => {
    expect((await ask('/drill')).status).toBe(404);
    const body = JSON.stringify({ scenario: 'fire', site: 'cotonou' });
    expect((await ask('/api/v1/drill', { method: 'POST', body })).status).toBe(404);
  });
  it('take the heartbeat of a job by its key alone, and its reading follows', async () => {
    const wrong = await fetch(`${base}/api/v1/heartbeats/cotonou/backup-1/wrong`, { method: 'POST' });
    expect(wrong.status).toBe(401);
    const right = await fetch(`${base}/api/v1/heartbeats/cotonou/backup-1/key-0123456789`, {
      method: 'POST',
      body: '{"bytes":123,"seconds":4}',
    });
    expect(right.status).toBe(202);
    await eventually('the run', async () => {
      const answer = await ask('/api/v1/readings/latest?device=backup-1&metric=heartbeat.size_bytes');
      return ((await answer.json()) as { items: { value: number }[] }).items[0]?.value === 123;
    });
  });
});
