/** Whether a device is silent, from the lines of the poll ledger as they arrive; never from a query that finds nothing. */
import { expiredPeriods, silentFailures } from '../readings/freshness.ts';
import type { LedgerEntry } from '../readings/ledger.ts';
import type { Truth } from './condition.ts';
import type { SilenceCondition } from './rule.ts';

/** The last line of one check, with the steady time at which it came. Plain JSON. */
export interface CheckMemory {
  readonly failures: number;
  readonly everyMs: number;
  readonly heardMs: number;
  /** Steady time at which it was last heard to answer; null: never. */
  readonly answeredMs: number | null;
  readonly triedAt: number;
  readonly epoch: number;
  readonly reason: string | null;
}

/** By these a device only ever calls in: their silence says nothing of the device. */
const passive = (check: string): boolean => check.startsWith('snmp/trap') || check.startsWith('heartbeat');
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
  const answers = entry.failures === 0 && entry.answeredAt !== null;
  return {
    failures: entry.failures,
    everyMs: entry.everyMs,
    heardMs: ms,
    answeredMs: answers ? ms : (before?.answeredMs ?? null),
    triedAt: entry.triedAt,
    epoch,
    reason: entry.reason,
  };
}

/** As long as no line comes, somebody still tries; after that, nobody asks, and nothing is known. */
export const askedWithinMs = (check: CheckMemory): number =>
  2 * expiredPeriods * Math.max(check.everyMs, 5_000);

export function silenceTruth(
  condition: SilenceCondition,
  checks: ReadonlyMap<string, CheckMemory> | undefined,
  ms: number,
  blind: boolean,
): Truth {
  const mine = [...(checks ?? [])].filter(([check]) => isOf(check, condition.check)).map(([, one]) => one);
  if (mine.length === 0 || blind) return null;
  const { afterMs } = condition;
  if (afterMs !== null) return mine.every((one) => ms - (one.answeredMs ?? one.heardMs) >= afterMs);
  if (mine.every((one) => ms - one.heardMs > askedWithinMs(one))) return null;
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
    .map((one) =>
      afterMs !== null ? (one.answeredMs ?? one.heardMs) + afterMs : one.heardMs + askedWithinMs(one) + 1,
    )
    .filter((end) => end > ms);
  return ends.length === 0 ? null : Math.max(...ends);
}

export const answersNow = (checks: ReadonlyMap<string, CheckMemory> | undefined, ms: number): boolean =>
  [...(checks ?? [])].some(
    ([check, one]) =>
      !passive(check) &&
      one.failures < silentFailures &&
      one.answeredMs !== null &&
      ms - one.heardMs <= askedWithinMs(one),
  );
