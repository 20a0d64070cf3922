/** An incident as it is kept: what happened, the words of its rule at that time, and whether anybody was called. */
import type { Incident } from '../alerting/incident.ts';
import type { Decision } from '../alerting/paging.ts';
import type { Standing } from '../alerting/paging-state.ts';
import type { Both, Rule } from '../alerting/rule.ts';
import type { Reason } from '../alerting/transition.ts';
import type { IncidentPicture, IncidentStanding } from '../readings/incident-picture.ts';
import type { Instant } from '../time/clock.ts';

/** Kept with the incident: a rule that is written anew changes nothing that was said before. */
export interface IncidentWords {
  readonly title: Both;
  readonly cause: Both;
  readonly consequence: Both;
  readonly action: Both;
  readonly owner: string;
  readonly respondMs: number;
  readonly immediate: boolean;
  readonly lifeSafety: boolean;
}

/** What paging decided last. */
export interface Paging {
  readonly standing: IncidentStanding;
  /** Since when somebody is to be called; null: nobody was. A child that was called before keeps it. */
  readonly calledAt: Instant | null;
  /** Why it was called: alone, as unstable, as the head of a storm of so many. */
  readonly why: 'immediate' | 'root' | 'calm-again' | 'unstable' | 'storm' | 'digest' | null;
  readonly count: number | null;
  readonly maintenance: string | null;
  /** The recovery is owed to whoever was called. */
  readonly recoveredAt: Instant | null;
}

export interface StoredIncident {
  readonly incident: Incident;
  /** Metric that spoke first; null: silence. */
  readonly metric: string | null;
  readonly words: IncidentWords;
  readonly paging: Paging;
  readonly exercise: boolean;
}

export const wordsOf = (rule: Rule): IncidentWords => ({
  title: rule.title,
  cause: rule.cause,
  consequence: rule.consequence,
  action: rule.action,
  owner: rule.owner,
  respondMs: rule.respondMs,
  immediate: rule.immediate,
  lifeSafety: rule.lifeSafety,
});

export const notYetPaged: Paging = {
  standing: 'held',
  calledAt: null,
  why: null,
  count: null,
  maintenance: null,
  recoveredAt: null,
};

/** What a decision changes; null: nothing (it has only ended). */
export function pagingOf(decision: Decision, at: Instant): Partial<Paging> | null {
  switch (decision.kind) {
    case 'page': {
      const count = decision.why === 'unstable' ? decision.times : null;
      return { standing: 'called', calledAt: at, why: decision.why, count, maintenance: null };
    }
    case 'storm-page':
      return { standing: 'called', calledAt: at, why: 'storm', count: decision.count, maintenance: null };
    case 'digest':
      return { standing: 'digest', calledAt: at, why: 'digest', maintenance: null };
    case 'silenced':
      return { standing: 'silenced', maintenance: decision.maintenance };
    case 'child':
    case 'held':
    case 'damped':
    case 'grouped':
      return { standing: decision.kind, maintenance: null };
    case 'recovered':
      return { recoveredAt: at };
    case 'closed':
      return null;
  }
}

/** The word of `PagingState` for the same. */
export const standingOf = ({ standing }: Paging): Standing => (standing === 'called' ? 'paged' : standing);

/** Why it was opened. */
export const openedBecause = ({ incident }: StoredIncident): Reason | null => {
  const [first] = incident.timeline;
  return first?.kind === 'opened' ? first.reason : null;
};

export function incidentPicture({
  incident,
  metric,
  words,
  paging,
  exercise,
}: StoredIncident): IncidentPicture {
  const { key: _, timeline: __, ...known } = incident;
  return {
    ...known,
    metric,
    standing: paging.standing,
    maintenance: paging.maintenance,
    lifeSafety: words.lifeSafety,
    exercise,
    title: words.title,
    cause: words.cause,
    consequence: words.consequence,
    action: words.action,
    owner: words.owner,
    respondMs: words.respondMs,
  };
}
