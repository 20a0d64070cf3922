/**
 * One child kept alive: started in a process group of its own, watched, started again when it falls (with
 * back-off), stopped within its time. What it is and when it counts as ready are given by its `Trade`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RoleStatus } from '../lib/live/messages.ts';
import { isFromRole } from '../lib/live/role-messages.ts';
import { ChildLog, openLog } from './child-log.ts';
import { writeWhole } from './data-folder.ts';
import { forgetFailures, restartDelayMs } from './restart-delay.ts';
import { identityOf } from './setup/process-identity.js';

export interface Trade {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  /** Asked until it is true; a throw means never. null: the child is a role and says it itself. */
  readonly probe: (() => Promise<boolean>) | null;
  readonly stopSignal: NodeJS.Signals;
  readonly stopWithinMs: number;
}
export interface House {
  readonly logsDir: string;
  readonly pidsDir: string;
  readonly status: (status: RoleStatus) => void;
  /** Told of each child before it starts, so that whoever stops the house finds it. */
  readonly adopt: (child: Supervised) => void;
  /** Once aborted nothing is started any more. */
  readonly closing: AbortSignal;
  readonly say: (text: string) => void;
  /** A role wants everything stopped in order. */
  readonly askedToStop: (role: string) => void;
}

const probeMs = 100;
/** A role that never gets ready in this time is stuck. */
const readyWithinMs = 120_000;
const beatCheckMs = 5_000;
const missedBeatsLimit = 6;
/** A child that has fallen so often without having been ready once will not get ready by trying. */
const attemptsLimit = 5;

export class Supervised {
  readonly trade: Trade;
  readonly #house: House;
  readonly #log: ChildLog | null;
  #child: ChildProcess | null = null;
  #failuresAt: number[] = [];
  #restarts = 0;
  #startedAt = 0;
  #wanted = true;
  #wasReady = false;
  readonly #timers = new Set<NodeJS.Timeout>();
  #beatCheck: NodeJS.Timeout | undefined;
  #settled: { resolve: () => void; reject: (error: Error) => void } | null = null;

  constructor(trade: Trade, house: House) {
    this.trade = trade;
    this.#house = house;
    this.#log = trade.probe ? null : new ChildLog(this.#logFile);
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }
  get #logFile(): string {
    return join(this.#house.logsDir, `${this.trade.name}.log`);
  }
  get #pidFile(): string {
    return join(this.#house.pidsDir, this.trade.name);
  }

  /** Resolves when the child was ready for the first time. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settled = { resolve, reject };
      this.#house.adopt(this);
      this.#spawn();
    });
  }

  async stop(): Promise<void> {
    this.#wanted = false;
    this.#clearTimers();
    clearInterval(this.#beatCheck);
    const child = this.#child;
    if (child?.pid && child.exitCode === null && child.signalCode === null) {
      const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill(this.trade.stopSignal);
      const late = setTimeout(() => killGroup(child.pid), this.trade.stopWithinMs);
      await exited;
      clearTimeout(late);
    }
    this.#say('stopped', null);
    rmSync(this.#pidFile, { force: true });
  }

  #spawn(): void {
    const { trade } = this;
    if (this.#house.closing.aborted) {
      this.#settled?.reject(new Error(`${trade.name} was not started: Vigie is stopping`));
      return;
    }
    this.#startedAt = Date.now();
    this.#say(this.#restarts === 0 ? 'starting' : 'restarting', null);
    const fd = this.#log ? null : this.#orSaid('its log cannot be opened', () => openLog(this.#logFile));
    const child = spawn(trade.command, trade.args, {
      cwd: trade.cwd,
      env: trade.env,
      detached: true,
      stdio: this.#log ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', fd ?? 'ignore', fd ?? 'ignore'],
      ...(trade.uid === undefined ? {} : { uid: trade.uid }),
      ...(trade.gid === undefined ? {} : { gid: trade.gid }),
    });
    if (fd !== null) closeSync(fd);
    this.#child = child;
    child.stdout?.on('data', (chunk: Buffer) => this.#log?.write(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.#log?.write(chunk));
    child.once('error', (error) => this.#fell(child, error.message));
    child.once('exit', (code, signal) => this.#fell(child, signal ?? `exit ${code}`));
    this.#after(readyWithinMs, () => killGroup(child.pid));
    if (trade.probe) this.#probe(trade.probe);
    else this.#watchBeats(child);
    const { pid } = child;
    if (pid !== undefined)
      this.#orSaid('its process number cannot be written down', () =>
        writeWhole(this.#pidFile, identityOf(pid), 0o600),
      );
  }

  /** A full disk takes away the notes on a child, not the child: most starts are from a timer, where a throw ends Vigie. */
  #orSaid<T>(trouble: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      this.#house.say(`${this.trade.name}: ${trouble} (${(error as Error).message})`);
      return null;
    }
  }

  #probe(probe: () => Promise<boolean>): void {
    this.#after(probeMs, async () => {
      const child = this.#child;
      const good = await probe().catch((error: Error) => error);
      if (!this.#wanted || child !== this.#child) return;
      if (good instanceof Error) this.#settled?.reject(good);
      else if (good) this.#ready();
      else this.#probe(probe);
    });
  }

  #watchBeats(child: ChildProcess): void {
    let missed = 0;
    child.on('message', (message) => {
      if (!isFromRole(message)) return;
      missed = 0;
      if (message.vigie === 'ready') this.#ready();
      if (message.vigie === 'stop') this.#house.askedToStop(this.trade.name);
    });
    // Counted in checks, not by the clock: a machine that slept has not missed any.
    this.#beatCheck = setInterval(() => {
      missed += 1;
      if (missed < missedBeatsLimit) return;
      this.#house.say(`${this.trade.name} does not move any more (no sign for 30 s): ending it`);
      killGroup(child.pid);
    }, beatCheckMs);
  }

  #ready(): void {
    this.#clearTimers();
    this.#wasReady = true;
    this.#say('running', this.pid);
    this.#settled?.resolve();
    this.#settled = null;
  }

  #fell(child: ChildProcess, how: string): void {
    if (child !== this.#child) return;
    this.#child = null;
    this.#clearTimers();
    clearInterval(this.#beatCheck);
    // What it started itself goes with it.
    killGroup(child.pid);
    if (!this.#wanted) return;
    const now = Date.now();
    this.#failuresAt = [...forgetFailures(this.#failuresAt, now), now];
    const words = this.#log?.lastWords();
    const why = `${this.trade.name} ended (${how})${words ? `: ${words}` : ''}`;
    // All of them, however far apart: one that is stuck for two minutes each time has no two falls in a minute.
    if (!this.#wasReady && this.#restarts + 1 >= attemptsLimit) {
      this.#settled?.reject(new Error(`${why}. Its log: ${this.#logFile}`));
      return;
    }
    const delayMs = restartDelayMs(this.#failuresAt, now);
    this.#restarts += 1;
    this.#house.say(`${why}; starting it again${delayMs > 0 ? ` in ${delayMs / 1000} s` : ''}`);
    this.#say('restarting', null);
    this.#after(delayMs, () => this.#spawn());
  }

  #after(delayMs: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, delayMs);
    this.#timers.add(timer);
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #say(state: RoleStatus['state'], pid: number | null): void {
    const { name } = this.trade;
    this.#house.status({ role: name, pid, state, startedAt: this.#startedAt, restarts: this.#restarts });
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
