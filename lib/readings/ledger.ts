/**
 * The poll ledger: what was tried, what answered, what gave a value. Freshness is computed from it;
 * silence is never inferred from an empty query.
 */
import type { Instant } from '../time/clock.ts';

/** One line of the ledger: the last outcome of one check of one device. */
export interface LedgerEntry {
  readonly site: string;
  readonly device: string;
  /** `snmp`, `snmp/trap`, `mqtt`, `ping`, `tcp:443`, … : what is tried as one. */
  readonly check: string;
  readonly everyMs: number;
  readonly triedAt: Instant;
  /** Last time that anything valid came back; null: never since this collector started. */
  readonly answeredAt: Instant | null;
  /** Last time that at least one value was not "not available". */
  readonly valueAt: Instant | null;
  /** Attempts since the last answer; 0 when it answers. */
  readonly failures: number;
  /** Why the last attempt failed, in a few words for a person; null when it answered. */
  readonly reason: string | null;
}
