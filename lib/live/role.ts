/**
 * What every role has in common: it reads its runtime, says when it is ready, beats while its event loop turns,
 * and stops within 5 s when the launcher asks, or when the launcher is gone.
 */
import { type Logger, pino } from 'pino';
import { type Runtime, readRuntime } from '../config/runtime.ts';
import type { FromRole } from './role-messages.ts';

export interface RoleContext {
  readonly runtime: Runtime;
  readonly log: Logger;
}
export interface RunningRole {
  /** Given 5 s; the process ends then in any case. */
  stop(): Promise<void>;
}

const beatMs = 2_000;
const stopWithinMs = 5_000;

/** Starts `role`; call it last in a `main.ts`. A throw or an unhandled rejection ends the process: the launcher restarts it. */
export async function runRole(
  role: string,
  start: (context: RoleContext) => Promise<RunningRole>,
): Promise<void> {
  const log = pino({ name: role, level: process.env.VIGIE_LOG ?? 'info' });
  const die = (error: unknown) => {
    log.fatal({ err: error }, `${role} stopped by an error`);
    log.flush();
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
  try {
    const file = process.env.VIGIE_RUNTIME;
    if (!file) throw new Error('VIGIE_RUNTIME is not set: this role is started by "npm start".');
    const runtime = readRuntime(file);
    let running: RunningRole | null = null;
    listenForStop(log, async () => running?.stop());
    const beat = setInterval(() => tell({ vigie: 'beat' }), beatMs);
    beat.unref();
    running = await start({ runtime, log });
    tell({ vigie: 'ready' });
    log.info(`${role} is ready`);
  } catch (error) {
    die(error);
  }
}

/** Asks the launcher to stop everything in order. */
export const askToStop = (): void => tell({ vigie: 'stop' });

function tell(message: FromRole): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

function listenForStop(log: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const finish = async (why: string) => {
    if (stopping) return;
    stopping = true;
    log.info(`stopping: ${why}`);
    const late = setTimeout(() => {
      log.error('did not stop in time');
      process.exit(1);
    }, stopWithinMs);
    try {
      await stop();
    } catch (error) {
      log.error({ err: error }, 'stopped with an error');
    }
    clearTimeout(late);
    process.exit(0);
  };
  process.on('SIGTERM', () => void finish('asked to'));
  process.on('SIGINT', () => void finish('interrupted'));
  process.on('disconnect', () => void finish('the launcher is gone'));
}
