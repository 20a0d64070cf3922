/** What Vigie says of itself: its roles, its collectors, its site book, its drill. Travels on the live bus. */
import type { Instant } from '../time/clock.ts';

/** State of one role, published (retained) by the launcher. */
export interface RoleStatus {
  readonly role: string;
  readonly pid: number | null;
  readonly state: 'starting' | 'running' | 'restarting' | 'stopped';
  readonly startedAt: Instant;
  readonly restarts: number;
}

/** What a collectors process says of itself each second (retained). */
export interface CollectorStatus {
  /** The site it serves, or `*` for all. */
  readonly site: string;
  readonly at: Instant;
  /** Readings acknowledged but not yet in the reading store, and the age of the oldest. */
  readonly backlog: { readonly readings: number; readonly oldestAt: Instant | null; readonly bytes: number };
  readonly acknowledged: number;
  readonly stored: number;
  readonly store: {
    readonly kind: 'influx' | 'embedded';
    readonly ok: boolean;
    readonly reason: string | null;
  };
  readonly buffer: { readonly ok: boolean; readonly reason: string | null };
  /** Every cause for which anything was refused or dropped, since the process started. */
  readonly drops: readonly { readonly cause: string; readonly count: number }[];
  readonly queue: number;
}

/** What the site book loader says after each load (retained). */
export interface BookStatus {
  readonly at: Instant;
  readonly ok: boolean;
  /** As printed by `config check`: `sites.yaml:12: …`. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

export interface DrillStatus {
  readonly at: Instant;
  readonly scenarios: readonly string[];
  readonly active: readonly { readonly scenario: string; readonly site: string; readonly since: Instant }[];
  /** Answers to commands, newest last, so that the verb knows that its scenario has begun. */
  readonly answers: readonly { readonly id: string; readonly ok: boolean; readonly reason: string | null }[];
}

/** One message as a simulated telephone of the drill shows it. */
export interface DrillMessage {
  /** The gateway's reference. */
  readonly id: string;
  /** Whose telephone. */
  readonly who: string;
  /** Masked. */
  readonly number: string;
  /** Channel of channels.yaml by which it came. */
  readonly way: string;
  readonly text: string;
  readonly at: Instant;
  /** When the telephone had it; null: still on its way. */
  readonly deliveredAt: Instant | null;
  /** What was answered; null: nothing. */
  readonly reply: string | null;
}
/** What the simulated telephones of the drill got last, newest first (retained). */
export interface DrillPhone {
  readonly at: Instant;
  readonly messages: readonly DrillMessage[];
}
