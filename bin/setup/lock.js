/** One holder at a time: a lock file that names its holder, so that a dead one's lock is taken over. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identityOf, isAlive } from './process-identity.js';

const waitMs = 250;
/** A cold install takes about a minute; ten times that means that something is wrong. */
const limitMs = 10 * 60_000;

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

/** Tries once; returns the way to let go, or the identity of the living holder. */
export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = identityOf(process.pid);
  // Written aside and linked into place: a lock file is never seen without its holder in it.
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, mine);
  try {
    for (;;) {
      try {
        linkSync(aside, file);
        return { release: () => read(file) === mine && rmSync(file, { force: true }) };
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const holder = read(file);
      if (holder !== null && isAlive(holder)) return { holder };
      if (holder !== null) removeDead(file, holder);
    }
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Two may find the same dead lock at once: whoever moved away a living one instead puts it back. */
function removeDead(file, holder) {
  const grave = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, grave);
    const moved = read(grave);
    if (moved !== holder && moved !== null && isAlive(moved)) linkSync(grave, file);
  } catch {
    // Someone else was faster: the next attempt sees what they left.
  } finally {
    rmSync(grave, { force: true });
  }
}

/** Runs `work` while holding `file`. A second caller waits, then finds the work done. */
export async function withLock(file, work) {
  const started = Date.now();
  let lock = tryLock(file);
  if (lock.holder)
    process.stderr.write(
      `vigie: another command (pid ${lock.holder.split(' ')[0]}) is setting up, waiting for it\n`,
    );
  while (lock.holder) {
    if (Date.now() - started > limitMs) {
      throw new Error(
        `set-up by pid ${lock.holder} has not ended in ten minutes. Stop it and try again (its lock is ${file}).`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    lock = tryLock(file);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
