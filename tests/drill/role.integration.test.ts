/** The drill's role beside real brokers: its book, its verb, what a scenario kills, and what a restart keeps. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDevicesBroker } from '../../bin/engines/devices-broker.ts';
import { startLiveBroker } from '../../bin/engines/live-broker.ts';
import { drill } from '../../bin/verbs/drill.ts';
import { probeNtp } from '../../collectors/probe/ntp-probe.ts';
import { probeRtsp } from '../../collectors/probe/rtsp-probe.ts';
import { startDrill } from '../../drill/main.ts';
import { readWholeBook } from '../../lib/alarm/file-alarm-book.ts';
import type { Runtime } from '../../lib/config/runtime.ts';
import { readBook } from '../../lib/inventory/file-book.ts';
import type { DrillStatus, LiveBus } from '../../lib/live/messages.ts';
import { connectLiveBus } from '../../lib/live/mqtt-live-bus.ts';
import type { RunningRole } from '../../lib/live/role.ts';

const log = pino({ level: 'silent' });
// A path with a space in it, as the clone may have.
const dir = join(mkdtempSync(join(tmpdir(), 'vigie drill ')), 'data dir');
const stops: (() => Promise<void>)[] = [];
let runtime: Runtime;
let role: RunningRole;
let bus: LiveBus;
let status: DrillStatus | null = null;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

beforeAll(async () => {
  const live = await startLiveBroker(await freePort(), 'vigie', 'secret');
  const devices = await startDevicesBroker(await freePort(), 'secret', null);
  stops.push(
    () => live.stop(),
    () => devices.stop(),
  );
  runtime = {
    dataDir: dir,
    bookDir: join(dir, 'drill', 'book'),
    drill: 'per-site',
    site: null,
    web: { host: '127.0.0.1', port: 3000 },
    bus: { url: `mqtt://127.0.0.1:${live.port}`, user: 'vigie', password: 'secret' },
    operations: 'postgres://127.0.0.1/none',
    readings: { kind: 'embedded', url: 'postgres://127.0.0.1/none' },
    devices: { url: `mqtt://127.0.0.1:${devices.port}`, user: 'collectors', password: 'secret' },
    trapPort: 0,
    linkKey: 'test',
  };
  role = await startDrill(runtime, log);
  writeFileSync(join(dir, 'runtime.json'), JSON.stringify(runtime));
  bus = await connectLiveBus(runtime.bus, log);
  bus.subscribe('vigie/v1/drill/status', (said) => {
    status = said;
  });
}, 30_000);
afterAll(async () => {
  await bus?.close();
  await role?.stop();
  for (const stop of stops.toReversed()) await stop();
  rmSync(join(dir, '..'), { recursive: true, force: true });
});

async function verb(...args: string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const code = await drill([...args, '--data', dir], (text) => {
    said += text;
  });
  return { code, said };
}

test('its site book is read without a problem or a warning, secrets from their files', async () => {
  const whole = await readWholeBook(runtime.bookDir, {}, Date.now());
  expect(whole).toMatchObject({ ok: true, warnings: [] });
  if (!whole.ok) return;
  const book = whole.book;
  expect(book.alarmBook.onCall.policies.map(({ id }) => id)).toEqual(['energie', 'default']);
  expect(book.inventory.sites.length).toBe(5);
  expect(book.inventory.sites[0]?.devices[0]?.snmp?.access).toEqual({ version: '2c', community: 'exercice' });
});

test('the application behind the tunnel answers while the tunnel is up', async () => {
  const book = await readBook(runtime.bookDir, {});
  const url = book.ok ? book.inventory.sites[2]?.vpn[0]?.applications[0] : undefined;
  const response = await fetch(url ?? '');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('EXERCICE');
});

test('cameras answer RTSP and clocks NTP, as the collectors probe them', async () => {
  const book = await readBook(runtime.bookDir, {});
  const devices = book.ok ? (book.inventory.sites[2]?.devices ?? []) : [];
  const probed = async (id: string) => {
    const url = new URL(devices.find((device) => device.id === id)?.probes[0]?.url ?? 'none:');
    const probe = url.protocol === 'rtsp:' ? probeRtsp : probeNtp;
    return probe({ url, timeoutMs: 2_000, expectStatus: null });
  };
  expect(await probed('cam-2')).toMatchObject({ text: 'answers' });
  const clock = await probed('clock-1');
  expect(clock).toMatchObject({ text: 'answers' });
  expect(Math.abs(clock.values['clock.offset_seconds'] ?? 9)).toBeLessThan(0.2);
});

test('the verb returns once the scenario has begun, and the retained status says so; undone the same way', async () => {
  expect(await verb('fire', 'cotonou')).toMatchObject({ code: 0, said: expect.stringContaining('EXERCICE') });
  await expect
    .poll(() => status?.active.map(({ scenario, site }) => `${scenario} ${site}`))
    .toEqual(['fire cotonou']);
  expect(await verb('fire', 'cotonou', '--undo')).toMatchObject({ code: 0 });
  await expect.poll(() => status?.active).toEqual([]);
});

test('a wrong scenario or site ends with 1 and says what there is; --json holds one object', async () => {
  expect(await verb('flood', 'cotonou')).toMatchObject({
    code: 1,
    said: expect.stringContaining('mains-failure, primary-link-cut'),
  });
  const wrongSite = await verb('fire', 'paris', '--json');
  expect(wrongSite.code).toBe(1);
  expect(JSON.parse(wrongSite.said)).toMatchObject({
    ok: false,
    reason: expect.stringContaining('conakry, abidjan, cotonou, douala, brazzaville'),
  });
});

test('collector-killed kills the collectors’ process of this Vigie, and ends when the role is back', async () => {
  expect((await verb('collector-killed', 'cotonou')).code).toBe(1);
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const said = { role: 'collectors', state: 'running', startedAt: 1, restarts: 0 } as const;
  bus.publish('vigie/v1/roles/{}', { ...said, pid: child.pid ?? null }, 'collectors');
  await expect
    .poll(async () => (await verb('collector-killed', 'cotonou')).code, { timeout: 10_000 })
    .toBe(0);
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(status?.active).toMatchObject([{ scenario: 'collector-killed', site: 'cotonou' }]);
  bus.publish('vigie/v1/roles/{}', { ...said, pid: process.pid }, 'collectors');
  await expect.poll(() => status?.active).toEqual([]);
}, 20_000);

test('a drill killed in the middle comes back with its scenario, its ports and the same book', async () => {
  await verb('mains-failure', 'douala');
  const before = readFileSync(join(runtime.bookDir, 'sites.yaml'), 'utf8');
  await role.stop();
  status = null;
  role = await startDrill(runtime, log);
  expect(readFileSync(join(runtime.bookDir, 'sites.yaml'), 'utf8')).toBe(before);
  await expect
    .poll(() => (status as DrillStatus | null)?.active.map(({ scenario }) => scenario))
    .toEqual(['mains-failure']);
  await verb('mains-failure', 'douala', '--undo');
}, 30_000);

test('another launch is a fresh drill: nothing of the last one runs', async () => {
  await verb('fire', 'abidjan');
  await role.stop();
  const file = join(dir, 'drill', 'memory.json');
  expect(existsSync(file)).toBe(true);
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), launcher: 1 }));
  status = null;
  role = await startDrill(runtime, log);
  await expect.poll(() => (status as DrillStatus | null)?.active).toEqual([]);
}, 30_000);
