/** One real Vigie for a test: its launcher as a process, what it said, its children, its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { look } from '../../bin/setup/process-identity.js';
import { type Runtime, readRuntime } from '../../lib/config/runtime.ts';
import type { RoleStatus } from '../../lib/live/messages.ts';
import { connectLiveBus } from '../../lib/live/mqtt-live-bus.ts';

export const root = join(import.meta.dirname, '..', '..');
const readyWithinMs = 90_000;

/** A temporary folder that the database's user may pass through. */
export function temporary(name: string): string {
  const dir = mkdtempSync(join(tmpdir(), `vigie-${name}-`));
  spawn('chmod', ['711', dir]);
  return dir;
}

const book = `organisation: Test
sites:
  cotonou:
    name: Cotonou
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    devices:
      self: { kind: server, ping: { address: 127.0.0.1 } }
`;

/** The smallest site book, so that a test of the house starts no drill. */
export function writeBook(dir: string, text = book): string {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'sites.yaml'), text);
  return dir;
}

export interface Instance {
  readonly process: ChildProcess;
  readonly data: string;
  /** Everything that it said on both streams. */
  said(): string;
  runtime(): Runtime;
  /** Latest status of each role and engine, from the live bus. */
  statuses(): Promise<Map<string, RoleStatus>>;
  /** Waits until `found` is true of the statuses. */
  untilStatus(found: (statuses: Map<string, RoleStatus>) => boolean, withinMs?: number): Promise<void>;
  /** Every process whose command line names this data folder, and the roles. */
  processes(): number[];
  /** Sends a signal; resolves with the milliseconds until it had ended. */
  end(signal: NodeJS.Signals): Promise<number>;
  clean(): Promise<void>;
}

/** Starts `command args` and waits for the ready line; rejects with what was said when it ends before. */
export async function startInstance(
  data: string,
  args: readonly string[],
  how: { command?: string; first?: readonly string[]; cwd?: string; env?: Record<string, string> } = {},
): Promise<Instance> {
  const {
    command = process.execPath,
    first = [join(root, 'bin', 'launcher.ts')],
    cwd = root,
    env = {},
  } = how;
  const child = spawn(command, [...first, ...args, '--data', data], {
    cwd,
    env: { ...process.env, CI: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stdout?.on('data', (chunk) => {
    words += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    words += chunk;
  });
  const instance = instanceOf(child, data, () => words);
  const until = Date.now() + readyWithinMs;
  while (!words.includes('Vigie is ready')) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`ended with ${child.exitCode ?? child.signalCode}: ${words}`);
    if (Date.now() > until) {
      await instance.clean();
      throw new Error(`not ready in ${readyWithinMs / 1000} s: ${words}`);
    }
    await sleep(50);
  }
  return instance;
}

function instanceOf(child: ChildProcess, data: string, said: () => string): Instance {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const runtime = () => readRuntime(join(data, 'runtime.json'));
  const instance: Instance = {
    process: child,
    data,
    said,
    runtime,
    statuses: async () => {
      const bus = await connectLiveBus(runtime().bus, pino({ level: 'silent' }));
      const statuses = new Map<string, RoleStatus>();
      bus.subscribe('vigie/v1/roles/{}', (status) => statuses.set(status.role, status));
      await sleep(200);
      await bus.close();
      return statuses;
    },
    untilStatus: async (found, withinMs = 20_000) => {
      const until = Date.now() + withinMs;
      for (;;) {
        const statuses = await instance.statuses();
        if (found(statuses)) return;
        if (Date.now() > until) throw new Error(`never came: ${JSON.stringify([...statuses.values()])}`);
      }
    },
    processes: () => processesOf(data),
    end: async (signal) => {
      const startedAt = performance.now();
      child.kill(signal);
      await ended;
      return performance.now() - startedAt;
    },
    clean: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
  return instance;
}

/** By command line (engines) or environment (roles); zombies do not count. */
function processesOf(data: string): number[] {
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid || !look(Number(name))) continue;
    try {
      const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const env = readFileSync(`/proc/${name}/environ`, 'utf8');
      if (line.includes(data) || env.includes(`VIGIE_RUNTIME=${data}/`)) found.push(Number(name));
    } catch {
      // Ended meanwhile, or not ours to read.
    }
  }
  return found;
}

export const exists = (data: string): boolean => existsSync(data);

/** Waits until `holds` is true; the reason is what it was waiting for. */
export async function until(what: string, holds: () => boolean, withinMs = 10_000): Promise<void> {
  const limit = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > limit) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(50);
  }
}
