/** Real engines on free loopback ports, each in a folder of its own, for the tests and the bench. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openDataFolder } from '../../bin/data-folder.ts';
import { startEmbeddedPostgres } from '../../bin/engines/embedded-postgres.ts';
import { findInfluxd, startInfluxd } from '../../bin/engines/influxd.ts';
import { freePort } from '../../bin/free-port.ts';
import type { House, Supervised } from '../../bin/supervised.ts';
import type { Runtime } from '../../lib/config/runtime.ts';

export interface Engine {
  readonly name: string;
  readonly access: Runtime['readings'];
  /** Ends it without warning; what watches over it starts it again. */
  /** kill -9; how many processes it hit. */
  killHard(): number;
  stop(): Promise<void>;
}

interface Quarters {
  readonly data: ReturnType<typeof openDataFolder>;
  readonly house: House;
  readonly children: Supervised[];
  leave(): Promise<void>;
}

function quarters(): Quarters {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-store-'));
  const data = openDataFolder(dir);
  const pidsDir = join(dir, 'pids');
  mkdirSync(pidsDir, { recursive: true });
  const closing = new AbortController();
  const children: Supervised[] = [];
  return {
    data,
    children,
    house: {
      logsDir: data.logsDir,
      pidsDir,
      status: () => undefined,
      adopt: (child) => children.push(child),
      askedToStop: () => undefined,
      closing: closing.signal,
      say: () => undefined,
    },
    async leave() {
      closing.abort();
      for (const child of children) await child.stop();
      data.release();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function killChildren(dir: string): number {
  let hit = 0;
  for (const file of readdirSync(join(dir, 'pids'))) {
    const pid = Number(/\d+/.exec(readFileSync(join(dir, 'pids', file), 'utf8'))?.[0]);
    if (!(pid > 1)) continue;
    try {
      process.kill(-pid, 'SIGKILL');
      hit += 1;
    } catch {
      // Dead already, and not yet started anew.
    }
  }
  return hit;
}

/** Why there is no influxd to test with; null: there is. */
export const influxdMissing: string | null = (() => {
  const found = findInfluxd(process.env);
  return found.ok ? null : found.reason;
})();

export async function influxdEngine(): Promise<Engine> {
  const found = findInfluxd(process.env);
  if (!found.ok) throw new Error(found.reason);
  const place = quarters();
  const { url, user, password } = await startInfluxd(
    found.command,
    place.data,
    await freePort(),
    place.house,
  );
  return {
    name: `influxd ${found.version}`,
    access: { kind: 'influx', url, database: 'vigie', user, password, from: 'launcher' },
    killHard: () => killChildren(place.data.dir),
    stop: () => place.leave(),
  };
}

export async function embeddedPostgresEngine(): Promise<Engine> {
  const place = quarters();
  const url = await startEmbeddedPostgres(place.data, await freePort(), place.house);
  return {
    name: 'embedded-postgres',
    access: { kind: 'embedded', url },
    killHard: () => killChildren(place.data.dir),
    stop: () => place.leave(),
  };
}

const debianVersions = '/usr/lib/postgresql';
function debianPrograms(): string | null {
  if (!existsSync(debianVersions)) return null;
  const versions = readdirSync(debianVersions).sort((one, other) => Number(one) - Number(other));
  const bin = join(debianVersions, versions.at(-1) ?? '', 'bin');
  return existsSync(join(bin, 'initdb')) ? bin : null;
}
export const debianPostgresMissing: string | null =
  debianPrograms() === null ? 'Debian’s postgresql is not installed' : null;

/** Debian's own server, trusted on loopback, run as its user when we are root. */
export async function debianPostgresEngine(): Promise<Engine> {
  const bin = debianPrograms();
  if (bin === null) throw new Error(String(debianPostgresMissing));
  const dir = mkdtempSync(join(tmpdir(), 'vigie-debian-postgres-'));
  const person = personOf('postgres');
  if (person.uid !== undefined) chownSync(dir, person.uid, person.gid ?? person.uid);
  const cluster = join(dir, 'cluster');
  const init = ['-D', cluster, '-U', 'vigie', '--auth=trust', '--encoding=UTF8', '--locale=C'];
  const made = spawnSync(join(bin, 'initdb'), init, { ...person, cwd: dir, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const args = ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn(join(bin, 'postgres'), args, { ...person, cwd: dir, stdio: 'ignore' });
  const url = `postgres://vigie@127.0.0.1:${port}/postgres`;
  await untilAnswers(url);
  return {
    name: `Debian postgresql (${bin.split('/').at(-2)})`,
    access: { kind: 'embedded', url },
    killHard: () => Number(child.kill('SIGKILL')),
    async stop() {
      const gone = new Promise((resolve) => child.once('close', resolve));
      if (child.kill('SIGQUIT')) await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function personOf(name: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = (line ?? '').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function untilAnswers(url: string): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch {
      await sleep(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error('the server did not answer within 10 s');
}
