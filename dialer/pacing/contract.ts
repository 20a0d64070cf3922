/** What a pacing algorithm is: a picture of one language pool and one instant in, a number of calls and its reason out. */
import type { PacingMode } from '../../lib/campaigns/campaign.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { CallEstimate } from './call-estimate.ts';
import type { HandleEstimate } from './handle-estimate.ts';

export interface BusyAgent {
  /** Since the call began, wrap-up included. */
  readonly busySeconds: number;
  /** Will pause, or leave, when the call is over: never counted as coming free. */
  readonly leaving: boolean;
}

/** Over the window that the rule names (the campaign, at most 30 days). */
export interface AbandonCount {
  readonly answers: number;
  readonly abandons: number;
  readonly lastMinuteAnswers: number;
  readonly lastMinuteAbandons: number;
}

export interface PacingPicture {
  readonly at: Instant;
  readonly freeAgents: number;
  readonly busyAgents: readonly BusyAgent[];
  /** Picked up, with no agent yet. */
  readonly waiting: number;
  /** Ages of the calls dialled and not yet picked up. */
  readonly inFlightSeconds: readonly number[];
  /** Lines of the trunks that this campaign may take now; the reserve for call-backs is already off. */
  readonly freeLines: number;
  /** Calls that this second still allows. */
  readonly callsAllowed: number;
  /** Contacts that may be called and that quotas have room for. */
  readonly contacts: number;
  readonly abandon: AbandonCount;
  readonly calls: CallEstimate;
  readonly handle: HandleEstimate;
}

export interface PacingSettings {
  /** Calls a free agent, for power. */
  readonly level: number;
  /** Abandoned of answered, 0 to 1. */
  readonly abandonCapRatio: number;
  /** How long a person may wait for a voice. */
  readonly patienceSeconds: number;
}
export const defaultSettings: PacingSettings = { level: 1.5, abandonCapRatio: 0.03, patienceSeconds: 2 };

/** What an algorithm must not forget between two decisions. */
export interface PacingMemory {
  /** The circuit-breaker is open until then. */
  readonly cautiousUntil: Instant | null;
}
export const noMemory: PacingMemory = { cautiousUntil: null };

export type Bound = 'lines' | 'calls-per-second' | 'contacts';
export type Guard = 'few-agents' | 'little-history' | 'breaker' | 'cap-reached';
export type PacingReason =
  | { readonly kind: 'no-agent' }
  | { readonly kind: 'covered'; readonly free: number; readonly calls: number }
  | { readonly kind: 'bound'; readonly by: Bound }
  | { readonly kind: 'one-each'; readonly free: number; readonly guard: Guard | null }
  | { readonly kind: 'level'; readonly level: number; readonly free: number }
  /** `risk`: of the last call dialled, or of the first not dialled, against what may be risked now. */
  | { readonly kind: 'risk'; readonly risk: number; readonly limit: number; readonly free: number }
  | { readonly kind: 'automated'; readonly lines: number };

export interface PacingDecision {
  readonly dial: number;
  readonly reason: PacingReason;
  readonly memory: PacingMemory;
}
export type Pace = (picture: PacingPicture, settings: PacingSettings, memory: PacingMemory) => PacingDecision;
export type PacingTable = Readonly<Record<PacingMode, Pace>>;
