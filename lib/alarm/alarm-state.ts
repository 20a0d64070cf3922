/**
 * Everything that alerting knows between two events, and the one function that takes an event: what is to be written of
 * it. Pure but for its own memory; identifiers and moments are arguments.
 */
import type { CausalGraph } from '../alerting/causal-graph.ts';
import { nodeOf } from '../alerting/causal-graph.ts';
import { evaluate, resume } from '../alerting/evaluate.ts';
import type { EvaluationState, SavedEvaluation } from '../alerting/evaluation-state.ts';
import { newEvaluation, saveEvaluation } from '../alerting/evaluation-state.ts';
import { openIncident } from '../alerting/incident.ts';
import { type Decision, decidePages, type PagingSurroundings, parentToAsk } from '../alerting/paging.ts';
import {
  loadPaging,
  newPaging,
  type PagingState,
  type SavedPaging,
  savePaging,
} from '../alerting/paging-state.ts';
import { type OpenAlarm, resumeAlarms } from '../alerting/resume-alarms.ts';
import { changedRules, retireRules } from '../alerting/retire-rules.ts';
import type { RuleSet } from '../alerting/rule-set.ts';
import type { AlertingEvent, Moment, Transition } from '../alerting/transition.ts';
import type { IncidentChange } from './incident-store.ts';
import { notYetPaged, pagingOf, type StoredIncident, standingOf, wordsOf } from './stored-incident.ts';

export interface Surroundings {
  readonly rules: RuleSet;
  readonly graph: CausalGraph;
  readonly maintenanceOf: PagingSurroundings['maintenanceOf'];
  readonly exercise: boolean;
}

/** What is to be written before anybody is told. */
export interface Effects {
  readonly opened: StoredIncident[];
  readonly changes: IncidentChange[];
  /** Devices to be asked at once: the parents of those that have just failed. */
  readonly ask: { readonly site: string; readonly device: string }[];
}

export const noEffects = (): Effects => ({ opened: [], changes: [], ask: [] });
export const isEmpty = ({ opened, changes }: Effects): boolean => opened.length === 0 && changes.length === 0;

/** Alarms whose recovery may still be told after they were resolved (they were unstable). */
const lateRecoveriesMax = 1_000;

export class AlarmState {
  readonly #evaluation: EvaluationState;
  readonly #paging: PagingState;
  #surroundings: Surroundings;
  /** Open incident of each raised alarm, by the alarm's key. */
  readonly #open = new Map<string, string>();
  readonly #late = new Map<string, string>();

  constructor(
    surroundings: Surroundings,
    memory: { readonly evaluation: SavedEvaluation | null; readonly paging: SavedPaging | null },
    at: number,
  ) {
    this.#surroundings = surroundings;
    const { rules } = surroundings;
    this.#evaluation = memory.evaluation === null ? newEvaluation(at) : resume(rules, memory.evaluation);
    this.#paging = memory.paging === null ? newPaging() : loadPaging(memory.paging, rules.rules);
  }

  /** Steady time of the last event: the next life goes on from it. */
  get steadyMs(): number {
    return this.#evaluation.steadyMs;
  }
  savedPaging(): SavedPaging {
    return savePaging(this.#paging);
  }
  savedEvaluation(): SavedEvaluation {
    return saveEvaluation(this.#evaluation);
  }

  /** The incidents that were open when the last life ended. */
  resume(open: readonly StoredIncident[], moment: Moment): Effects {
    const keys = new Map(open.map(({ incident }) => [incident.id, incident.key]));
    for (const { incident } of open) this.#open.set(incident.key, incident.id);
    const alarms = open.map((stored): OpenAlarm => {
      const { key, rule, site, device, instance, severity, root } = stored.incident;
      const of = { key, rule, site, device, instance, severity, metric: stored.metric };
      return {
        ...of,
        node: nodeOf(of),
        standing: standingOf(stored.paging),
        root: root === null ? null : (keys.get(root) ?? null),
        paged: stored.paging.calledAt !== null,
      };
    });
    const effects = noEffects();
    const gone = resumeAlarms(this.#surroundings.rules, this.#evaluation, this.#paging, alarms, moment);
    for (const transition of gone) this.#transition(transition, moment, null, effects);
    return effects;
  }

  /** Other rules, another site book: what is gone is cleared, and said so. */
  change(surroundings: Surroundings, moment: Moment): Effects {
    const before = this.#surroundings.rules.rules;
    const gone = changedRules([...before.values()], [...surroundings.rules.rules.values()]);
    const effects = noEffects();
    for (const transition of retireRules(this.#evaluation, before, gone, moment))
      this.#transition(transition, moment, null, effects);
    this.#surroundings = surroundings;
    return effects;
  }

  take(event: AlertingEvent, moment: Moment, newId: () => string, effects: Effects): void {
    const { rules, graph } = this.#surroundings;
    if (event.kind === 'ledger') {
      const parent = parentToAsk(graph, event.entry);
      const cut = parent?.indexOf('/') ?? -1;
      if (parent !== null) effects.ask.push({ site: parent.slice(0, cut), device: parent.slice(cut + 1) });
    }
    const transitions = evaluate(rules, this.#evaluation, event, moment);
    for (const transition of transitions) this.#transition(transition, moment, newId, effects);
    if (event.kind === 'time')
      this.#decided(decidePages(this.#surrounded(), this.#paging, null, moment), moment, effects);
  }

  #surrounded() {
    const { rules, graph, maintenanceOf } = this.#surroundings;
    return { graph, rules: rules.rules, maintenanceOf };
  }

  #transition(transition: Transition, moment: Moment, newId: (() => string) | null, effects: Effects): void {
    const { key } = transition;
    const rule = this.#surroundings.rules.rules.get(transition.rule);
    const id = this.#open.get(key);
    if (transition.change === 'raised' && id === undefined && rule !== undefined && newId !== null) {
      const incident = openIncident(newId(), transition);
      this.#open.set(key, incident.id);
      const { exercise } = this.#surroundings;
      effects.opened.push({
        incident,
        metric: transition.metric,
        words: wordsOf(rule),
        paging: notYetPaged,
        exercise,
      });
    } else if (id !== undefined)
      effects.changes.push({ id, event: { kind: 'transition', transition }, paging: null });
    const decisions = decidePages(this.#surrounded(), this.#paging, transition, moment);
    this.#decided(decisions, moment, effects);
    if (transition.change === 'cleared' && id !== undefined) {
      this.#open.delete(key);
      this.#late.delete(key);
      this.#late.set(key, id);
      const [oldest] = this.#late.keys();
      if (this.#late.size > lateRecoveriesMax && oldest !== undefined) this.#late.delete(oldest);
    }
  }

  #decided(decisions: readonly Decision[], { at }: Moment, effects: Effects): void {
    for (const decision of decisions) {
      const id = this.#open.get(decision.key) ?? this.#late.get(decision.key);
      if (id === undefined) continue;
      const root = decision.kind === 'child' ? (this.#open.get(decision.root) ?? null) : null;
      const paging = pagingOf(decision, at);
      if (paging === null) continue;
      const explains = decision.kind !== 'recovered';
      effects.changes.push({ id, event: explains ? { kind: 'explain', root } : null, paging });
    }
  }
}
