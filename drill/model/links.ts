/**
 * The two fibre links behind the firewall. Traffic goes over the primary until it passes 70 %; about 12 s later
 * the firewall sends new sessions over the backup, and keeps doing so until the whole would fit at 55 %.
 * A dead primary is noticed by the firewall's link monitor and everything moves to the backup.
 */
import { activity } from './day.ts';
import { wander } from './noise.ts';
import type { Faults, SiteSpec } from './spec.ts';

export interface Direction {
  readonly bitsPerSecond: number;
  /** Ever growing; interpolated between two steps by `octetsAt`. */
  readonly octets: number;
}
export interface LinkState {
  readonly up: boolean;
  /** The firewall's link monitor: its probes are answered. */
  readonly alive: boolean;
  readonly in: Direction;
  readonly out: Direction;
  readonly latencySeconds: number;
  readonly jitterSeconds: number;
  readonly lossRatio: number;
}
export interface LinksState {
  readonly primary: LinkState;
  readonly backup: LinkState;
  /** Which way sessions go. */
  readonly mode: 'primary' | 'balanced' | 'backup' | 'none';
  /** Load beyond the ordinary, in contracts; 0: none. */
  readonly surge: number;
  /** Sessions that were sent over the backup in balance, as a share of the contract each way: they end there. */
  readonly spilled: { readonly in: number; readonly out: number };
  /** For how long what would change the mode has held. */
  readonly pendingMs: number;
  readonly tunnelUp: boolean;
}

const balanceAtRatio = 0.7;
const balanceAfterMs = 11_000;
const returnAtRatio = 0.55;
const returnAfterMs = 60_000;
const deadAfterMs = 5_000;
/** In balance the sessions that are there stay: the primary settles a little over the threshold. */
const balancedRatio = 0.75;
/** Mean life of a session. */
const sessionMs = 60_000;
const idleRatio = 0.02;
const saturatedRatio = 1.12;
/** Slow enough for a firewall that balances to prevent the loss, and for whoever watches to see it come. */
const surgePerSecond = 0.01;

const still: Direction = { bitsPerSecond: 0, octets: 0 };
const quiet: LinkState = {
  up: true,
  alive: true,
  in: still,
  out: still,
  latencySeconds: 0.02,
  jitterSeconds: 0.001,
  lossRatio: 0,
};
export const firstLinks: LinksState = {
  primary: quiet,
  backup: quiet,
  mode: 'primary',
  surge: 0,
  spilled: { in: 0, out: 0 },
  pendingMs: 0,
  tunnelUp: true,
};

export const octetsAt = (direction: Direction, sinceStepMs: number): number =>
  direction.octets + (direction.bitsPerSecond / 8000) * sinceStepMs;

/** The ordinary traffic of the site at this hour, in contracts. */
function usualRatio(spec: SiteSpec, at: number): number {
  const busy = activity(at, spec.offsetMinutes);
  const swell = 1 + 0.05 * wander(spec.seed + 11, at, 240_000) + 0.04 * wander(spec.seed + 12, at, 20_000);
  return spec.usualLoadRatio * Math.max(busy, 0.05) * swell;
}

/** What the site would send and receive if nothing held it back, in contracts. */
function demand(spec: SiteSpec, usual: number, surge: number, at: number): { in: number; out: number } {
  const into = Math.max(usual, surge * (1 + 0.01 * wander(spec.seed + 13, at, 20_000)));
  return { in: into, out: into * (0.62 + 0.05 * wander(spec.seed + 14, at, 90_000)) };
}

/** A surge comes up from the ordinary load and goes back to it, as when a floor of agents opens the same page. */
function nextSurge(surge: number, usual: number, saturated: boolean, stepMs: number): number {
  const seconds = stepMs / 1000;
  if (saturated) return Math.min(saturatedRatio, Math.max(surge, usual) + surgePerSecond * seconds);
  const left = surge - 3 * surgePerSecond * seconds;
  return left <= usual ? 0 : left;
}

