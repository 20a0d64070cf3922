/** The port of incidents: one row an incident, and every change of one through the same door. */
import type { IncidentEvent, IncidentState } from '../alerting/incident.ts';
import type { RuleSeverity } from '../alerting/rule.ts';
import type { Instant } from '../time/clock.ts';
import type { Paging, StoredIncident } from './stored-incident.ts';

export interface IncidentQuery {
  readonly states?: readonly IncidentState[];
  /** Only these sites; left out: all. */
  readonly sites?: readonly string[];
  readonly device?: string;
  readonly rule?: string;
  readonly root?: string;
  readonly severities?: readonly RuleSeverity[];
  /** Opened from … to, exclusive. */
  readonly from?: Instant;
  readonly to?: Instant;
  readonly limit: number;
  /** Only those that this watcher writes. */
  readonly mine?: boolean;
  /** The `next` of the page before. */
  readonly cursor?: string | null;
}
export interface IncidentPage {
  /** Latest first. */
  readonly items: readonly StoredIncident[];
  readonly next: string | null;
}

/** What a change asks of an incident: a step of its state, a decision on paging, or both. */
export interface IncidentChange {
  readonly id: string;
  readonly event: IncidentEvent | null;
  readonly paging: Partial<Paging> | null;
}

export type Acted =
  | { readonly ok: true; readonly stored: StoredIncident }
  | { readonly ok: false; readonly reason: string };

/** What alerting remembers between two lives; null: nothing, or not readable by this version. */
export interface AlertingMemory {
  readonly evaluation: unknown;
  readonly paging: unknown;
}

export interface IncidentStore {
  list(query: IncidentQuery): Promise<IncidentPage>;
  one(id: string): Promise<StoredIncident | null>;
  /** Every one that is not resolved; `mine`: only those that this watcher writes. */
  open(mine?: boolean): Promise<readonly StoredIncident[]>;
  /** What changed after `change` (0: everything that is open), in order; at most a thousand at once. */
  changedSince(
    change: number,
    mine?: boolean,
  ): Promise<{ readonly items: readonly StoredIncident[]; readonly change: number }>;
  /**
   * A person's act, with its audit line, in one transaction. `version`: the one that the person has seen; null: whatever it is.
   */
  act(id: string, event: IncidentEvent, at: Instant, version?: number | null): Promise<Acted>;
  /** One decision of alerting, all or nothing: new incidents, changes, what paging remembers. Gives what is different now. */
  write(
    opened: readonly StoredIncident[],
    changes: readonly IncidentChange[],
    paging: unknown,
    at: Instant,
  ): Promise<readonly StoredIncident[]>;
  memory(): Promise<AlertingMemory>;
  saveEvaluation(evaluation: unknown, at: Instant): Promise<void>;
  close(): Promise<void>;
}
