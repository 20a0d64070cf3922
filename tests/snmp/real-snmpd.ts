/** A real snmpd (Debian's Net-SNMP) on a free loopback port, for the tests that must meet the real thing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const binary = ['/usr/sbin/snmpd', '/usr/local/sbin/snmpd', '/opt/homebrew/sbin/snmpd'].find((path) =>
  existsSync(path),
);

/** Why these tests cannot run here; null: they can. */
export const snmpdMissing = binary === undefined ? 'snmpd is not installed' : null;

export interface RealSnmpd {
  readonly port: number;
  stop(): Promise<void>;
}

export const v3Users = {
  noAuth: { version: '3', user: 'plain' },
  sha1Aes: {
    version: '3',
    user: 'sha1aes',
    auth: { protocol: 'sha1', key: 'authentication1' },
    privacy: { protocol: 'aes', key: 'privacy-key-1' },
  },
  sha256Aes: {
    version: '3',
    user: 'sha256aes',
    auth: { protocol: 'sha256', key: 'authentication2' },
    privacy: { protocol: 'aes', key: 'privacy-key-2' },
  },
  sha512Auth: { version: '3', user: 'sha512', auth: { protocol: 'sha512', key: 'authentication3' } },
} as const;

const configuration = `
rocommunity public
sysName real-snmpd
sysLocation Cotonou
createUser plain
createUser sha1aes SHA authentication1 AES privacy-key-1
createUser sha256aes SHA-256 authentication2 AES privacy-key-2
createUser sha512 SHA-512 authentication3
rouser plain noauth
rouser sha1aes priv
rouser sha256aes priv
rouser sha512 auth
`;

/** A port that was free a moment ago. */
export function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/** On a port that was used before, or on a free one. */
export async function startSnmpd(wanted?: number): Promise<RealSnmpd> {
  if (binary === undefined) throw new Error('snmpd is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'vigie-snmpd-'));
  const port = wanted ?? (await freeUdpPort());
  writeFileSync(join(folder, 'snmpd.conf'), configuration);
  const child = spawn(
    binary,
    [
      '-f',
      '-Lf',
      join(folder, 'log'),
      '-C',
      '-c',
      join(folder, 'snmpd.conf'),
      '-p',
      join(folder, 'pid'),
      `udp:127.0.0.1:${port}`,
    ],
    {
      env: { ...process.env, SNMP_PERSISTENT_DIR: folder, SNMPCONFPATH: folder },
      stdio: 'ignore',
    },
  );
  await answering(port, child);
  return { port, stop: () => stop(child, folder) };
}

/** Asks sysUpTime until it answers: the moment it is listening. */
async function answering(port: number, child: ChildProcess): Promise<void> {
  const request = Buffer.from(
    '302602010104067075626c6963a01902010102010002010030 0e300c06082b060102010103000500'.replace(' ', ''),
    'hex',
  );
  for (let i = 0; i < 100; i += 1) {
    if (child.exitCode !== null) throw new Error(`snmpd ended with ${child.exitCode}`);
    if (await asked(port, request)) return;
  }
  throw new Error('snmpd does not answer');
}

function asked(port: number, request: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const done = (answered: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answered);
    };
    const timer = setTimeout(() => done(false), 100);
    socket.once('message', () => done(true));
    socket.on('error', () => {});
    socket.send(request, port, '127.0.0.1');
  });
}

function stop(child: ChildProcess, folder: string): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
      resolve();
    });
    if (child.exitCode === null) child.kill('SIGTERM');
    else child.emit('exit');
  });
}
