/** An incident as it travels on the live bus and stands on screens: flat, without its timeline, in both languages. */
import type { Instant } from '../time/clock.ts';

interface Both {
  readonly fr: string;
  readonly en: string;
}

/**
 * Whether somebody was called for it, and if not, why: waits for its parent's check, covered by a maintenance, explained by
 * `root`, unstable and told once, one of a storm, quietly (a digest).
 */
export const incidentStandings = [
  'called',
  'held',
  'silenced',
  'child',
  'damped',
  'grouped',
  'digest',
] as const;
export type IncidentStanding = (typeof incidentStandings)[number];

export interface IncidentPicture {
  readonly id: string;
  /** Rises with each change: of two messages the higher one is true. */
  readonly version: number;
  readonly rule: string;
  readonly site: string;
  readonly device: string;
  readonly instance: string;
  /** Metric that broke the rule; null: silence. */
  readonly metric: string | null;
  readonly severity: 'information' | 'warning' | 'critical';
  readonly state: 'open' | 'acknowledged' | 'resolved';
  readonly openedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  readonly resolvedAt: Instant | null;
  /** In force now. */
  readonly acknowledgement: {
    readonly who: string;
    readonly note: string;
    readonly at: Instant;
    readonly until: Instant;
  } | null;
  /** Incident that explains it. */
  readonly root: string | null;
  /** It can no longer be judged: the device is silent, nobody asks. */
  readonly unknown: boolean;
  readonly standing: IncidentStanding;
  /** Fire, intrusion: everyone on the list is called at once. */
  readonly lifeSafety: boolean;
  readonly exercise: boolean;
  /** Name of the maintenance that covers it. */
  readonly maintenance: string | null;
  readonly title: Both;
  readonly cause: Both;
  readonly consequence: Both;
  readonly action: Both;
  readonly owner: string;
  readonly respondMs: number;
}
