/** A survey campaign and its contacts, as the decisions of the dialer see them. */
import type { Disposition } from '../telephony/disposition.ts';
import type { NetworkOutcome } from '../telephony/network-outcome.ts';
import type { E164 } from '../telephony/phone-number.ts';
import type { Instant } from '../time/clock.ts';

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** Local time of the contact, in minutes of the day; `to` up to 1440. */
export interface CallingWindow {
  readonly days: readonly Weekday[];
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Days without calls beside the holidays of the contact's country, `2026-12-25`. */
  readonly closed: readonly string[];
}

export const pacingModes = ['preview', 'progressive', 'power', 'predictive', 'ivr'] as const;
export type PacingMode = (typeof pacingModes)[number];
export const campaignStates = ['draft', 'running', 'paused', 'stopped', 'done'] as const;
export type CampaignState = (typeof campaignStates)[number];

export interface Campaign {
  readonly id: string;
  readonly customer: string;
  readonly name: string;
  readonly sites: readonly string[];
  readonly survey: string;
  readonly state: CampaignState;
  readonly mode: PacingMode;
  readonly window: CallingWindow;
  readonly maxAttempts: number;
  readonly maxAttemptsPerDay: number;
  readonly legalBasis: string | null;
  readonly retentionDays: number | null;
}

/** An attempt once it is over. */
export interface PastAttempt {
  readonly at: Instant;
  readonly number: E164;
  readonly trunk: string;
  readonly outcome: NetworkOutcome;
  readonly disposition: Disposition | null;
  readonly consumes: boolean;
}

export interface Contact {
  readonly id: string;
  /** The preferred one first. */
  readonly numbers: readonly E164[];
  readonly language: string;
  readonly timezone: string;
  readonly country: string;
  readonly state: 'new' | 'due' | 'in-flight' | 'final';
  /** Not before, by the recall rule; null: at once. */
  readonly dueAt: Instant | null;
  /** Which of its numbers is next. */
  readonly numberIndex: number;
  /** Promised; `agent` null: to anyone. */
  readonly callback: { readonly at: Instant; readonly agent: string | null } | null;
  readonly attempts: readonly PastAttempt[];
  /** Columns on which quotas stand: `{ region: 'littoral', offer: 'evasion' }`. */
  readonly attributes: Readonly<Record<string, string>>;
}

export type StartProblem = 'no-legal-basis' | 'no-retention' | 'no-window' | 'no-attempts' | 'no-site';

/** What keeps a campaign from starting, everything at once. */
export const startProblems = (campaign: Campaign): readonly StartProblem[] => {
  const { legalBasis, retentionDays, window, sites, maxAttempts, maxAttemptsPerDay } = campaign;
  const problems: readonly (readonly [boolean, StartProblem])[] = [
    [legalBasis === null || legalBasis.trim() === '', 'no-legal-basis'],
    [retentionDays === null || !(retentionDays > 0), 'no-retention'],
    [window.days.length === 0 || window.toMinute <= window.fromMinute, 'no-window'],
    [maxAttempts < 1 || maxAttemptsPerDay < 1, 'no-attempts'],
    [sites.length === 0, 'no-site'],
  ];
  return problems.filter(([holds]) => holds).map(([, problem]) => problem);
};
