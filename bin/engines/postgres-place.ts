/**
 * Where the embedded PostgreSQL lives and as whom it runs. It refuses to run as root; then an unprivileged user
 * runs it, and where that user cannot enter the clone or the data folder (mode 0700, /root) its programs and
 * its cluster are placed where it can.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeWhole } from '../data-folder.ts';

export interface PostgresPlace {
  /** Folder that holds `bin`, `lib` and `share`. */
  readonly programs: string;
  /** Folder of the database user; the cluster and its password file stand in it. */
  readonly home: string;
  readonly uid?: number;
  readonly gid?: number;
}
interface Person {
  readonly uid: number;
  readonly gid: number;
}

/** The first of these that the machine knows; initdb wants a user with a name. */
const candidates = ['postgres', 'vigie', 'nobody'];

function unprivileged(): Person {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of candidates) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid && uid !== '0') return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine knows none of the users postgres, vigie, nobody. Make one: useradd --system vigie',
  );
}

/** Asked as that user: modes, owners and access lists together decide. */
const may = (person: Person, test: '-x' | '-r', path: string): boolean =>
  spawnSync('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path], { ...person, cwd: '/' }).status === 0;

/** `key` names this data folder among those whose clusters stand elsewhere. */
export function choosePlace(nativeDir: string, dataDir: string, key: string): PostgresPlace {
  if (process.getuid?.() !== 0) return { programs: nativeDir, home: ownHome(join(dataDir, 'postgres')) };
  const person = unprivileged();
  const reachable =
    may(person, '-x', join(nativeDir, 'bin', 'postgres')) && may(person, '-r', join(nativeDir, 'share'));
  return {
    programs: reachable ? nativeDir : copyPrograms(nativeDir),
    home: ownHome(chooseHome(person, dataDir, key), person),
    ...person,
  };
}

function ownHome(dir: string, person?: Person): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  if (person) chownSync(dir, person.uid, person.gid);
  return dir;
}

/** /var/lib/vigie, or where root may not write there the folder that outlives a restart of the machine. */
function openFolder(): string {
  for (const dir of ['/var/lib/vigie', '/var/tmp/vigie', join(tmpdir(), 'vigie')]) {
    try {
      mkdirSync(dir, { recursive: true });
      chmodSync(dir, 0o755);
      return dir;
    } catch {
      // The next one.
    }
  }
  throw new Error('no folder for the database: neither /var/lib/vigie nor /var/tmp/vigie can be made');
}

function copyPrograms(nativeDir: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(nativeDir), 'package.json'), 'utf8'));
  const target = join(openFolder(), `postgres-${version}-${process.arch}`);
  if (existsSync(target)) return target;
  const aside = `${target}.${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  // `lib` holds links beside the libraries they name: kept as they are (relative), or the copy would point back.
  cpSync(nativeDir, aside, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', aside]);
  try {
    renameSync(aside, target);
  } catch (error) {
    // Another start was faster; its copy is as good.
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** Decided once: a folder closed or opened later must not make the next start begin with an empty database. */
function chooseHome(person: Person, dataDir: string, key: string): string {
  const here = join(dataDir, 'postgres');
  const note = join(dataDir, 'postgres.at');
  const noted = existsSync(note) ? readFileSync(note, 'utf8').trim() : null;
  const inside = may(person, '-x', dataDir);
  if (noted === 'here' && !inside)
    throw new Error(
      `the database's user cannot enter ${dataDir} any more. Open the way to it again: chmod o+x on it and the folders above.`,
    );
  if (noted !== null) return noted === 'here' ? here : noted;
  const home = inside
    ? here
    : join(openFolder(), 'clusters', createHash('sha256').update(key).digest('hex').slice(0, 16));
  mkdirSync(dirname(home), { recursive: true, mode: 0o755 });
  writeWhole(note, inside ? 'here' : home, 0o600);
  return home;
}
