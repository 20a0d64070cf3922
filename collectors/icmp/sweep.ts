/** The port of a sweep: addresses at one period in, echoes out, for as long as it runs. */
import type { Echo } from './fping-line.ts';

export interface Sweep {
  stop(): void;
}

export interface SweepOptions {
  /** Literal addresses only. */
  readonly addresses: readonly string[];
  readonly periodMs: number;
  readonly timeoutMs: number;
  readonly onEcho: (echo: Echo) => void;
  /** The sweep cannot run at all: why, for a person. */
  readonly onTrouble: (reason: string) => void;
}

export type StartSweep = (options: SweepOptions) => Sweep;
