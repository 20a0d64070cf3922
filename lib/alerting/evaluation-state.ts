/**
 * What evaluation remembers. Everything in `saved` is plain JSON and survives a restart; the rest is rebuilt from it.
 * One writer owns it: `evaluate` changes it in place, so that a reading costs the same however many there are.
 */
import type { Instant } from '../time/clock.ts';
import type { ConditionMemory, Truth } from './condition.ts';
import { DueTimes } from './due-times.ts';
import type { CheckMemory } from './silence.ts';

/** clear → pending (its `for` runs) → raised → clearing (its clear delay runs) → clear. */
export interface Watch {
  readonly rule: string;
  readonly site: string;
  readonly device: string;
  readonly instance: string;
  phase: 'clear' | 'pending' | 'raised' | 'clearing';
  /** Steady time at which the phase began, and at which it was raised. */
  sinceMs: number;
  raisedMs: number;
  unknown: boolean;
}

/** Truths of one condition over what it looks at: how many series say yes, and how many say anything. */
export interface Cell {
  yes: number;
  known: number;
}

export interface SavedEvaluation {
  readonly version: 1;
  readonly steadyMs: number;
  readonly at: Instant;
  readonly epoch: number;
  readonly memories: readonly (readonly [string, ConditionMemory])[];
  readonly truths: readonly (readonly [string, Truth])[];
  readonly cells: readonly (readonly [string, Cell])[];
  readonly watches: readonly (readonly [string, Watch])[];
  readonly checks: readonly (readonly [string, readonly (readonly [string, CheckMemory])[]])[];
  readonly blind: readonly string[];
  readonly awake: readonly (readonly [string, number])[];
}

export interface EvaluationState {
  steadyMs: number;
  at: Instant;
  /** Wall clock over steady clock; it falls when the wall clock is set back, and readings may then seem older. */
  offsetMs: number;
  epoch: number;
  /** By `rule#condition|series`. */
  readonly memories: Map<string, ConditionMemory>;
  /** Of silence and absence, which speak without a reading: by `rule#condition|series or device`. */
  readonly truths: Map<string, Truth>;
  readonly cells: Map<string, Cell>;
  readonly watches: Map<string, Watch>;
  /** Ledger lines by device, then by check. */
  readonly checks: Map<string, Map<string, CheckMemory>>;
  readonly blind: Set<string>;
  /** Which watches look at a cell. */
  readonly hanging: Map<string, Set<string>>;
  readonly due: DueTimes;
  /** Times set and not yet passed: they are saved, the heap is not. */
  readonly awake: Map<string, number>;
}

export const newEvaluation = (at: Instant, steadyMs = 0): EvaluationState => ({
  steadyMs,
  at,
  offsetMs: at - steadyMs,
  epoch: 0,
  memories: new Map(),
  truths: new Map(),
  cells: new Map(),
  watches: new Map(),
  checks: new Map(),
  blind: new Set(),
  hanging: new Map(),
  due: new DueTimes(),
  awake: new Map(),
});

export function wake(state: EvaluationState, key: string, ms: number): void {
  const before = state.awake.get(key);
  if (before !== undefined && before <= ms) return;
  state.awake.set(key, ms);
  state.due.wake(key, ms);
}

export const saveEvaluation = (state: EvaluationState): SavedEvaluation => ({
  version: 1,
  steadyMs: state.steadyMs,
  at: state.at,
  epoch: state.epoch,
  memories: [...state.memories],
  truths: [...state.truths],
  cells: [...state.cells].map(([key, cell]) => [key, { ...cell }]),
  watches: [...state.watches].map(([key, watch]) => [key, { ...watch }]),
  checks: [...state.checks].map(([device, checks]) => [device, [...checks]]),
  blind: [...state.blind],
  awake: [...state.awake],
});

/** `hang` is told of every watch, to say which cells it looks at (the rules know). */
export function loadEvaluation(
  saved: SavedEvaluation,
  hang: (state: EvaluationState, key: string, watch: Watch) => void,
): EvaluationState {
  const state: EvaluationState = {
    ...newEvaluation(saved.at, saved.steadyMs),
    epoch: saved.epoch,
    memories: new Map(saved.memories),
    truths: new Map(saved.truths),
    cells: new Map(saved.cells.map(([key, cell]) => [key, { ...cell }])),
    watches: new Map(saved.watches.map(([key, watch]) => [key, { ...watch }])),
    checks: new Map(saved.checks.map(([device, checks]) => [device, new Map(checks)])),
    blind: new Set(saved.blind),
  };
  for (const [key, ms] of saved.awake) wake(state, key, ms);
  for (const [key, watch] of state.watches) hang(state, key, watch);
  return state;
}