function nextMode(state: LinksState, primaryUp: boolean, backupUp: boolean, ratio: number, stepMs: number) {
  const wanted = !primaryUp ? (backupUp ? 'backup' : 'none') : null;
  const pendingMs = state.pendingMs + stepMs;
  if (wanted !== null) {
    if (state.mode === wanted) return { mode: wanted, pendingMs: 0 } as const;
    return pendingMs >= deadAfterMs
      ? ({ mode: wanted, pendingMs: 0 } as const)
      : { mode: state.mode, pendingMs };
  }
  const leaving =
    state.mode === 'primary'
      ? ratio >= balanceAtRatio && backupUp
      : state.mode === 'balanced'
        ? ratio <= returnAtRatio
        : true;
  if (!leaving) return { mode: state.mode, pendingMs: 0 };
  const after =
    state.mode === 'primary' ? balanceAfterMs : state.mode === 'balanced' ? returnAfterMs : deadAfterMs;
  const target = state.mode === 'primary' ? 'balanced' : 'primary';
  return pendingMs >= after ? ({ mode: target, pendingMs: 0 } as const) : { mode: state.mode, pendingMs };
}

/**
 * What of the demand (in contracts) is sent over the backup. In balance new sessions go there within seconds; once the
 * load is gone those that are there last until their calls and downloads end, about a minute.
 */
function spill(
  mode: LinksState['mode'],
  ratio: number,
  spilled: number,
  ripple: number,
  stepMs: number,
): number {
  if (mode === 'none') return 0;
  if (mode === 'backup') return ratio;
  const wanted = mode === 'balanced' ? Math.max(0, ratio - balancedRatio - ripple) : 0;
  if (wanted >= spilled) return wanted;
  return Math.min(ratio, spilled + (wanted - spilled) * Math.min(1, stepMs / sessionMs));
}

function move(
  link: LinkState,
  up: boolean,
  alive: boolean,
  into: number,
  out: number,
  contract: number,
  at: number,
  seed: number,
  stepMs: number,
): LinkState {
  const carry = (direction: Direction, wanted: number, idle: number): Direction => ({
    bitsPerSecond: up ? Math.min(contract, Math.max(wanted, idle)) : 0,
    octets: octetsAt(direction, stepMs),
  });
  const idle = contract * idleRatio * (1 + 0.3 * wander(seed, at, 30_000));
  const fill = up ? Math.max(into, out) / contract : 0;
  // Queues grow near the full rate; past it what does not fit is lost.
  const queue = Math.max(0, fill - 0.85) * 0.6;
  return {
    up,
    alive,
    in: carry(link.in, into, idle),
    out: carry(link.out, out, idle * 0.8),
    latencySeconds: 0.021 + 0.004 * wander(seed + 1, at, 60_000) + 0.008 * fill + queue,
    jitterSeconds: Math.max(0.0004, 0.0016 + 0.001 * wander(seed + 2, at, 20_000) + queue * 0.15),
    lossRatio: alive
      ? Math.min(1, Math.max(0, 0.0015 * wander(seed + 3, at, 45_000)) + Math.max(0, fill - 1) * 0.8)
      : 1,
  };
}

export function stepLinks(
  state: LinksState,
  spec: SiteSpec,
  faults: Faults,
  at: number,
  stepMs: number,
): LinksState {
  const contract = spec.contractedBitsPerSecond;
  const usual = usualRatio(spec, at);
  const surge = nextSurge(state.surge, usual, faults.saturated, stepMs);
  const wanted = demand(spec, usual, surge, at);
  const ratio = Math.max(wanted.in, wanted.out);
  const primaryUp = !faults.primaryCut;
  const { mode, pendingMs } = nextMode(state, primaryUp, true, ratio, stepMs);
  const ripple = 0.015 * wander(spec.seed + 15, at, 8_000);
  const spilled = {
    in: spill(mode, wanted.in, state.spilled.in, ripple, stepMs),
    out: spill(mode, wanted.out, state.spilled.out, ripple, stepMs),
  };
  const kept = (way: 'in' | 'out'): number => (mode === 'none' ? 0 : (wanted[way] - spilled[way]) * contract);
  // Until the firewall has noticed, what is sent into a dead link goes nowhere.
  const primary = move(
    state.primary,
    primaryUp,
    primaryUp && (state.primary.alive || pendingMs === 0),
    kept('in'),
    kept('out'),
    contract,
    at,
    spec.seed + 20,
    stepMs,
  );
  const backup = move(
    state.backup,
    true,
    true,
    spilled.in * contract,
    spilled.out * contract,
    contract,
    at,
    spec.seed + 30,
    stepMs,
  );
  return {
    primary,
    backup,
    mode,
    surge,
    spilled,
    pendingMs,
    tunnelUp: mode !== 'none' && !(mode === 'primary' && !primaryUp),
  };
}
