/** The drill's devices are asked as real agents are: by Debian's snmp tools, over UDP. */
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstSite } from '../../drill/model/site.ts';
import { noFaults } from '../../drill/model/spec.ts';
import { publishingDevices } from '../../drill/mqtt/index.ts';
import { sitesOf } from '../../drill/operator.ts';
import { RunningSite, type SiteAccess } from '../../drill/running-site.ts';
import { parseBook } from '../../lib/inventory/parse-book.ts';
import { DrillStage } from './drill-stage.ts';

const run = promisify(execFile);
const installed = await run('snmpbulkwalk', ['-V']).then(
  () => true,
  () => false,
);
const tuesday = Date.UTC(2026, 10, 24, 13, 30);
const access: SiteAccess = {
  community: 'exercice',
  user: {
    name: 'exercice',
    boots: 7,
    auth: { protocol: 'sha256', key: 'exercice-auth' },
    privacyKey: 'exercice-privacy',
  },
  broker: null,
  trapPort: null,
  port: () => 0,
};
const v3 = [
  '-v3',
  '-l',
  'authPriv',
  '-u',
  'exercice',
  '-a',
  'SHA-256',
  '-A',
  'exercice-auth',
  '-x',
  'AES',
  '-X',
  'exercice-privacy',
];

const specs = sitesOf('per-site');
let sites: RunningSite[] = [];
let clock = tuesday;

beforeAll(async () => {
  sites = await Promise.all(
    specs.map((spec) => RunningSite.start(spec, access, () => clock, pino({ level: 'silent' }))),
  );
});
afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop()));
});

const siteNamed = (id: string): RunningSite => {
  const found = sites.find(({ spec }) => spec.id === id);
  if (!found) throw new Error(`no site ${id}`);
  return found;
};
const agentOf = (site: string, device: string) => {
  const found = siteNamed(site).agents.find((one) => one.device.id === device);
  if (!found) throw new Error(`no device ${device}`);
  return found;
};
const address = (site: string, device: string): string => `127.0.0.1:${agentOf(site, device).agent.port}`;

describe.skipIf(!installed)('by the snmp tools (skipped without Debian’s "snmp")', () => {
  test.each(specs.map(({ id }) => id))(
    'every device of %s can be walked to its end, in order, with nothing left out',
    async (id) => {
      for (const { device, agent } of siteNamed(id).agents) {
        const who = device.v3 ? v3 : ['-v2c', '-c', 'exercice'];
        // -Cc is not given: an OID that does not increase is an error here.
        const { stdout } = await run('snmpbulkwalk', [
          ...who,
          '-On',
          '-Cr20',
          `127.0.0.1:${agent.port}`,
          '.1.3',
        ]);
        const names = stdout
          .split('\n')
          .filter((line) => line.startsWith('.1.3.') && !line.includes('No more variables'));
        expect(names.length, device.id).toBe(device.objects.length);
      }
    },
  );

  test('values have the types of their MIBs', async () => {
    const { stdout } = await run('snmpget', [
      ...['-v2c', '-c', 'exercice', '-On', address('cotonou', 'fw-1')],
      ...[
        '.1.3.6.1.2.1.1.2.0',
        '.1.3.6.1.2.1.1.3.0',
        '.1.3.6.1.2.1.31.1.1.1.6.1',
        '.1.3.6.1.2.1.2.2.1.10.1',
        '.1.3.6.1.4.1.12356.101.4.8.2.1.8.1',
        '.1.3.6.1.2.1.99.1.0',
      ],
    ]);
    expect(stdout).toMatch(/OID: \.1\.3\.6\.1\.4\.1\.12356\.101\.1\.\d+/);
    expect(stdout).toMatch(/Timeticks: \(\d+\)/);
    expect(stdout).toMatch(/31\.1\.1\.1\.6\.1 = Counter64: \d+/);
    expect(stdout).toMatch(/2\.2\.1\.10\.1 = Counter32: \d+/);
    expect(stdout).toMatch(/STRING: "0\.\d{3}"/);
    expect(stdout).toMatch(/No Such Object/);
  });

  test('a wrong community and a wrong v3 key get no value', async () => {
    await expect(
      run('snmpget', ['-v2c', '-r0', '-t1', '-c', 'wrong', address('cotonou', 'fw-1'), '.1.3.6.1.2.1.1.3.0']),
    ).rejects.toThrow('Timeout');
    const bad = v3.map((word) => (word === 'exercice-auth' ? 'exercice-wrong' : word));
    await expect(
      run('snmpget', [...bad, '-r0', '-t1', address('cotonou', 'srv-1'), '.1.3.6.1.2.1.1.3.0']),
    ).rejects.toThrow(/[Aa]uthentication failure/);
  });

  test('the rate of a link, taken from its counters over device uptime, is the rate of the model', async () => {
    const read = async (): Promise<{ octets: number; up: number }> => {
      const { stdout } = await run('snmpget', [
        '-v2c',
        '-c',
        'exercice',
        '-Oqvt',
        address('cotonou', 'fw-1'),
        '.1.3.6.1.2.1.31.1.1.1.6.1',
        '.1.3.6.1.2.1.1.3.0',
      ]);
      const [octets = 0, up = 0] = stdout.trim().split('\n').map(Number);
      return { octets, up };
    };
    const before = await read();
    clock += 10_400;
    siteNamed('cotonou').tick();
    const after = await read();
    const rate = ((after.octets - before.octets) * 8) / ((after.up - before.up) / 100);
    expect(rate / siteNamed('cotonou').view.state().links.primary.in.bitsPerSecond).toBeCloseTo(1, 1);
  });
});

