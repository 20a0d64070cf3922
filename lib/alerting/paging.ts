/**
 * From transitions to pages, as a list of stages; each ends with a decision that carries its reason:
 * immediate → maintenance → root cause → wait for the parent → damping → storm → page.
 */
import type { LedgerEntry } from '../readings/ledger.ts';
import type { CausalGraph, NodeId } from './causal-graph.ts';
import { effectsBelow, nodeOf } from './causal-graph.ts';
import { calmAtMs, forgottenAtMs, isUnstable, raisedAgain } from './damping.ts';
import type { Alarm, PagingState, Standing } from './paging-state.ts';
import { wakePaging } from './paging-state.ts';
import type { Raised } from './root-cause.ts';
import { otherLinks, rootOf } from './root-cause.ts';
import type { Rule } from './rule.ts';
import { throughStorm } from './storm.ts';
import type { Moment, Transition } from './transition.ts';

export type Decision = { readonly key: string } & (
  | { readonly kind: 'page'; readonly why: 'immediate' | 'root' | 'calm-again' }
  | { readonly kind: 'page'; readonly why: 'unstable'; readonly times: number }
  | { readonly kind: 'storm-page'; readonly count: number }
  | { readonly kind: 'child'; readonly root: string }
  | { readonly kind: 'held'; readonly parent: NodeId }
  | { readonly kind: 'silenced'; readonly maintenance: string }
  | { readonly kind: 'damped' | 'grouped' | 'digest' | 'recovered' | 'closed' }
);

/** One check of the parent, which the child's first failure has asked for. */
export const parentCheckMs = 20_000;

export interface PagingSurroundings {
  readonly graph: CausalGraph;
  readonly rules: ReadonlyMap<string, Rule>;
  /** Name of the maintenance, or of the shelf of this very alarm, that covers it now; null: none. */
  readonly maintenanceOf: (node: NodeId, at: number, key: string) => string | null;
}
interface Turn extends PagingSurroundings {
  readonly state: PagingState;
  readonly moment: Moment;
  readonly made: Decision[];
}

/** The device to ask at once, when a child has just failed. */
export function parentToAsk(graph: CausalGraph, entry: LedgerEntry): NodeId | null {
  return entry.failures === 1 ? (graph.parents.get(`${entry.site}/${entry.device}`) ?? null) : null;
}

/** `transition` null: time has passed. */
export function decidePages(
  surroundings: PagingSurroundings,
  state: PagingState,
  transition: Transition | null,
  moment: Moment,
): readonly Decision[] {
  const turn: Turn = { ...surroundings, state, moment, made: [] };
  for (let key = state.due.next(moment.steadyMs); key !== undefined; key = state.due.next(moment.steadyMs)) {
    state.awake.delete(key);
    if (key.startsWith(forget)) forgetDamping(turn, key.slice(forget.length));
    else lookAgain(turn, key);
  }
  for (const key of [...state.silenced]) lookAgain(turn, key);
  if (transition?.change === 'raised') raise(turn, transition);
  else if (transition?.change === 'cleared') clear(turn, transition.key);
  return turn.made;
}

function raise(turn: Turn, transition: Transition): void {
  const rule = turn.rules.get(transition.rule);
  const { key } = transition;
  if (rule === undefined || turn.state.alarms.has(key)) return;
  const raised: Raised = { key, rule, node: nodeOf(transition), site: transition.site };
  const alarm: Alarm = { raised, standing: 'held', root: null, paged: false };
  turn.state.raised.add(raised);
  turn.state.alarms.set(key, alarm);
  const damping = raisedAgain(turn.state.damping.get(key), turn.moment.steadyMs);
  turn.state.damping.set(key, damping);
  wakePaging(turn.state, `${forget}${key}`, forgottenAtMs(damping));
  place(turn, alarm, true);
  takeChildren(turn, raised);
}

/** Before the key of an alarm: its damping is to be looked at, not the alarm. */
const forget = 'forget ';
function forgetDamping({ state, moment }: Turn, key: string): void {
  const damping = state.damping.get(key);
  if (damping === undefined) return;
  const atMs = forgottenAtMs(damping);
  if (atMs > moment.steadyMs) wakePaging(state, `${forget}${key}`, atMs);
  else state.damping.delete(key);
}

interface Placed {
  readonly standing: Standing;
  readonly decision: Decision;
}
/** A stage has an answer, or passes the alarm on. */
type Stage = (turn: Turn, alarm: Alarm, fresh: boolean) => Placed | null;

const immediately: Stage = (_, { raised: { key, rule } }) =>
  rule.immediate ? { standing: 'paged', decision: { key, kind: 'page', why: 'immediate' } } : null;

const underMaintenance: Stage = (turn, { raised: { key, node } }) => {
  const maintenance = turn.maintenanceOf(node, turn.moment.at, key);
  if (maintenance === null) return null;
  turn.state.silenced.add(key);
  return { standing: 'silenced', decision: { key, kind: 'silenced', maintenance } };
};

const underRoot: Stage = (turn, alarm) => {
  const root = rootOf(turn.graph, turn.state.raised, alarm.raised);
  if (root === null) return null;
  alarm.root = root.key;
  return { standing: 'child', decision: { key: alarm.raised.key, kind: 'child', root: root.key } };
};

