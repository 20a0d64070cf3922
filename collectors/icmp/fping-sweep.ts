/** A sweep by one long-lived `fping`: forty times less work than a process an echo. Restarts it when it dies. */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { echoOfLine } from './fping-line.ts';
import type { StartSweep } from './sweep.ts';

const restartAfterMs = 2_000;
/** fping's least gap between two packets, so that a sweep of hundreds is no burst. */
const gapMs = 1;

export const fpingInstalled = (): boolean => spawnSync('fping', ['-v'], { stdio: 'ignore' }).status === 0;

export const startFpingSweep: StartSweep = ({ addresses, periodMs, timeoutMs, onEcho, onTrouble }) => {
  let stopped = false;
  let child: ReturnType<typeof spawn> | null = null;
  let timer: NodeJS.Timeout | null = null;
  const run = (): void => {
    // `-f -`: addresses by standard input, never as arguments.
    const process = spawn(
      'fping',
      ['-l', '-p', String(periodMs), '-i', String(gapMs), '-t', String(timeoutMs), '-f', '-'],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    child = process;
    let lastError = '';
    process.stdin.on('error', () => undefined);
    process.stdin.end(`${addresses.join('\n')}\n`);
    createInterface({ input: process.stdout }).on('line', (line) => {
      const echo = echoOfLine(line);
      if (echo) onEcho(echo);
    });
    process.stderr.on('data', (chunk: Buffer) => {
      lastError = chunk.toString('utf8').slice(0, 200).trim();
    });
    process.on('error', (error) => onTrouble(error.message));
    process.on('close', (code) => {
      if (stopped) return;
      onTrouble(`fping stopped (${code ?? 'signal'})${lastError ? `: ${lastError}` : ''}`);
      timer = setTimeout(run, restartAfterMs);
    });
  };
  run();
  return {
    stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      child?.kill('SIGKILL');
    },
  };
};
