/**
 * What a screen knows: the last snapshot with every later event laid over it. The maps are changed in place so that
 * a wall that runs for months keeps a flat heap; `pictureOf` makes the value that views read.
 */
import { IncidentMemory } from '../../lib/readings/incident-memory.ts';
import type { LedgerEntry } from '../../lib/readings/ledger.ts';
import type { Picture } from '../../lib/readings/picture.ts';
import { ledgerId } from '../../lib/readings/picture.ts';
import type { Reading, SeriesLabel } from '../../lib/readings/reading.ts';
import { seriesId } from '../../lib/readings/reading.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { LiveEventName, LiveEvents, LiveSnapshot } from './events.ts';
import type { Recent } from './recent.ts';
import { addReading, makeRecent, replaceRecent } from './recent.ts';

/** More series than this on one screen is a fault: what comes beyond is counted, not kept. */
export const maxSeries = 50_000;

export interface LiveState {
  snapshot: LiveSnapshot | null;
  readonly readings: Map<string, Reading>;
  readonly ledger: Map<string, LedgerEntry>;
  readonly labels: Map<string, SeriesLabel>;
  readonly incidents: IncidentMemory;
  readonly recent: Recent;
  /** Entries refused because a map was full or their shape was wrong. */
  refused: number;
}

export const makeLiveState = (recentMetrics: readonly string[]): LiveState => ({
  snapshot: null,
  readings: new Map(),
  ledger: new Map(),
  labels: new Map(),
  incidents: new IncidentMemory(),
  recent: makeRecent(recentMetrics),
  refused: 0,
});

function put<T>(state: LiveState, map: Map<string, T>, id: string, entry: T): void {
  if (map.size >= maxSeries && !map.has(id)) state.refused += 1;
  else map.set(id, entry);
}

function putReading(state: LiveState, reading: Reading): void {
  const id = seriesId(reading);
  // What a collector replays after an outage is history: it never goes over what is newer.
  const known = state.readings.get(id);
  if (known && known.at > reading.at) return;
  put(state, state.readings, id, reading);
  addReading(state.recent, id, reading);
}

function takeSnapshot(state: LiveState, snapshot: LiveSnapshot): void {
  state.snapshot = { ...snapshot, readings: [], ledger: [], labels: [], incidents: [] };
  state.readings.clear();
  state.ledger.clear();
  state.labels.clear();
  state.incidents.clear();
  for (const reading of snapshot.readings) putReading(state, reading);
  for (const entry of snapshot.ledger) put(state, state.ledger, ledgerId(entry), entry);
  for (const label of snapshot.labels) put(state, state.labels, seriesId(label), label);
  for (const incident of snapshot.incidents) state.incidents.put(incident);
}

const replaced = <T>(list: readonly T[], one: T, same: (other: T) => boolean): readonly T[] => [
  ...list.filter((other) => !same(other)),
  one,
];

type Apply = { [K in LiveEventName]: (state: LiveState, data: LiveEvents[K]) => void };
const apply: Apply = {
  snapshot: takeSnapshot,
  recent: (state, all) => replaceRecent(state.recent, all),
  readings: (state, all) => {
    for (const reading of all) putReading(state, reading);
  },
  ledger: (state, all) => {
    for (const entry of all) put(state, state.ledger, ledgerId(entry), entry);
  },
  labels: (state, all) => {
    for (const label of all) put(state, state.labels, seriesId(label), label);
  },
  roles: (state, role) => {
    if (!state.snapshot) return;
    const roles = replaced(state.snapshot.roles, role, (other) => other.role === role.role);
    state.snapshot = { ...state.snapshot, roles };
  },
  collectors: (state, status) => {
    if (!state.snapshot) return;
    const collectors = replaced(state.snapshot.collectors, status, (other) => other.site === status.site);
    state.snapshot = { ...state.snapshot, collectors };
  },
  book: (state, book) => {
    if (state.snapshot) state.snapshot = { ...state.snapshot, book };
  },
  drill: (state, drill) => {
    if (state.snapshot) state.snapshot = { ...state.snapshot, drill };
  },
  incident: (state, incident) => {
    state.incidents.put(incident);
  },
  tick: (state, { now }) => state.incidents.forget(now),
};

/** Lays one event over the state. Data that is not of its event's shape throws; the caller counts it. */
export function applyEvent<K extends LiveEventName>(state: LiveState, name: K, data: LiveEvents[K]): void {
  apply[name](state, data);
}

/** Null before the first snapshot: nothing is known, and nothing is drawn as if it were. */
export function pictureOf(state: LiveState, now: Instant): Picture | null {
  const { snapshot } = state;
  if (!snapshot) return null;
  return {
    now,
    organisation: snapshot.organisation,
    sites: snapshot.sites,
    readings: state.readings,
    ledger: state.ledger,
    labels: state.labels,
    roles: snapshot.roles,
    collectors: snapshot.collectors,
    book: snapshot.book,
    drill: snapshot.drill,
    incidents: state.incidents.all,
  };
}
