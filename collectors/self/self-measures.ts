/** The pipeline's counters → readings of Vigie itself. */
import type { LedgerEntry } from '../../lib/readings/ledger.ts';
import type { RawReading } from '../../lib/readings/reading.ts';
import type { Instant } from '../../lib/time/clock.ts';

export interface Counters {
  readonly at: Instant;
  readonly backlog: number;
  readonly acknowledged: number;
  /** Of the oldest reading that the store lacks. */
  readonly oldestAt: Instant | null;
  readonly checks: Iterable<LedgerEntry>;
}

export const selfSite = 'vigie';
export const selfEveryMs = 10_000;

/** Later than this share of its period, a check is late: half a period of slack covers spreading and jitter. */
const lateAfterPeriods = 1.5;

/** Null without any check of a machine: a ratio of nothing says nothing. */
export function lateRatio(checks: Iterable<LedgerEntry>, now: Instant): number | null {
  let all = 0;
  let late = 0;
  for (const { triedAt, everyMs } of checks) {
    all += 1;
    if (now - triedAt > everyMs * lateAfterPeriods + 1_000) late += 1;
  }
  return all === 0 ? null : late / all;
}

export function selfReadings(device: string, now: Counters, before: Counters | null): RawReading[] {
  const seconds = before === null ? 0 : (now.at - before.at) / 1_000;
  const rate =
    before === null || seconds <= 0 ? null : Math.max(0, now.acknowledged - before.acknowledged) / seconds;
  const lag = now.oldestAt === null ? 0 : Math.max(0, now.at - now.oldestAt) / 1_000;
  const values: [string, number | null][] = [
    ['vigie.backlog_count', now.backlog],
    ['vigie.acknowledged_per_second', rate],
    ['vigie.lag_seconds', lag],
    ['vigie.polls_late_ratio', lateRatio(now.checks, now.at)],
  ];
  return values.map(([metric, value]) => ({
    site: selfSite,
    device,
    metric,
    instance: '',
    value,
    text: null,
    at: now.at,
    everyMs: selfEveryMs,
  }));
}
