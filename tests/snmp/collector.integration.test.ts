/** The whole collector on the real snmpd: v2c and v3 into the sink, a trap that brings an earlier poll. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSnmpCollector } from '../../collectors/snmp/index.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { CollectingSink, inventoryOf, snmpDevice } from './inventory.ts';
import { freeUdpPort, type RealSnmpd, snmpdMissing, startSnmpd, v3Users } from './real-snmpd.ts';

const run = promisify(execFile);

describe.skipIf(snmpdMissing !== null)('the SNMP collector on the real snmpd', () => {
  const sink = new CollectingSink();
  const memoryDir = mkdtempSync(join(tmpdir(), 'vigie-snmp-'));
  let agent: RealSnmpd;
  let collector: Awaited<ReturnType<typeof makeSnmpCollector>>;

  beforeAll(async () => {
    agent = await startSnmpd();
    collector = await makeSnmpCollector({
      sink,
      clock: systemClock,
      log: pino({ enabled: false }),
      memoryDir,
    });
  });
  afterAll(async () => {
    await collector.stop();
    await agent.stop();
    rmSync(memoryDir, { recursive: true, force: true });
  });

  const of = (device: string, metric: string) =>
    sink.taken.filter((one) => one.device === device && one.metric === metric);
  const within = { timeout: 20_000, interval: 50 };

  test('v2c and v3 give the same metrics; the dead neighbour is said with its reason', async () => {
    const { port } = agent;
    await collector.apply(
      inventoryOf(
        snmpDevice('two', { version: '2c', community: 'public' }, '127.0.0.1', {
          port,
          everyMs: 1_000,
          timeoutMs: 1_000,
        }),
        snmpDevice('three', v3Users.sha256Aes, '127.0.0.1', { port, everyMs: 1_000, timeoutMs: 1_000 }),
        snmpDevice('dead', { version: '2c', community: 'public' }, '127.0.0.1', {
          port: await freeUdpPort(),
          everyMs: 1_000,
        }),
      ),
    );
    for (const device of ['two', 'three']) {
      await expect.poll(() => of(device, 'interface.oper_state').length, within).toBeGreaterThan(0);
      await expect
        .poll(() => of(device, 'interface.in_bits_per_second').find((one) => one.instance === 'lo'), within)
        .toBeDefined();
    }
    await expect
      .poll(() => sink.entries.find((one) => one.device === 'dead' && one.failures > 1)?.reason, within)
      .toBe('no answer');
    expect(sink.taken.every((one) => one.value === null || Number.isFinite(one.value))).toBe(true);
    expect(
      sink.named.some((one) => one.device === 'three' && one.source.startsWith('1.3.6.1.2.1.2.2.1.')),
    ).toBe(true);
  });

  test('a trap makes an immediate poll, and is no reading itself', async () => {
    const two = snmpDevice('two', { version: '2c', community: 'public' }, '127.0.0.1', {
      port: agent.port,
      everyMs: 600_000,
      timeoutMs: 1_000,
    });
    await collector.apply(inventoryOf(two));
    await collector.apply(inventoryOf());
    await collector.apply(inventoryOf(two));
    sink.taken.length = 0;
    await run(
      '/usr/bin/snmptrap',
      ['-m', '', '-v2c', '-c', 'public', `127.0.0.1:${collector.trapPort()}`, '', '1.3.6.1.6.3.1.1.5.4'],
      {
        env: { ...process.env, SNMP_PERSISTENT_DIR: memoryDir, SNMPCONFPATH: memoryDir },
      },
    );
    await expect.poll(() => of('two', 'interface.oper_state').length, within).toBeGreaterThan(0);
    expect(sink.entries.find((one) => one.check === 'snmp/trap')).toMatchObject({
      device: 'two',
      valueAt: null,
    });
  });

  test('a device that leaves the book is no longer asked', async () => {
    await collector.apply(inventoryOf());
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const { length } = sink.entries;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(sink.entries.length).toBe(length);
  });
});
