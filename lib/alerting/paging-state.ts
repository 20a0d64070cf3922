/** What paging remembers of each raised alarm; saved as plain JSON with the evaluation. */
import type { NodeId } from './causal-graph.ts';
import type { Damping } from './damping.ts';
import { DueTimes } from './due-times.ts';
import type { Raised } from './root-cause.ts';
import { RaisedAlarms } from './root-cause.ts';
import type { Rule } from './rule.ts';
import type { Storm } from './storm.ts';
import { calmWeather } from './storm.ts';

/** held: waits for its parent · silenced: maintenance · child: a root explains it · damped: unstable and told · grouped: in a storm. */
export type Standing = 'held' | 'silenced' | 'child' | 'damped' | 'grouped' | 'digest' | 'paged';
export interface Alarm {
  readonly raised: Raised;
  standing: Standing;
  root: string | null;
  /** A page for it has been sent: its recovery is owed. */
  paged: boolean;
}

export interface PagingState {
  readonly raised: RaisedAlarms;
  readonly alarms: Map<string, Alarm>;
  readonly damping: Map<string, Damping>;
  readonly silenced: Set<string>;
  /** Said to be unstable, until it is calm. */
  readonly unstableTold: Set<string>;
  readonly due: DueTimes;
  readonly awake: Map<string, number>;
  storm: Storm;
}

export interface SavedPaging {
  readonly version: 1;
  readonly alarms: readonly {
    readonly key: string;
    readonly rule: string;
    readonly node: NodeId;
    readonly site: string;
    readonly standing: Standing;
    readonly root: string | null;
    readonly paged: boolean;
  }[];
  readonly damping: readonly (readonly [string, Damping])[];
  readonly unstableTold: readonly string[];
  readonly awake: readonly (readonly [string, number])[];
  readonly storm: Storm;
}

export const newPaging = (): PagingState => ({
  raised: new RaisedAlarms(),
  alarms: new Map(),
  damping: new Map(),
  silenced: new Set(),
  unstableTold: new Set(),
  due: new DueTimes(),
  awake: new Map(),
  storm: calmWeather,
});

export function wakePaging(state: PagingState, key: string, ms: number): void {
  const before = state.awake.get(key);
  if (before !== undefined && before <= ms) return;
  state.awake.set(key, ms);
  state.due.wake(key, ms);
}

export const savePaging = (state: PagingState): SavedPaging => ({
  version: 1,
  alarms: [...state.alarms.values()].map(({ raised, standing, root, paged }) => ({
    key: raised.key,
    rule: raised.rule.id,
    node: raised.node,
    site: raised.site,
    standing,
    root,
    paged,
  })),
  damping: [...state.damping],
  unstableTold: [...state.unstableTold],
  awake: [...state.awake],
  storm: state.storm,
});

/** An alarm whose rule is gone is left out. */
export function loadPaging(saved: SavedPaging, rules: ReadonlyMap<string, Rule>): PagingState {
  const state: PagingState = {
    ...newPaging(),
    damping: new Map(saved.damping),
    unstableTold: new Set(saved.unstableTold),
    storm: saved.storm,
  };
  for (const { key, rule: id, node, site, standing, root, paged } of saved.alarms) {
    const rule = rules.get(id);
    if (rule === undefined) continue;
    const raised: Raised = { key, rule, node, site };
    state.raised.add(raised);
    state.alarms.set(key, { raised, standing, root, paged });
    if (standing === 'silenced') state.silenced.add(key);
  }
  for (const [key, ms] of saved.awake) wakePaging(state, key, ms);
  return state;
}
