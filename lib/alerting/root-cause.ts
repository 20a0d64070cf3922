/** Which of the raised alarms explains another: one root, its children shown as unreachable or explained, never paged. */
import type { CausalGraph, NodeId } from './causal-graph.ts';
import { causesAbove } from './causal-graph.ts';
import type { Rule } from './rule.ts';

/** An alarm that is raised now. */
export interface Raised {
  readonly key: string;
  readonly rule: Rule;
  readonly node: NodeId;
  readonly site: string;
}

/** Alarms raised now, by key and by where they sit. */
export class RaisedAlarms {
  readonly #byKey = new Map<string, Raised>();
  readonly #byNode = new Map<NodeId, Map<string, Raised>>();

  get all(): ReadonlyMap<string, Raised> {
    return this.#byKey;
  }
  at(node: NodeId): Iterable<Raised> {
    return this.#byNode.get(node)?.values() ?? [];
  }
  add(one: Raised): void {
    this.#byKey.set(one.key, one);
    const there = this.#byNode.get(one.node) ?? new Map<string, Raised>();
    there.set(one.key, one);
    this.#byNode.set(one.node, there);
  }
  delete(key: string): Raised | undefined {
    const one = this.#byKey.get(key);
    if (one === undefined) return undefined;
    this.#byKey.delete(key);
    const there = this.#byNode.get(one.node);
    there?.delete(key);
    if (there?.size === 0) this.#byNode.delete(one.node);
    return one;
  }
}

/** The device does not answer at all: everything that is read through it is gone. */
const isSilence = (rule: Rule): boolean => {
  const first = rule.conditions[0];
  return first.kind === 'silence' && first.check === null;
};

/** Whether `cause` explains `effect`, given that it sits above it or at the same place. */
function explains(cause: Raised, effect: Raised): boolean {
  if (cause.key === effect.key) return false;
  if (effect.rule.explainedBy.includes(cause.rule.id)) return true;
  if (!isSilence(cause.rule)) return false;
  if (cause.node !== effect.node) return true;
  // At one device: its silence explains its old values, and of two rules on silence the more severe speaks.
  if (!isSilence(effect.rule)) return false;
  return cause.rule.severity === 'critical' && effect.rule.severity !== 'critical';
}

/** The root of an alarm, or null when nothing raised explains it. Roots have no root: the climb goes to the top. */
export function rootOf(graph: CausalGraph, raised: RaisedAlarms, effect: Raised): Raised | null {
  let root: Raised | null = null;
  const seen = new Set([effect.key]);
  for (let here = effect; ; ) {
    const above = causesAbove(graph, here.node).flatMap((node) => [
      ...raised.at(node),
      ...(node === here.node ? otherLinks(raised, node) : []),
    ]);
    const cause = [...above, ...ownPart(graph, raised, here)].find(
      (one) => !seen.has(one.key) && explains(one, here),
    );
    if (cause === undefined) return root;
    seen.add(cause.key);
    root = cause;
    here = cause;
  }
}

/** A device that tells of its own part (the firewall's monitor of a link that is cut): the part explains it, where the rule says so. */
const ownPart = (graph: CausalGraph, raised: RaisedAlarms, { node, rule }: Raised): readonly Raised[] =>
  rule.explainedBy.length === 0
    ? []
    : (graph.effects.get(node) ?? [])
        .flatMap((part) => [...raised.at(part)])
        .filter((one) => rule.explainedBy.includes(one.rule.id));

/** Links of a site are a pair: "both down" sits at one of them and explains the other. None of what is no link. */
export function otherLinks(raised: RaisedAlarms, node: NodeId): readonly Raised[] {
  if (!node.includes('/link:')) return [];
  const pair = node.slice(0, node.indexOf('/link:') + 6);
  return [...raised.all.values()].filter((one) => one.node.startsWith(pair) && one.node !== node);
}
