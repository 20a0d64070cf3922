/** An alert rule once parsed: what it watches, when it speaks, and what it tells people. Made only by `parse-rules.ts`. */
import type { DeviceKind } from '../inventory/inventory.ts';
import type { State } from '../readings/reading.ts';

export const ruleSeverities = ['information', 'warning', 'critical'] as const;
export type RuleSeverity = (typeof ruleSeverities)[number];

/** Which readings a condition looks at, seen from the thing that the rule watches. */
export const scopes = ['instance', 'device', 'site'] as const;
export type Scope = (typeof scopes)[number];
export type Side = 'above' | 'below';

interface OfMetric {
  readonly metric: string;
  /** Only these instances; empty: all. */
  readonly instances: readonly string[];
  /** The first condition is always `instance`: it says what the rule is about. */
  readonly on: Scope;
}
/** Raised beyond `raise`, cleared once back at `clear` or further: between the two nothing changes. */
export interface ThresholdCondition extends OfMetric {
  readonly kind: 'threshold';
  readonly side: Side;
  readonly raise: number;
  readonly clear: number;
}
/** Change of the value, per `perMs`, measured over `overMs`. */
export interface RateCondition extends OfMetric {
  readonly kind: 'rate';
  readonly side: Side;
  readonly raise: number;
  readonly clear: number;
  readonly perMs: number;
  readonly overMs: number;
}
export interface StateCondition extends OfMetric {
  readonly kind: 'state';
  /** The device's words; null: any. */
  readonly words: readonly string[] | null;
  /** What is said of the reading; null: any. */
  readonly judged: readonly State[] | null;
}
/** The straight line through the recent values most likely reaches `reaches` within `withinMs`; cleared beyond `clearMs`. */
export interface ForecastCondition extends OfMetric {
  readonly kind: 'forecast';
  readonly side: Side;
  readonly reaches: number;
  readonly withinMs: number;
  readonly clearMs: number;
  readonly windowMs: number;
  /** The line begins anew when another state of the same device begins or ceases to say one of these words; null: none. */
  readonly apartWhile: { readonly metric: string; readonly words: readonly string[] } | null;
}
/** The series stops while its device answers. */
export interface AbsenceCondition extends OfMetric {
  readonly kind: 'absence';
  readonly afterMs: number;
}
/** What is tried of the device does not answer (the poll ledger). `check`: only checks of that name; null: all of them. */
export interface SilenceCondition {
  readonly kind: 'silence';
  readonly check: string | null;
  /** For what calls in by itself: silent when it has not called for so long. Null: what the poller counts. */
  readonly afterMs: number | null;
  readonly on: Scope;
}
export type MetricCondition =
  | ThresholdCondition
  | RateCondition
  | StateCondition
  | ForecastCondition
  | AbsenceCondition;
export type Condition = MetricCondition | SilenceCondition;

/** A sentence in both languages. */
export interface Both {
  readonly fr: string;
  readonly en: string;
}

/** A value said to a scenario: a number, a ramp to another, a word with its judgement, not available, or no more. */
export type Said =
  | { readonly kind: 'number'; readonly from: number; readonly to: number }
  | { readonly kind: 'word'; readonly text: string; readonly state: State }
  | { readonly kind: 'not-available' }
  | { readonly kind: 'stops' };
export interface ScenarioStep {
  readonly atMs: number;
  /** By metric, or `silence` (word `silent`, `answers` or `untried`). */
  readonly says: Readonly<Record<string, Said>>;
}
export interface Scenario {
  readonly device: DeviceKind;
  readonly instance: string;
  readonly everyMs: number;
  readonly steps: readonly ScenarioStep[];
  readonly endMs: number;
  readonly expect: readonly { readonly atMs: number; readonly change: 'raised' | 'cleared' }[];
}

export interface Rule {
  readonly id: string;
  /** Where it is written: `rules.yaml:12`. */
  readonly place: string;
  /** Empty: every kind. */
  readonly kinds: readonly DeviceKind[];
  readonly sites: readonly string[];
  /** `SITE/DEVICE`; empty: every one. */
  readonly devices: readonly string[];
  readonly match: 'all' | 'any';
  readonly conditions: readonly [Condition, ...Condition[]];
  readonly forMs: number;
  readonly clearForMs: number;
  /** Once raised, it stays so at least this long. */
  readonly holdMs: number;
  readonly severity: RuleSeverity;
  /** Never held, grouped, damped or digested: fire, intrusion, mains. */
  readonly immediate: boolean;
  /** Reaches everyone on its list at once. */
  readonly lifeSafety: boolean;
  /** Rules whose incident, on something that this one hangs on, explains it. */
  readonly explainedBy: readonly string[];
  readonly title: Both;
  readonly cause: Both;
  readonly consequence: Both;
  readonly action: Both;
  readonly owner: string;
  readonly respondMs: number;
  readonly scenarios: readonly Scenario[];
}
