/**
 * Overflow of a primary link onto its backup, proven sample by sample.
 *
 *                 mean ≥ at for `forMs`
 *   primary-only ───────────────────────► overflow          result while in overflow:
 *     ▲  ▲   ▲   ◄─────────────────────── │  │                pending ─► held ◄─► no-relief
 *     │  │   mean ≤ return for `returnForMs` │                   └─► no-relay ─► late-relay
 *     │  │                                │  │
 *     │  └── primary up ── fail-over ◄────┘  │   primary down, backup up
 *     │                      ▲ │             │
 *     │           backup up  │ ▼ backup down │
 *     └──── primary up ─── both-down ◄───────┘   both down
 *
 * `mean` is the busier direction over one minute. The relay delay runs from the moment at which the primary itself
 * reached the threshold (the minute's mean is late by nature) to the first sample in which the backup carried its
 * share above idle. The promise runs from the raise.
 */
import type { OverflowSettings } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import type { OverflowResult, OverflowState } from './states.ts';

/** Plain JSON: it survives a restart. */
export interface OverflowMemory {
  readonly state: OverflowState;
  readonly since: Instant;
  readonly lastAt: Instant;
  /** Since when the mean is at or above the threshold; at or under the return. */
  readonly aboveSince: Instant | null;
  readonly belowSince: Instant | null;
  /** When the primary itself reached the threshold, and when it was last seen there. */
  readonly reachedAt: Instant | null;
  readonly lastReachedAt: Instant | null;
  /** What the backup carries when nothing overflows (ratio of its contract), slowly followed. */
  readonly idleRatio: number | null;
  readonly carryingSince: Instant | null;
  /** Of the overflow in force. */
  readonly relayDelayMs: number | null;
  readonly relayResolutionMs: number | null;
  readonly late: boolean;
  readonly fullSince: Instant | null;
  readonly relieved: boolean;
}

export interface OverflowSample {
  readonly at: Instant;
  /** null: not known now (stale, unreachable): nothing is concluded from it. */
  readonly primaryUp: boolean | null;
  readonly backupUp: boolean | null;
  /** Busier direction over the contract: now, and over the last minute. */
  readonly primaryRatio: number | null;
  readonly primaryMeanRatio: number | null;
  readonly backupRatio: number | null;
  /** Time between samples: what a delay can resolve. */
  readonly resolutionMs: number;
}

export interface OverflowView {
  readonly state: OverflowState;
  readonly since: Instant;
  readonly result: OverflowResult;
  readonly relayDelayMs: number | null;
  readonly relayResolutionMs: number | null;
}

/** A longer silence between two samples proves nothing about the time between: the delays begin anew. */
export const longestGapMs = 60_000;
/** Dips shorter than this do not move the moment at which the primary reached the threshold. */
const dipMs = 60_000;
/** The primary itself under the threshold for this long: the load is gone, whatever the minute's mean still says. */
const loadGoneMs = 5_000;
/** Part of a new sample in the idle level: it follows in some minutes at the usual cadence. */
const idlePart = 0.05;

export const firstMemory = (at: Instant): OverflowMemory => ({
  state: 'primary-only',
  since: at,
  lastAt: at,
  aboveSince: null,
  belowSince: null,
  reachedAt: null,
  lastReachedAt: null,
  idleRatio: null,
  carryingSince: null,
  relayDelayMs: null,
  relayResolutionMs: null,
  late: false,
  fullSince: null,
  relieved: false,
});

/** What the backup carried before a gap is believed until a sample says otherwise: a restart is no broken promise. */
const noTimers = {
  aboveSince: null,
  belowSince: null,
  reachedAt: null,
  lastReachedAt: null,
  fullSince: null,
};
const noOverflow = { relayDelayMs: null, relayResolutionMs: null, late: false, relieved: false };

/** Since when a condition holds: kept while true, begun when it becomes true, null when false; unchanged if unknown. */
const holds = (since: Instant | null, condition: boolean | null, at: Instant): Instant | null =>
  condition === null ? since : condition ? (since ?? at) : null;

/** The one function that moves the machine. */
export function advanceOverflow(
  memory: OverflowMemory,
  sample: OverflowSample,
  settings: OverflowSettings,
): OverflowMemory {
  const jumped = sample.at < memory.lastAt || sample.at - memory.lastAt > longestGapMs;
  const timed = follow(jumped ? { ...memory, ...noTimers } : memory, sample, settings);
  const next = nextState(timed, sample, settings);
  if (next === timed.state) return next === 'overflow' ? judgeRelay(timed, sample, settings) : timed;
  const moved: OverflowMemory = { ...timed, ...noOverflow, state: next, since: sample.at, belowSince: null };
  return next === 'overflow' ? judgeRelay(moved, sample, settings) : moved;
}

