/** One contract for both roads, against the real snmpd and against recordings of real devices. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSizes } from '../../collectors/snmp/learned-size.ts';
import { NetSnmpRoad } from '../../collectors/snmp/net-snmp-road.ts';
import { SnmpNativeRoad } from '../../collectors/snmp/snmp-native-road.ts';
import type { SnmpTarget, SnmpTransport } from '../../collectors/snmp/snmp-transport.ts';
import { walkColumns } from '../../collectors/snmp/walk-columns.ts';
import type { SnmpAccess } from '../../lib/inventory/inventory.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { freeUdpPort, type RealSnmpd, snmpdMissing, startSnmpd, v3Users } from './real-snmpd.ts';

const sysName = '1.3.6.1.2.1.1.5.0';
const sysUpTime = '1.3.6.1.2.1.1.3.0';
const nothing = '1.3.6.1.2.1.1.99.0';
const ifIndex = '1.3.6.1.2.1.2.2.1.1';
const ifHCInOctets = '1.3.6.1.2.1.31.1.1.1.6';

const v1: SnmpAccess = { version: '1', community: 'public' };
const v2c: SnmpAccess = { version: '2c', community: 'public' };
const native = (): SnmpTransport => new SnmpNativeRoad(() => {}, Math.random);
const net = (): SnmpTransport => new NetSnmpRoad(() => {});

const cases: readonly (readonly [string, () => SnmpTransport, SnmpAccess])[] = [
  ['snmp-native, v1', native, v1],
  ['snmp-native, v2c', native, v2c],
  ['net-snmp, v1', net, v1],
  ['net-snmp, v2c', net, v2c],
  ['net-snmp, v3 without authentication', net, v3Users.noAuth],
  ['net-snmp, v3 SHA-1 and AES', net, v3Users.sha1Aes],
  ['net-snmp, v3 SHA-256 and AES', net, v3Users.sha256Aes],
  ['net-snmp, v3 SHA-512', net, v3Users.sha512Auth],
];

describe.skipIf(snmpdMissing !== null)('every road to the real snmpd', () => {
  let agent: RealSnmpd;
  beforeAll(async () => {
    agent = await startSnmpd();
  });
  afterAll(() => agent.stop());

  describe.each(cases)('%s', (_, open, access) => {
    let road: SnmpTransport;
    let target: SnmpTarget;
    beforeAll(() => {
      road = open();
      target = { address: '127.0.0.1', port: agent.port, access, timeoutMs: 1_000, attempts: 3 };
    });
    afterAll(() => road.close());

    test('a GET gives the objects asked, typed, in their order', async () => {
      const result = await road.get(target, [sysName, sysUpTime]);
      expect(result).toMatchObject({
        ok: true,
        varbinds: [
          { oid: sysName, type: 'octets', value: Buffer.from('real-snmpd') },
          { oid: sysUpTime, type: 'timeticks', value: expect.any(Number) },
        ],
      });
    });

    test('an object that is not there is absent, never a value', async () => {
      const result = await road.get(target, [sysName, nothing]);
      if (access.version === '1')
        expect(result).toMatchObject({ ok: false, kind: 'refused', status: 2, index: 2 });
      else
        expect(result).toMatchObject({
          ok: true,
          varbinds: [{ type: 'octets' }, { oid: nothing, type: 'noSuchObject', value: null }],
        });
    });

    test('columns are walked side by side to their ends, 64-bit counters as big integers', async () => {
      const wide = access.version === '1' ? [ifIndex] : [ifIndex, ifHCInOctets];
      const walk = await walkColumns(road, target, wide, {
        budget: { rows: 1_000, objects: 10_000, ms: 10_000 },
        sizes: startSizes(),
        clock: systemClock,
      });
      expect(walk.stopped).toBeNull();
      const indexes = [...walk.answers.values()].filter((one) => one.oid.startsWith(`${ifIndex}.`));
      expect(indexes.length).toBeGreaterThan(0);
      for (const one of indexes) expect(one.oid).toBe(`${ifIndex}.${one.value}`);
      const counters = [...walk.answers.values()].filter((one) => one.oid.startsWith(`${ifHCInOctets}.`));
      if (access.version !== '1') expect(counters.length).toBe(indexes.length);
      for (const one of counters) expect(typeof one.value).toBe('bigint');
    });

    test('two hundred requests at once all get their own answer', async () => {
      const asked = Array.from({ length: 200 }, () => road.get(target, [sysName]));
      const answers = await Promise.all(asked);
      expect(answers.filter((one) => one.ok).length).toBe(200);
    });

    test('a machine that does not answer is a failure with its reason', async () => {
      const dead = { ...target, port: await freeUdpPort(), timeoutMs: 60, attempts: 2 };
      expect(await road.get(dead, [sysName])).toMatchObject({
        ok: false,
        kind: 'timeout',
        reason: 'no answer',
      });
    });
  });

  test('a wrong v3 key is said as such, and the right one still works after it', async () => {
    const road = net();
    const target = { address: '127.0.0.1', port: agent.port, timeoutMs: 1_000, attempts: 1 };
    const wrong = { ...v3Users.sha256Aes, auth: { protocol: 'sha256', key: 'not-this-password' } } as const;
    expect(await road.get({ ...target, access: wrong }, [sysName])).toMatchObject({
      ok: false,
      kind: 'authentication',
    });
    expect(await road.get({ ...target, access: v3Users.sha256Aes }, [sysName])).toMatchObject({ ok: true });
    await road.close();
  });

  test('an agent that restarts is found again by the kept v3 session', async () => {
    const road = net();
    const first = await startSnmpd();
    const target: SnmpTarget = {
      address: '127.0.0.1',
      port: first.port,
      access: v3Users.sha1Aes,
      timeoutMs: 400,
      attempts: 3,
    };
    expect(await road.get(target, [sysName])).toMatchObject({ ok: true });
    await first.stop();
    expect(await road.get(target, [sysName])).toMatchObject({ ok: false });
    const second = await startSnmpd(first.port);
    expect(await road.get(target, [sysName])).toMatchObject({ ok: true });
    await second.stop();
    await road.close();
  });
});

const corpora = join(import.meta.dirname, '../../../shared/corpora');
const replay = join(corpora, 'replay.mjs');

describe.skipIf(!existsSync(replay))('both roads read the recordings alike (../shared/corpora)', () => {
  let child: ChildProcess;
  let port = 0;
  beforeAll(async () => {
    port = await freeUdpPort();
    child = spawn(
      process.execPath,
      [realpathSync(replay), '--dir', join(corpora, 'open/snmprec'), '--port', String(port)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => child.stdout?.once('data', resolve));
  });
  afterAll(() => child.kill());

  const roots = [
    '1.3.6.1.2.1.1',
    '1.3.6.1.2.1.2.2.1.2',
    '1.3.6.1.2.1.2.2.1.10',
    '1.3.6.1.2.1.31.1.1.1.6',
    '1.3.6.1.4.1',
  ];

  test.each(['apc_smx750', 'patton-sn', 'hwg-poseidon'])('%s', async (community) => {
    const target: SnmpTarget = {
      address: '127.0.0.1',
      port,
      access: { version: '2c', community },
      timeoutMs: 2_000,
      attempts: 3,
    };
    const options = { budget: { rows: 5_000, objects: 50_000, ms: 30_000 }, clock: systemClock };
    const [one, two] = [native(), net()];
    const first = await walkColumns(one, target, roots, { ...options, sizes: startSizes() });
    const second = await walkColumns(two, target, roots, { ...options, sizes: startSizes() });
    expect(first.stopped).toBeNull();
    expect(first.objects).toBeGreaterThan(20);
    expect([...second.answers]).toEqual([...first.answers]);
    await Promise.all([one.close(), two.close()]);
  });
});
