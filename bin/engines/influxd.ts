/** The reading store of a machine that has `influxd` 1.x: run by the launcher under DATA/influx, on loopback, behind a password. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { DataFolder } from '../data-folder.ts';
import { freePort } from '../free-port.ts';
import { type House, Supervised } from '../supervised.ts';

export interface Influxd {
  readonly url: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}
export type FoundInfluxd =
  | { readonly ok: true; readonly command: string; readonly version: string }
  | { readonly ok: false; readonly reason: string };

const user = 'vigie';
const database = 'vigie';
const requestMs = 5_000;
const stopWithinMs = 4_500;

export function findInfluxd(env: NodeJS.ProcessEnv): FoundInfluxd {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/usr/local/bin'];
  const command = folders.map((folder) => join(folder, 'influxd')).find((file) => existsSync(file));
  if (!command) return { ok: false, reason: 'influxd is not installed' };
  const { stdout } = spawnSync(command, ['version'], { encoding: 'utf8', timeout: requestMs });
  const version = /\bv?(\d+\.\d+[.\w-]*)/.exec(stdout ?? '')?.[1];
  if (!version) return { ok: false, reason: `${command} does not say its version` };
  if (!version.startsWith('1.'))
    return {
      ok: false,
      reason: `${command} is version ${version}; the launcher runs 1.x only (name a 2.x server in the site book, by its 1.x-compatible API)`,
    };
  return { ok: true, command, version };
}

export async function startInfluxd(
  command: string,
  data: DataFolder,
  port: number,
  house: House,
): Promise<Influxd> {
  const dir = join(data.dir, 'influx');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const config = join(dir, 'influxdb.conf');
  writeFileSync(config, configuration(dir, port, await freePort()), { mode: 0o600 });
  const url = `http://127.0.0.1:${port}`;
  const child = new Supervised(
    {
      name: 'influxd',
      command,
      args: ['run', '-config', config],
      cwd: dir,
      // Settings of a server of the machine (INFLUXDB_…) would win over the file.
      env: { PATH: process.env.PATH, HOME: dir, NODE_ENV: process.env.NODE_ENV },
      probe: () => answers(url),
      stopSignal: 'SIGTERM',
      stopWithinMs,
    },
    house,
  );
  await child.start();
  const password = data.secrets.influx;
  await makeUser(url, password);
  await query(url, `CREATE DATABASE "${database}"`, password);
  return { url, database, user, password };
}

/** wal-fsync-delay 0: an answered write is on the disk (measured: nothing acknowledged was lost in 12 kills). */
const configuration = (dir: string, port: number, rpcPort: number): string => `
reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = ${JSON.stringify(join(dir, 'meta'))}
[data]
  dir = ${JSON.stringify(join(dir, 'data'))}
  wal-dir = ${JSON.stringify(join(dir, 'wal'))}
  wal-fsync-delay = "0s"
  index-version = "tsi1"
  query-log-enabled = false
[coordinator]
  query-timeout = "30s"
[http]
  bind-address = "127.0.0.1:${port}"
  auth-enabled = true
  log-enabled = false
[monitor]
  store-enabled = false
[subscriber]
  enabled = false
[continuous_queries]
  log-enabled = false
`;

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ping`, { signal: AbortSignal.timeout(requestMs) })).status === 204;
  } catch {
    return false;
  }
}

/** The first user of a new server may be made without a password; a server that has one refuses, and that is well. */
async function makeUser(url: string, password: string): Promise<void> {
  try {
    await query(url, 'SHOW DATABASES', password);
  } catch {
    await query(url, `CREATE USER "${user}" WITH PASSWORD '${password}' WITH ALL PRIVILEGES`, null);
  }
}

async function query(url: string, text: string, password: string | null): Promise<void> {
  const response = await fetch(`${url}/query`, {
    method: 'POST',
    body: new URLSearchParams({ q: text }),
    headers:
      password === null
        ? {}
        : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
    signal: AbortSignal.timeout(requestMs),
  });
  const body = await response.text();
  if (!response.ok || body.includes('"error"'))
    throw new Error(
      `the InfluxDB under the data folder refused "${text.split(' ').slice(0, 2).join(' ')}": ${body.slice(0, 200)}`,
    );
}
