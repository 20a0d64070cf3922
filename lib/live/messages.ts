/**
 * What travels on the live bus: one type a message, one topic a type. The bus carries what has just
 * happened; whoever comes late asks the stores.
 */
import type { LedgerEntry } from '../readings/ledger.ts';
import type { Reading, SeriesLabel } from '../readings/reading.ts';
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
}

export interface DrillCommand {
  readonly scenario: string;
  readonly site: string;
  readonly undo: boolean;
  readonly id: string;
}
export interface DrillStatus {
  readonly at: Instant;
  readonly scenarios: readonly string[];
  readonly active: readonly { readonly scenario: string; readonly site: string; readonly since: Instant }[];
  /** Answers to commands, newest last, so that the verb knows that its scenario has begun. */
  readonly answers: readonly { readonly id: string; readonly ok: boolean; readonly reason: string | null }[];
}

/** Asks the collectors to read a device (or one object of it) now. */
export interface PollCommand {
  readonly site: string;
  readonly device: string;
}

/** A wall's own heartbeat, relayed by the web role. */
export interface WallBeat {
  readonly wall: string;
  readonly screen: string;
  readonly at: Instant;
  readonly lang: string;
  readonly heapBytes: number | null;
}

/** Topic → message. A `{}` in a topic stands for one path level chosen by the sender. */
export interface LiveTopics {
  'vigie/v1/readings/{}': readonly Reading[];
  'vigie/v1/ledger/{}': readonly LedgerEntry[];
  'vigie/v1/labels/{}': readonly SeriesLabel[];
  'vigie/v1/roles/{}': RoleStatus;
  'vigie/v1/collectors/{}': CollectorStatus;
  'vigie/v1/book': BookStatus;
  'vigie/v1/drill/command': DrillCommand;
  'vigie/v1/drill/status': DrillStatus;
  'vigie/v1/poll/{}': PollCommand;
  'vigie/v1/walls/{}': WallBeat;
}
export type LiveTopic = keyof LiveTopics;

/** Topics whose last message a late subscriber still gets. */
export const retainedTopics: ReadonlySet<LiveTopic> = new Set<LiveTopic>([
  'vigie/v1/roles/{}',
  'vigie/v1/collectors/{}',
  'vigie/v1/book',
  'vigie/v1/drill/status',
]);

/** The port that every role speaks through. */
export interface LiveBus {
  /** Never throws; a message that cannot be sent now is dropped and counted (the stores hold the truth). */
  publish<T extends LiveTopic>(topic: T, message: LiveTopics[T], level?: string): void;
  /** Messages are validated at the door: the listener only sees what fits its type. Returns the way to stop. */
  subscribe<T extends LiveTopic>(
    topic: T,
    listener: (message: LiveTopics[T], level: string) => void,
  ): () => void;
  /** True while connected. */
  readonly connected: boolean;
  /** Drops by cause. */
  readonly drops: ReadonlyMap<string, number>;
  close(): Promise<void>;
}
