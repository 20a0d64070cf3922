/** Traps and informs as Net-SNMP's own tools send them. */
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TrapDoor } from '../../collectors/snmp/trap-door.ts';
import { UdpTrapListener } from '../../collectors/snmp/udp-trap-listener.ts';
import type { Inventory } from '../../lib/inventory/inventory.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { snmpDevice } from './inventory.ts';

const run = promisify(execFile);
const installed = existsSync('/usr/bin/snmptrap');
const engineId = '80001f88800102030405060708';
const linkDown = '1.3.6.1.6.3.1.1.5.3';

const v3 = {
  version: '3',
  user: 'trapper',
  auth: { protocol: 'sha256', key: 'authentication2' },
  privacy: { protocol: 'aes', key: 'privacy-key-2' },
} as const;

const v3Arguments = [
  '-v3',
  '-l',
  'authPriv',
  '-u',
  'trapper',
  '-a',
  'SHA-256',
  '-x',
  'AES',
  '-X',
  'privacy-key-2',
];

describe.skipIf(!installed)('traps of the real tools (package snmp)', () => {
  const hints: string[] = [];
  const drops: string[] = [];
  const door = new TrapDoor();
  const listener = new UdpTrapListener({
    door,
    clock: systemClock,
    engineId,
    hint: ({ device }, trapOid) => hints.push(`${device} ${trapOid}`),
    drop: (cause, _site, device) => drops.push(`${cause} ${device}`),
    warn: () => {},
  });
  let home = '';
  let to = '';

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'vigie-trap-'));
    await listener.open('127.0.0.1', 0);
    to = `127.0.0.1:${listener.port}`;
  });
  afterAll(() => {
    listener.close();
    rmSync(home, { recursive: true, force: true });
  });

  const know = (...devices: ReturnType<typeof snmpDevice>[]): void =>
    door.apply({ sites: [{ id: 's', devices }] } as unknown as Inventory);
  const send = async (command: string, args: readonly string[]): Promise<void> => {
    hints.length = 0;
    drops.length = 0;
    await run(`/usr/bin/${command}`, ['-m', '', ...args], {
      env: { ...process.env, SNMP_PERSISTENT_DIR: home, SNMPCONFPATH: home },
    });
    await expect.poll(() => hints.length + drops.length, { timeout: 3_000, interval: 20 }).toBeGreaterThan(0);
  };

  test('a v2c trap asks for its device', async () => {
    know(snmpDevice('sw-1', { version: '2c', community: 'public' }));
    await send('snmptrap', ['-v2c', '-c', 'public', to, '', linkDown, '1.3.6.1.2.1.2.2.1.1.7', 'i', '7']);
    expect([hints, drops]).toEqual([[`sw-1 ${linkDown}`], []]);
  });

  test('a v1 trap is called by the same name as in v2', async () => {
    know(snmpDevice('ups-1', { version: '1', community: 'public' }));
    await send('snmptrap', ['-v1', '-c', 'public', to, '1.3.6.1.4.1.318', '127.0.0.1', '6', '5', '12']);
    expect(hints).toEqual(['ups-1 1.3.6.1.4.1.318.0.5']);
    await send('snmptrap', ['-v1', '-c', 'public', to, '1.3.6.1.4.1.318', '127.0.0.1', '2', '0', '12']);
    expect(hints).toEqual([`ups-1 ${linkDown}`]);
  });

  test('an inform is answered, so that its sender does not repeat it', async () => {
    know(snmpDevice('sw-1', { version: '2c', community: 'public' }));
    await send('snmpinform', ['-v2c', '-c', 'public', '-r', '0', '-t', '2', to, '', linkDown]);
    expect(hints).toEqual([`sw-1 ${linkDown}`]);
  });

  test('a v3 trap is decrypted, a v3 inform answered', async () => {
    know(snmpDevice('sw-3', v3));
    await send('snmptrap', [
      ...v3Arguments,
      '-A',
      'authentication2',
      '-e',
      '0x8000000001020304',
      to,
      '',
      linkDown,
    ]);
    expect([hints, drops]).toEqual([[`sw-3 ${linkDown}`], []]);
    await send('snmpinform', [
      ...v3Arguments,
      '-A',
      'authentication2',
      '-r',
      '0',
      '-t',
      '3',
      to,
      '',
      linkDown,
    ]);
    expect([hints, drops]).toEqual([[`sw-3 ${linkDown}`], []]);
  });

  test('a v3 trap with a wrong key, or without any authentication, asks nobody', async () => {
    know(snmpDevice('sw-3', v3));
    await send('snmptrap', [
      ...v3Arguments,
      '-A',
      'another-password',
      '-e',
      '0x8000000001020304',
      to,
      '',
      linkDown,
    ]);
    expect([hints, drops]).toEqual([[], ['trap with wrong credentials sw-3']]);
    await send('snmptrap', [
      '-v3',
      '-l',
      'noAuthNoPriv',
      '-u',
      'trapper',
      '-e',
      '0x8000000001020304',
      to,
      '',
      linkDown,
    ]);
    expect(hints).toEqual([]);
  });

  test('a wrong community, a stranger and a broken packet are counted', async () => {
    know(snmpDevice('sw-1', { version: '2c', community: 'another' }));
    await send('snmptrap', ['-v2c', '-c', 'public', to, '', linkDown]);
    expect([hints, drops]).toEqual([[], ['trap with a wrong community sw-1']]);
    know(snmpDevice('sw-1', { version: '2c', community: 'public' }, '127.9.9.9'));
    await send('snmptrap', ['-v2c', '-c', 'public', to, '', linkDown]);
    expect([hints, drops]).toEqual([[], ['trap of an unknown source ']]);
    know(snmpDevice('sw-1', { version: '2c', community: 'public' }));
    drops.length = 0;
    const socket = createSocket('udp4');
    socket.send(Buffer.from('300a020101040470756200', 'hex'), Number(to.split(':')[1]), '127.0.0.1');
    await expect
      .poll(() => drops, { timeout: 2_000 })
      .toEqual(['malformed trap: length beyond its container sw-1']);
    socket.close();
  });

  test('a storm of one source is cut, and said', async () => {
    know(snmpDevice('sw-1', { version: '2c', community: 'public' }));
    const admitted = Array.from({ length: 500 }, () => door.admits('127.0.0.1', 5)).filter(Boolean);
    expect(admitted.length).toBeLessThanOrEqual(100);
    expect(door.admits('127.0.0.1', 5_000)).toBe(true);
  });

  test('a taken port is a warning, and the collector goes on', async () => {
    const warnings: string[] = [];
    const second = new UdpTrapListener({
      door,
      clock: systemClock,
      engineId,
      hint: () => {},
      drop: () => {},
      warn: (text) => warnings.push(text),
    });
    await second.open('127.0.0.1', listener.port ?? 0);
    expect(second.port).toBeNull();
    expect(warnings).toEqual(['traps cannot be listened for']);
  });
});