/** Just raised: its parent may be about to be found silent. */
const waitsForParent: Stage = ({ state, graph, moment }, { raised: { key, node } }, fresh) => {
  const parent = graph.parents.get(node);
  if (!fresh || parent === undefined) return null;
  wakePaging(state, key, moment.steadyMs + parentCheckMs);
  return { standing: 'held', decision: { key, kind: 'held', parent } };
};

const onlyInformation: Stage = (_, { raised: { key, rule } }) =>
  rule.severity === 'information' ? { standing: 'digest', decision: { key, kind: 'digest' } } : null;

const whileUnstable: Stage = ({ state, moment }, { raised: { key } }) => {
  const damping = state.damping.get(key);
  if (damping === undefined || !isUnstable(damping, moment.steadyMs)) return null;
  wakePaging(state, key, calmAtMs(damping) + 1);
  if (state.unstableTold.has(key)) return { standing: 'damped', decision: { key, kind: 'damped' } };
  state.unstableTold.add(key);
  return { standing: 'paged', decision: { key, kind: 'page', why: 'unstable', times: damping.raises } };
};

const inStorm: Stage = ({ state, moment }, { raised: { key, rule } }) => {
  if (rule.severity === 'information') return null;
  const { storm, answer } = throughStorm(state.storm, rule.severity, moment.steadyMs);
  state.storm = storm;
  if (answer === 'single') return { standing: 'paged', decision: { key, kind: 'page', why: 'root' } };
  const count = storm.open?.count ?? 1;
  return {
    standing: 'grouped',
    decision: answer === 'grouped' ? { key, kind: 'grouped' } : { key, kind: 'storm-page', count },
  };
};

/** The whole road to a page; the first stage that answers decides. */
const stages: readonly Stage[] = [
  immediately,
  underMaintenance,
  underRoot,
  waitsForParent,
  onlyInformation,
  whileUnstable,
  inStorm,
];

function place(turn: Turn, alarm: Alarm, fresh: boolean): void {
  for (const stage of stages) {
    const placed = stage(turn, alarm, fresh);
    if (placed === null) continue;
    if (placed.standing === 'paged') page(turn, alarm, placed.decision);
    else stand(turn, alarm, placed.standing, placed.decision);
    return;
  }
}

function stand(turn: Turn, alarm: Alarm, standing: Standing, decision: Decision): void {
  alarm.standing = standing;
  turn.made.push(decision);
}
function page(turn: Turn, alarm: Alarm, decision: Decision): void {
  alarm.paged = true;
  stand(turn, alarm, 'paged', decision);
}

/** Alarms that speak already and hang on what has just been raised become its children: no second page for one cause. */
function takeChildren(turn: Turn, cause: Raised): void {
  const { state, graph } = turn;
  const below = effectsBelow(graph, cause.node).flatMap((node) => [...state.raised.at(node)]);
  for (const { key } of [...below, ...otherLinks(state.raised, cause.node)]) {
    const alarm = state.alarms.get(key);
    const waits = alarm === undefined || alarm.root !== null || ['held', 'silenced'].includes(alarm.standing);
    if (waits || key === cause.key || alarm.raised.rule.immediate) continue;
    const root = rootOf(graph, state.raised, alarm.raised);
    if (root === null) continue;
    alarm.root = root.key;
    stand(turn, alarm, 'child', { key, kind: 'child', root: root.key });
  }
}

function clear(turn: Turn, key: string): void {
  const { state, moment } = turn;
  const alarm = state.alarms.get(key);
  if (alarm === undefined) return;
  state.alarms.delete(key);
  state.raised.delete(key);
  state.silenced.delete(key);
  const damping = state.damping.get(key);
  if (state.unstableTold.has(key) && damping !== undefined) {
    // Its recovery is told once it is calm, not at each swing.
    wakePaging(state, key, calmAtMs(damping) + 1);
    turn.made.push({ key, kind: 'closed' });
  } else turn.made.push({ key, kind: alarm.paged ? 'recovered' : 'closed' });
  for (const child of state.alarms.values()) {
    if (child.root !== key) continue;
    // Its cause is gone: it has one check's time to come back before it speaks for itself.
    child.root = null;
    wakePaging(state, child.raised.key, moment.steadyMs + parentCheckMs);
    const held: Decision = { key: child.raised.key, kind: 'held', parent: alarm.raised.node };
    stand(turn, child, 'held', held);
  }
}

/** A time that was set has come, or a maintenance may have ended. */
function lookAgain(turn: Turn, key: string): void {
  const { state, moment } = turn;
  const alarm = state.alarms.get(key);
  const damping = state.damping.get(key);
  const unstable = isUnstable(damping, moment.steadyMs);
  if (damping !== undefined && unstable && state.unstableTold.has(key)) {
    wakePaging(state, key, calmAtMs(damping) + 1);
    return;
  }
  const calmed = state.unstableTold.delete(key);
  if (alarm === undefined) {
    if (calmed) turn.made.push({ key, kind: 'recovered' });
  } else if (alarm.standing === 'damped') page(turn, alarm, { key, kind: 'page', why: 'calm-again' });
  else if (alarm.standing === 'held') place(turn, alarm, false);
  else if (alarm.standing === 'silenced' && turn.maintenanceOf(alarm.raised.node, moment.at, key) === null) {
    state.silenced.delete(key);
    place(turn, alarm, false);
  }
}
