/** Rules that are gone, or ask for something else than before: what was remembered under them is forgotten, what they had raised is told. */
import type { EvaluationState } from './evaluation-state.ts';
import type { Rule } from './rule.ts';
import type { Moment, Transition } from './transition.ts';

/** What a rule asks, as against its words, its owner or its scenarios. */
const asks = ({ match, conditions, kinds, sites, devices }: Rule): string =>
  JSON.stringify([match, conditions, kinds, sites, devices]);

/** Identifiers of `before` that are gone from `after` or ask for something else there. */
export function changedRules(before: readonly Rule[], after: readonly Rule[]): ReadonlySet<string> {
  const now = new Map(after.map((rule) => [rule.id, asks(rule)]));
  return new Set(before.filter((rule) => now.get(rule.id) !== asks(rule)).map(({ id }) => id));
}

/** Memories, truths and cells begin with their rule's identifier and `#`; an identifier never holds one. */
function forget(all: Map<string, unknown>, gone: ReadonlySet<string>): void {
  for (const key of [...all.keys()]) if (gone.has(key.slice(0, key.indexOf('#')))) all.delete(key);
}

/** `rules`: those before the change, for what their alarms were worth. */
export function retireRules(
  state: EvaluationState,
  rules: ReadonlyMap<string, Rule>,
  gone: ReadonlySet<string>,
  moment: Moment,
): readonly Transition[] {
  const found: Transition[] = [];
  for (const [key, watch] of [...state.watches]) {
    const rule = rules.get(watch.rule);
    if (!gone.has(watch.rule)) continue;
    state.watches.delete(key);
    if (rule === undefined || watch.phase === 'clear' || watch.phase === 'pending') continue;
    const first = rule.conditions[0];
    const { site, device, instance } = watch;
    found.push({
      key,
      rule: rule.id,
      site,
      device,
      instance,
      metric: first.kind === 'silence' ? null : first.metric,
      change: 'cleared',
      severity: rule.severity,
      at: moment.at,
      reason: { kind: 'rule-removed' },
    });
  }
  for (const all of [state.memories, state.truths, state.cells]) forget(all, gone);
  // Cells of the retired are gone: nobody hangs on them. Times set for them wake nobody.
  for (const cell of [...state.hanging.keys()])
    if (gone.has(cell.slice(0, cell.indexOf('#')))) state.hanging.delete(cell);
  return found;
}
