/**
 * What travels on the live bus: one type a message, one topic a type. The bus carries what has just
 * happened; whoever comes late asks the stores.
 */
import type { IncidentPicture } from '../readings/incident-picture.ts';
import type { LedgerEntry } from '../readings/ledger.ts';
import type { Reading, SeriesLabel } from '../readings/reading.ts';
import type { BookStatus, CollectorStatus, DrillPhone, DrillStatus, RoleStatus } from '../readings/status.ts';
import type { Instant } from '../time/clock.ts';

export type { BookStatus, CollectorStatus, DrillPhone, DrillStatus, RoleStatus };

export interface DrillCommand {
  readonly scenario: string;
  readonly site: string;
  readonly undo: boolean;
  readonly id: string;
}
/** Somebody answers a message on a simulated telephone. */
export interface DrillReply {
  /** Id of the message. */
  readonly message: string;
  readonly text: string;
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
  /** Name of the wall's token; null: somebody's own browser, whose silence is nobody's trouble. */
  readonly kept: string | null;
  readonly at: Instant;
  readonly lang: string;
  readonly heapBytes: number | null;
  /** Since it last heard anything: a wall that draws but hears nothing is not well. */
  readonly silentMs: number;
}

/** A job that has called in over HTTP (or published); level: its site. The web role has checked its key. */
export interface HeartbeatCall {
  readonly site: string;
  readonly device: string;
  /** Name of the heartbeat in the site book. */
  readonly name: string;
  readonly at: Instant;
  readonly ok: boolean;
  readonly sizeBytes: number | null;
  readonly durationMs: number | null;
}

/** A gateway has called back; what it said waits in the operational store. */
export interface CallbackPoke {
  readonly channel: string;
}
/** Somebody wants to see whether a message reaches them; `way` null: their first one. */
export interface OwnTest {
  readonly id: string;
  readonly person: string;
  readonly way: string | null;
}
export interface RegisterChanged {
  readonly at: Instant;
}

/** Topic → message. A `{}` in a topic stands for one path level chosen by the sender. */
export interface LiveTopics {
  'vigie/v1/readings/{}': readonly Reading[];
  'vigie/v1/ledger/{}': readonly LedgerEntry[];
  'vigie/v1/labels/{}': readonly SeriesLabel[];
  'vigie/v1/roles/{}': RoleStatus;
  'vigie/v1/collectors/{}': CollectorStatus;
  'vigie/v1/book': BookStatus;
  /** Of the files beside sites.yaml, by the alerting role. */
  'vigie/v1/alarm-book': BookStatus;
  'vigie/v1/drill/command': DrillCommand;
  'vigie/v1/drill/status': DrillStatus;
  'vigie/v1/drill/phone': DrillPhone;
  'vigie/v1/drill/reply': DrillReply;
  'vigie/v1/poll/{}': PollCommand;
  'vigie/v1/walls/{}': WallBeat;
  'vigie/v1/heartbeats/{}': HeartbeatCall;
  'vigie/v1/notify/callback': CallbackPoke;
  'vigie/v1/notify/test': OwnTest;
  /** Level: its site. The operational store holds the truth; this says that it has changed. */
  'vigie/v1/incidents/{}': IncidentPicture;
  /** Planned work, shelves, stand-ins or checks were written or taken back: to be read again. */
  'vigie/v1/maintenance/changed': RegisterChanged;
  'vigie/v1/on-call/changed': RegisterChanged;
  'vigie/v1/checks/changed': RegisterChanged;
}
export type LiveTopic = keyof LiveTopics;

/** Topics whose last message a late subscriber still gets. */
export const retainedTopics: ReadonlySet<LiveTopic> = new Set<LiveTopic>([
  'vigie/v1/roles/{}',
  'vigie/v1/collectors/{}',
  'vigie/v1/book',
  'vigie/v1/alarm-book',
  'vigie/v1/drill/status',
  'vigie/v1/drill/phone',
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
