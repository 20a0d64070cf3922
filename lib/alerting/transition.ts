/** What evaluation is told and what it answers: events in, transitions with their reasons out. */
import type { LedgerEntry } from '../readings/ledger.ts';
import type { Reading } from '../readings/reading.ts';
import type { Instant } from '../time/clock.ts';
import type { Forecast } from './linear-fit.ts';
import type { RuleSeverity } from './rule.ts';

/**
 * The two clocks of one instant. Durations are counted on `steadyMs`, which no one sets: an hour's jump of the wall clock
 * neither ends a delay nor makes a value old. It goes on from the saved state after a restart: time in which nobody
 * looked proves nothing.
 */
export interface Moment {
  readonly at: Instant;
  readonly steadyMs: number;
}

export type AlertingEvent =
  | { readonly kind: 'reading'; readonly reading: Reading }
  | { readonly kind: 'ledger'; readonly entry: LedgerEntry }
  /** The collector of a site has lost its own link (its anchors do not answer), or has it again. */
  | { readonly kind: 'collector'; readonly site: string; readonly blind: boolean }
  | { readonly kind: 'time' };

/** `unknown`: it was raised and can no longer be judged; `known`: it can again, whatever it says. */
export type Change = 'raised' | 'cleared' | 'unknown' | 'known';

export type Reason =
  | {
      readonly kind: 'true';
      readonly forMs: number;
      readonly value: number | null;
      readonly text: string | null;
      readonly side: 'above' | 'below' | null;
      readonly bound: number | null;
      readonly forecast: Forecast | null;
    }
  | { readonly kind: 'silent'; readonly check: string | null; readonly why: string | null }
  | {
      readonly kind: 'back';
      readonly forMs: number;
      readonly value: number | null;
      readonly text: string | null;
    }
  | { readonly kind: 'not-available' }
  | { readonly kind: 'nobody-asks' }
  | { readonly kind: 'asked-again' }
  | { readonly kind: 'rule-removed' };

export interface Transition {
  /** Names the watched thing under its rule: the same from raise to clear. */
  readonly key: string;
  readonly rule: string;
  readonly site: string;
  readonly device: string;
  readonly instance: string;
  /** Metric that speaks first; null: silence of the device. */
  readonly metric: string | null;
  readonly change: Change;
  readonly severity: RuleSeverity;
  readonly at: Instant;
  readonly reason: Reason;
}
