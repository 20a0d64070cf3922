/** Ends what a killed launcher left behind: its pid files name the children, and only those very processes. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './setup/process-identity.js';

const politeMs = 8_000;
const finalMs = 2_000;

/** Roles stop by themselves when their launcher is gone; engines do not. Returns the names of those that were still there. */
export async function clearStaleChildren(pidsDir: string): Promise<string[]> {
  mkdirSync(pidsDir, { recursive: true, mode: 0o700 });
  const found = await Promise.all(
    readdirSync(pidsDir).map(async (name) => {
      const file = join(pidsDir, name);
      const identity = readFileSync(file, 'utf8');
      const there = isAlive(identity);
      if (there) await end(identity);
      rmSync(file, { force: true });
      return there ? name : null;
    }),
  );
  return found.filter((name) => name !== null);
}

async function end(identity: string): Promise<void> {
  const pid = Number(identity.split(' ')[0]);
  // PostgreSQL: SIGINT is its fast shutdown, SIGTERM would wait for clients; every other child takes both alike.
  for (const [signal, waitMs] of [
    ['SIGINT', politeMs],
    ['SIGKILL', finalMs],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waited = 0; waited < waitMs && isAlive(identity); waited += 50) await sleep(50);
    if (!isAlive(identity)) return;
  }
  throw new Error(`process ${pid}, left by an earlier start, cannot be ended. End it and start again.`);
}
