/** Whether a device is silent, from the lines of the poll ledger as they arrive; never from a query that finds nothing. */
import { passive, silentFailures, triedWithinMs } from '../readings/freshness.ts';
import type { LedgerEntry } from '../readings/ledger.ts';
import type { Truth } from './condition.ts';
import type { SilenceCondition } from './rule.ts';

/** The last line of one check, with the steady time at which it came. Plain JSON. */
export interface CheckMemory {
  readonly failures: number;
  readonly everyMs: number;
  readonly heardMs: number;
  /** Steady time of its first line: from then on it is waited for. */
  readonly firstMs: number;
  /** Steady time of its last answer; null: never. */
  readonly answeredMs: number | null;
  readonly triedAt: number;
  readonly epoch: number;
  readonly reason: string | null;
}

const isOf = (check: string, wanted: string | null): boolean =>
  wanted === null ? !passive(check) : check === wanted || check.startsWith(`${wanted}/`);

/** Null when the line is older than the one known. */
export function rememberCheck(
  before: CheckMemory | undefined,
  entry: LedgerEntry,
  ms: number,
  epoch: number,
): CheckMemory | null {
  if (before !== undefined && before.epoch === epoch && entry.triedAt < before.triedAt) return null;
  // Of what calls in, a line without failures only says that somebody looked: the call itself may be long past.
  const { failures, answeredAt, triedAt } = entry;
  const answeredMs = failures > 0 || answeredAt === null ? null : ms - Math.max(0, triedAt - answeredAt);
  return {
    failures,
    everyMs: entry.everyMs,
    heardMs: ms,
    firstMs: before?.firstMs ?? ms,
    // Never back: a wall clock that was set forward makes no old answer.
    answeredMs: latest(answeredMs, before?.answeredMs ?? null),
    triedAt,
    epoch,
    reason: entry.reason,
  };
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** As long as no line comes, somebody still tries; after that, nobody asks, and nothing is known. */
const askedUntilMs = (check: CheckMemory): number => check.heardMs + triedWithinMs(check.everyMs);
/** Since when nothing came from what calls in by itself. */
const quietSinceMs = (check: CheckMemory): number => check.answeredMs ?? check.firstMs;

export function silenceTruth(
  condition: SilenceCondition,
  checks: ReadonlyMap<string, CheckMemory> | undefined,
  ms: number,
  blind: boolean,
): Truth {
  const mine = [...(checks ?? [])].filter(([check]) => isOf(check, condition.check)).map(([, one]) => one);
  if (mine.length === 0 || blind) return null;
  const { afterMs } = condition;
  if (afterMs !== null) return mine.every((one) => ms - quietSinceMs(one) >= afterMs);
  if (mine.every((one) => ms > askedUntilMs(one))) return null;
  return mine.every((one) => one.failures >= silentFailures);
}

/** When the answer may change without another line: the call that is due, or the end of being asked. */
export function silenceDueMs(
  condition: SilenceCondition,
  checks: ReadonlyMap<string, CheckMemory>,
  ms: number,
): number | null {
  const mine = [...checks].filter(([check]) => isOf(check, condition.check)).map(([, one]) => one);
  const { afterMs } = condition;
  const ends = mine
    .map((one) => (afterMs !== null ? quietSinceMs(one) + afterMs : askedUntilMs(one) + 1))
    .filter((end) => end > ms);
  return ends.length === 0 ? null : Math.max(...ends);
}

export const answersNow = (checks: ReadonlyMap<string, CheckMemory> | undefined, ms: number): boolean =>
  [...(checks ?? [])].some(
    ([check, one]) =>
      !passive(check) && one.failures < silentFailures && one.answeredMs !== null && ms <= askedUntilMs(one),
  );
