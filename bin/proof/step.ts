/** One step of a proof: a program run to its end, its words shown as they come, with a limit on its time. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../launch-roles.ts';

export interface Step {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly withinMs: number;
}
export interface StepOutcome {
  readonly ok: boolean;
  /** Why not, in words; '' when ok. */
  readonly reason: string;
  readonly tookMs: number;
}

/** A program of node_modules. */
export const tool = (name: string): string => join(root, 'node_modules', '.bin', name);

/** Ends everything that the step started: it runs in a group of its own. */
export function runStep({ command, args, env, withinMs }: Step): Promise<StepOutcome> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    let late = false;
    const end = (signal: NodeJS.Signals) => {
      try {
        if (child.pid) process.kill(-child.pid, signal);
      } catch {
        // It has ended by itself.
      }
    };
    const interrupted = () => end('SIGTERM');
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    const limit = setTimeout(() => {
      late = true;
      end('SIGKILL');
    }, withinMs);
    const done = (reason: string) => {
      clearTimeout(limit);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      resolve({ ok: reason === '', reason, tookMs: performance.now() - startedAt });
    };
    child.once('error', (error) => done(error.message));
    child.once('exit', (code, signal) => {
      end('SIGKILL');
      if (late) done(`took longer than ${Math.round(withinMs / 1000)} s`);
      else done(code === 0 ? '' : `ended with ${signal ?? code}`);
    });
  });
}