test('a mains failure sends the UPS’s and the generator’s traps from the devices’ own ports, once', async () => {
  const socket = createSocket('udp4');
  const heard: { port: number; bytes: Buffer }[] = [];
  socket.on('message', (bytes, from) => heard.push({ port: from.port, bytes }));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const [, , spec] = specs;
  if (!spec) throw new Error('no third site');
  let now = tuesday;
  const site = await RunningSite.start(
    spec,
    { ...access, trapPort: socket.address().port },
    () => now,
    pino({ level: 'silent' }),
  );
  site.setFaults({ ...noFaults, mainsLost: true });
  for (let second = 0; second < 5; second++) {
    now += 1000;
    site.tick();
    site.tick();
  }
  await expect.poll(() => heard.length, { timeout: 2_000 }).toBe(2);
  const portOf = (device: string) => site.agents.find((one) => one.device.id === device)?.agent.port;
  expect(heard.map(({ port }) => port).sort()).toEqual([portOf('ups-1'), portOf('genset-1')].sort());
  await site.stop();
  socket.close();
});

test.each(['per-site', 'centralised'] as const)(
  'the book of the drill, %s, is a right site book: no problem, no warning',
  async (form) => {
    const stage = await DrillStage.start(sitesOf(form));
    const parsed = parseBook([{ name: 'sites.yaml', text: stage.bookText() }], {}, () => 'exercice-secret');
    await stage.stop();
    expect(parsed).toMatchObject({ ok: true, warnings: [] });
    if (!parsed.ok) return;
    const everywhere = ['conakry', 'abidjan', 'cotonou', 'douala', 'brazzaville'];
    expect(parsed.inventory.sites.map(({ id }) => id)).toEqual(
      form === 'per-site' ? everywhere : ['cotonou'],
    );
    for (const site of parsed.inventory.sites) {
      expect(site.devices.length).toBeGreaterThanOrEqual(14);
      expect(site.power?.generator).toBe('genset-1');
      expect(site.links.map((link) => link.contractedBitsPerSecond)).toEqual(
        site.id === 'cotonou' ? [4e6, 4e6] : [2e6, 2e6],
      );
      expect(site.links[0]?.overflow?.atRatio).toBe(0.7);
      expect(site.trunks.find((trunk) => trunk.kind === 'e1')?.channels).toBe(120);
    }
  },
);

test('what the devices publish is valid: JSON where it is JSON, and no topic of two devices', () => {
  const seen = new Map<string, string>();
  for (const spec of specs) {
    const state = firstSite(spec, tuesday);
    const view = { spec, now: () => tuesday, state: () => state, sinceStepMs: () => 0 };
    for (const device of publishingDevices(spec)) {
      for (const message of [...device.say(view, tuesday), ...(device.birth ? [device.birth] : [])]) {
        expect(seen.get(message.topic) ?? `${spec.id}/${device.id}`).toBe(`${spec.id}/${device.id}`);
        seen.set(message.topic, `${spec.id}/${device.id}`);
        if (message.payload.startsWith('{')) expect(() => JSON.parse(message.payload)).not.toThrow();
        expect(message.payload).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(30);
});