/** Timers and the idle level. */
function follow(memory: OverflowMemory, sample: OverflowSample, settings: OverflowSettings): OverflowMemory {
  const { at, primaryMeanRatio: mean, primaryRatio: now, backupRatio } = sample;
  const above = mean === null ? null : mean >= settings.atRatio;
  const reached = now !== null && now >= settings.atRatio;
  const dipped = memory.lastReachedAt === null || at - memory.lastReachedAt > dipMs;
  const idle = memory.idleRatio;
  const quiet = memory.state === 'primary-only' && above === false && !reached;
  const carries = backupRatio === null ? null : backupRatio >= (idle ?? 0) + settings.relayRatio;
  return {
    ...memory,
    lastAt: at,
    aboveSince: holds(memory.aboveSince, above, at),
    belowSince: holds(memory.belowSince, mean === null ? null : mean <= settings.returnAtRatio, at),
    reachedAt: reached ? (dipped ? at : (memory.reachedAt ?? at)) : memory.reachedAt,
    lastReachedAt: reached ? at : memory.lastReachedAt,
    idleRatio:
      backupRatio === null || !quiet || (idle !== null && carries)
        ? idle
        : idle === null
          ? backupRatio
          : idle + (backupRatio - idle) * idlePart,
    carryingSince: holds(memory.carryingSince, carries, at),
    fullSince: holds(memory.fullSince, mean === null ? null : mean >= settings.reliefRatio, at),
  };
}

function nextState(
  memory: OverflowMemory,
  sample: OverflowSample,
  settings: OverflowSettings,
): OverflowState {
  const { state, aboveSince, belowSince } = memory;
  const { primaryUp, backupUp, at } = sample;
  // An unknown link keeps the side that the state already says it is on.
  const down = primaryUp === null ? state === 'fail-over' || state === 'both-down' : !primaryUp;
  const backupDown = backupUp === null ? state === 'both-down' : !backupUp;
  if (down) return backupDown ? 'both-down' : 'fail-over';
  if (state === 'overflow')
    return belowSince !== null && at - belowSince >= settings.returnForMs ? 'primary-only' : 'overflow';
  return aboveSince !== null && at - aboveSince >= settings.forMs ? 'overflow' : 'primary-only';
}

/** Whether the backup carries in time, and the primary is relieved. Only in overflow. */
function judgeRelay(
  memory: OverflowMemory,
  sample: OverflowSample,
  settings: OverflowSettings,
): OverflowMemory {
  const { carryingSince, since, reachedAt } = memory;
  const relieved =
    memory.relieved || (sample.primaryMeanRatio !== null && sample.primaryMeanRatio < settings.reliefRatio);
  if (carryingSince === null || memory.relayDelayMs !== null) return { ...memory, relieved };
  return {
    ...memory,
    relieved,
    relayDelayMs: Math.max(0, carryingSince - (reachedAt ?? since)),
    relayResolutionMs: sample.resolutionMs,
    late: carryingSince - since > settings.relayWithinMs,
  };
}

function resultOf(memory: OverflowMemory, settings: OverflowSettings): OverflowResult {
  if (memory.state !== 'overflow') return 'none';
  const { lastAt, since, fullSince } = memory;
  // A backup that was seen to carry, and rests again with the load gone, kept the promise: the minute's mean is only late.
  const loaded = memory.lastReachedAt !== null && lastAt - memory.lastReachedAt <= loadGoneMs;
  if (memory.carryingSince === null && memory.relayDelayMs !== null && !loaded)
    return memory.late ? 'late-relay' : 'held';
  if (memory.carryingSince === null)
    return memory.relayDelayMs === null && lastAt - since < settings.relayWithinMs ? 'pending' : 'no-relay';
  if (fullSince !== null && lastAt - Math.max(fullSince, since) >= settings.reliefWithinMs)
    return 'no-relief';
  if (memory.late) return 'late-relay';
  return memory.relieved ? 'held' : 'pending';
}

/** What is shown of it. */
export const viewOverflow = (memory: OverflowMemory, settings: OverflowSettings): OverflowView => ({
  state: memory.state,
  since: memory.since,
  result: resultOf(memory, settings),
  relayDelayMs: memory.relayDelayMs,
  relayResolutionMs: memory.relayResolutionMs,
});
