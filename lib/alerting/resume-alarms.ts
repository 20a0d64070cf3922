/**
 * After a restart: the open incidents say what is raised, whatever the memory of evaluation says. That memory may be a
 * minute old, or lost; an incident is neither opened twice by it nor left open for ever.
 */
import type { NodeId } from './causal-graph.ts';
import { watchThing } from './evaluate.ts';
import type { EvaluationState } from './evaluation-state.ts';
import type { PagingState, Standing } from './paging-state.ts';
import type { RuleSet } from './rule-set.ts';
import type { Moment, Transition } from './transition.ts';

/** An alarm that was raised when the last life ended. */
export interface OpenAlarm
  extends Pick<Transition, 'key' | 'rule' | 'site' | 'device' | 'instance' | 'metric' | 'severity'> {
  readonly node: NodeId;
  readonly standing: Standing;
  /** Key of the alarm that explains it. */
  readonly root: string | null;
  readonly paged: boolean;
}

/** The alarms whose rule is gone: cleared, with that as the reason. */
export function resumeAlarms(
  set: RuleSet,
  evaluation: EvaluationState,
  paging: PagingState,
  open: readonly OpenAlarm[],
  moment: Moment,
): readonly Transition[] {
  const raised = new Set(open.map(({ key }) => key));
  for (const [key, watch] of evaluation.watches)
    if ((watch.phase === 'raised' || watch.phase === 'clearing') && !raised.has(key)) watch.phase = 'clear';
  for (const key of [...paging.alarms.keys()]) if (!raised.has(key)) forget(paging, key);
  return open.flatMap((alarm) => resumeOne(set, evaluation, paging, alarm, moment));
}

function forget(paging: PagingState, key: string): void {
  paging.alarms.delete(key);
  paging.raised.delete(key);
  paging.silenced.delete(key);
}

function resumeOne(
  set: RuleSet,
  evaluation: EvaluationState,
  paging: PagingState,
  alarm: OpenAlarm,
  { at, steadyMs }: Moment,
): Transition[] {
  const { key, node, standing, root, paged, ...of } = alarm;
  const rule = set.rules.get(alarm.rule);
  if (rule === undefined) return [{ key, ...of, change: 'cleared', at, reason: { kind: 'rule-removed' } }];
  const watch = evaluation.watches.get(key) ?? watchThing(set, evaluation, rule, alarm);
  if (watch.phase !== 'raised' && watch.phase !== 'clearing') {
    watch.phase = 'raised';
    watch.sinceMs = steadyMs;
    watch.raisedMs = steadyMs;
  }
  if (!paging.alarms.has(key)) {
    const raised = { key, rule, node, site: alarm.site };
    paging.raised.add(raised);
    paging.alarms.set(key, { raised, standing, root, paged });
    if (standing === 'silenced') paging.silenced.add(key);
  }
  return [];
}
