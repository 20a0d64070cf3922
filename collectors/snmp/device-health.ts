/** Whether a device answers, as the poller counts it: failures, and how long to leave the dead alone. Pure. */
import type { LedgerEntry } from '../../lib/readings/ledger.ts';
import type { Instant } from '../../lib/time/clock.ts';

export interface Health {
  readonly failures: number;
  readonly triedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly valueAt: Instant | null;
  readonly reason: string | null;
}

export const untried: Health = { failures: 0, triedAt: 0, answeredAt: null, valueAt: null, reason: null };

export const answered = (health: Health, at: Instant, anyValue: boolean): Health => ({
  failures: 0,
  triedAt: at,
  answeredAt: at,
  valueAt: anyValue ? at : health.valueAt,
  reason: null,
});

export const failed = (health: Health, at: Instant, reason: string): Health => ({
  ...health,
  failures: health.failures + 1,
  triedAt: at,
  reason,
});

/** Failures after which a device counts as dead and is only asked for its uptime, ever more rarely. */
const deadAfter = 3;
/** Freshness calls a check abandoned after 50 s without a try: the dead are asked twice in that time. */
const longestSilenceMs = 25_000;

/** How long to leave it alone after its last failure; 0: poll as usual. */
export function backOffMs(failures: number, everyMs: number): number {
  if (failures < deadAfter) return 0;
  return Math.min(longestSilenceMs, Math.max(1_000, everyMs) * 2 ** Math.min(10, failures - deadAfter));
}

export const ledgerEntry = (
  health: Health,
  where: Pick<LedgerEntry, 'site' | 'device' | 'check' | 'everyMs'>,
): LedgerEntry => ({ ...where, ...health });
