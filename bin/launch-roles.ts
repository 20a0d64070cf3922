/** What each role is to the supervisor: its program, its environment, how long it may take to stop. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Trade } from './supervised.ts';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A role gives itself 5 s; all roles and then all engines have to be gone within 10. */
const stopWithinMs = 4_500;

const programs = {
  drill: 'drill/main.ts',
  collectors: 'collectors/main.ts',
  alerting: 'lib/alarm/main.ts',
  web: 'bin/web.ts',
} as const;
export type ChildRole = keyof typeof programs;

/**
 * A small young generation: measured at 1,000 readings/s, 214 MB instead of 246 (`bench/collector-footprint`). Readings
 * live on (as the last of their series), so that a large one is copied whole: pauses of 100 to 680 ms on a busy
 * machine, which were the tail of `bench/reading-latency` (p99 800 ms, with this 250 ms).
 */
export const roleFlags: Readonly<Record<ChildRole, readonly string[]>> = {
  drill: [],
  collectors: ['--max-semi-space-size=4'],
  alerting: ['--max-semi-space-size=4'],
  web: ['--max-semi-space-size=4'],
};

export const roleTrade = (name: ChildRole, runtimeFile: string): Trade => ({
  name,
  command: process.execPath,
  args: [...process.execArgv, ...roleFlags[name], join(root, programs[name])],
  cwd: root,
  env: {
    ...process.env,
    VIGIE_RUNTIME: runtimeFile,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  },
  probe: null,
  stopSignal: 'SIGTERM',
  stopWithinMs,
});
