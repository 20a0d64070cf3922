/**
 * The one door of evaluation: an event at a moment in, transitions with their reasons out. A reading costs the same
 * whatever the number of rules on other metrics, series and devices. Silence comes from the ledger's lines and from time.
 */
import type { LedgerEntry } from '../readings/ledger.ts';
import type { Reading } from '../readings/reading.ts';
import type { ConditionMemory, Truth } from './condition.ts';
import { advanceCondition, keepApart, staleAfterMs } from './condition.ts';
import type { EvaluationState, SavedEvaluation, Watch } from './evaluation-state.ts';
import { loadEvaluation, wake } from './evaluation-state.ts';
import type { Condition, ForecastCondition, MetricCondition, Rule } from './rule.ts';
import type { Listener, RuleSet, Thing } from './rule-set.ts';
import { cellKey, isAbout, leads, memoryKey, watchKey } from './rule-set.ts';
import { answersNow, rememberCheck, silenceDueMs, silenceTruth } from './silence.ts';
import type { AlertingEvent, Moment, Transition } from './transition.ts';
import { stepWatch } from './watch-step.ts';

/** A wall clock that falls by more than this against the steady one was set back; less is drift. */
const setBackMs = 2_000;
/** Things watched at most: beyond it new ones are not taken up (a device that invents instances without end). */
export const maxWatches = 500_000;

/** Rules, state and moment of one evaluation, and what it has found so far. */
export interface Turn {
  readonly set: RuleSet;
  readonly state: EvaluationState;
  readonly moment: Moment;
  readonly found: Transition[];
}

function follow(state: EvaluationState, moment: Moment): Moment {
  const steadyMs = Math.max(state.steadyMs, moment.steadyMs);
  const offsetMs = moment.at - steadyMs;
  if (offsetMs < state.offsetMs - setBackMs) state.epoch++;
  state.offsetMs = offsetMs;
  state.steadyMs = steadyMs;
  state.at = moment.at;
  return { at: moment.at, steadyMs };
}

export function evaluate(
  set: RuleSet,
  state: EvaluationState,
  event: AlertingEvent,
  given: Moment,
): readonly Transition[] {
  const turn: Turn = { set, state, moment: follow(state, given), found: [] };
  // What was due before this event is told first: the order of the answers is that of time.
  whatIsDue(turn);
  if (event.kind === 'reading') {
    for (const listener of set.apart.get(event.reading.metric) ?? []) apart(turn, listener, event.reading);
    for (const listener of set.byMetric.get(event.reading.metric) ?? []) take(turn, listener, event.reading);
  } else if (event.kind === 'ledger') ledgerLine(turn, event.entry);
  else if (event.kind === 'collector') collectorSees(turn, event.site, event.blind);
  return turn.found;
}

function apart({ state }: Turn, listener: Listener<ForecastCondition>, reading: Reading): void {
  const key = memoryKey(listener.rule, listener.index, reading);
  const memory = state.memories.get(key);
  const after = memory === undefined ? null : keepApart(listener.condition, memory, reading);
  if (after !== null) state.memories.set(key, after);
}

function take(turn: Turn, listener: Listener<MetricCondition>, reading: Reading): void {
  const { rule, index, condition } = listener;
  const { state, moment } = turn;
  if (condition.instances.length > 0 && !condition.instances.includes(reading.instance)) return;
  const otherSite = rule.sites.length > 0 && !rule.sites.includes(reading.site);
  if (leads(rule, index, condition) ? !isAbout(turn.set, rule, reading) : otherSite) return;
  const key = memoryKey(rule, index, reading);
  const before = state.memories.get(key);
  if (before === undefined && state.memories.size >= 4 * maxWatches) return;
  const after = advanceCondition(condition, before ?? null, reading, moment.steadyMs, state.epoch);
  if (after === null) return;
  state.memories.set(key, after);
  const isKnown = before !== undefined && before.truth !== null && before.everyMs === after.everyMs;
  // Absence is the one condition that a missing value makes true; every other no longer knows.
  if (condition.kind === 'absence') wake(state, `absence ${key}`, moment.steadyMs + condition.afterMs);
  // Of a value that is known the time is set already: woken too early, it looks and asks again.
  else if (!isKnown) wake(state, `stale ${key}`, moment.steadyMs + staleAfterMs(after) + 1);
  if (before?.truth === after.truth && isAtRest(state, rule, reading, after.truth)) return;
  settle(turn, rule, index, condition, reading, before?.truth ?? null, after.truth);
}

/** The same truth again, for a watch that waits for nothing: no step could change it. Most readings end here. */
function isAtRest(state: EvaluationState, rule: Rule, thing: Thing, truth: Truth): boolean {
  const watch = state.watches.get(watchKey(rule, thing));
  if (watch === undefined || watch.unknown) return false;
  return truth
    ? watch.phase === 'raised'
    : truth === false && rule.match === 'all' && watch.phase === 'clear';
}

/** Counts a truth in its cell and lets the watches that look at the cell take their step. */
function settle(
  turn: Turn,
  rule: Rule,
  index: number,
  condition: Condition,
  thing: Thing,
  before: Truth,
  after: Truth,
): void {
  const { state } = turn;
  const key = cellKey(rule, index, condition, thing);
  const cell = state.cells.get(key) ?? { yes: 0, known: 0 };
  const was = truthOf(cell);
  cell.yes += Number(after === true) - Number(before === true);
  cell.known += Number(after !== null) - Number(before !== null);
  state.cells.set(key, cell);
  const lead = leads(rule, index, condition);
  if (lead) hangUp(turn, rule, thing);
  // A cell that says the same moves nobody, but the watch of the reading itself must see that it is still heard.
  if (was !== truthOf(cell)) for (const watch of state.hanging.get(key) ?? []) step(turn, watch);
  else if (lead) step(turn, watchKey(rule, thing));
}
const truthOf = (cell: { yes: number; known: number } | undefined): Truth =>
  cell === undefined || cell.known === 0 ? null : cell.yes > 0;

function hangUp({ set, state }: Turn, rule: Rule, thing: Thing): void {
  const known = state.watches.has(watchKey(rule, thing));
  if (!known && state.watches.size < maxWatches) watchThing(set, state, rule, thing);
}

/** Watches a thing under a rule from now on. */
export function watchThing(set: RuleSet, state: EvaluationState, rule: Rule, thing: Thing): Watch {
  const { site, device, instance } = thing;
  const key = watchKey(rule, thing);
  const watch: Watch = {
    rule: rule.id,
    site,
    device,
    instance,
    phase: 'clear',
    sinceMs: state.steadyMs,
    raisedMs: 0,
    unknown: false,
  };
  state.watches.set(key, watch);
  hang(set)(state, key, watch);
  return watch;
}

const hang = (set: RuleSet) => (state: EvaluationState, key: string, watch: Watch) => {
  const rule = set.rules.get(watch.rule);
  rule?.conditions.forEach((condition, index) => {
    const cell = cellKey(rule, index, condition, watch);
    const looking = state.hanging.get(cell);
    if (looking) looking.add(key);
    else state.hanging.set(cell, new Set([key]));
  });
};

/** The state of a saved evaluation, under the rules in force. */
export const resume = (set: RuleSet, saved: SavedEvaluation): EvaluationState =>
  loadEvaluation(saved, hang(set));

function step(turn: Turn, key: string): void {
  const watch = turn.state.watches.get(key);
  const rule = watch === undefined ? undefined : turn.set.rules.get(watch.rule);
  if (watch === undefined || rule === undefined) return;
  const truths = rule.conditions.map((condition, index) =>
    turn.state.cells.get(cellKey(rule, index, condition, watch)),
  );
  // What was never said of this thing has no part in an "any": not every device has a smoke detector.
  const heard = rule.match === 'any' ? truths.filter((cell) => cell !== undefined) : truths;
  const memories = rule.conditions.map(
    (_, index): ConditionMemory | null => turn.state.memories.get(memoryKey(rule, index, watch)) ?? null,
  );
  stepWatch(turn, key, watch, rule, heard.map(truthOf), memories);
}

function ledgerLine(turn: Turn, entry: LedgerEntry): void {
  const { state, moment } = turn;
  const place = `${entry.site}/${entry.device}`;
  const checks = state.checks.get(place) ?? new Map();
  const after = rememberCheck(checks.get(entry.check), entry, moment.steadyMs, state.epoch);
  if (after === null) return;
  checks.set(entry.check, after);
  state.checks.set(place, checks);
  lookForSilence(turn, place);
}

function lookForSilence(turn: Turn, place: string): void {
  const { state, moment, set } = turn;
  const checks = state.checks.get(place);
  const cut = place.indexOf('/');
  const thing: Thing = { site: place.slice(0, cut), device: place.slice(cut + 1), instance: '' };
  if (checks === undefined) return;
  for (const { rule, index, condition } of set.silences) {
    if (leads(rule, index, condition) && !isAbout(set, rule, thing)) continue;
    const key = memoryKey(rule, index, thing);
    const before = state.truths.get(key) ?? null;
    const after = silenceTruth(condition, checks, moment.steadyMs, state.blind.has(thing.site));
    state.truths.set(key, after);
    const dueMs = silenceDueMs(condition, checks, moment.steadyMs);
    if (dueMs !== null) wake(state, `silence ${place}`, dueMs);
    if (before !== after || after === true) settle(turn, rule, index, condition, thing, before, after);
  }
}

function collectorSees(turn: Turn, site: string, blind: boolean): void {
  const { state } = turn;
  if (state.blind.has(site) === blind) return;
  if (blind) state.blind.add(site);
  else state.blind.delete(site);
  for (const place of state.checks.keys()) if (place.startsWith(`${site}/`)) lookForSilence(turn, place);
}

function whatIsDue(turn: Turn): void {
  const { state, moment } = turn;
  for (let key = state.due.next(moment.steadyMs); key !== undefined; key = state.due.next(moment.steadyMs)) {
    state.awake.delete(key);
    const cut = key.indexOf(' ');
    const [what, of] = [key.slice(0, cut), key.slice(cut + 1)];
    if (what === 'watch') step(turn, of);
    else if (what === 'silence') lookForSilence(turn, of);
    else if (what === 'stale') lookForStale(turn, key, of);
    else lookForAbsence(turn, key, of);
  }
}

/** The series has been quiet for its time: absent if its device answers, else it waits with the device. */
function lookForAbsence(turn: Turn, key: string, memory: string): void {
  const { state, moment, set } = turn;
  const found = partsOf(set, memory);
  const before = state.memories.get(memory);
  if (found === null || before === undefined || found.condition.kind !== 'absence') return;
  const { rule, index, condition, thing } = found;
  const dueMs = before.heardMs + condition.afterMs;
  const place = `${thing.site}/${thing.device}`;
  const waits = state.blind.has(thing.site) || !answersNow(state.checks.get(place), moment.steadyMs);
  if (dueMs > moment.steadyMs) wake(state, key, dueMs);
  else if (waits) wake(state, key, moment.steadyMs + condition.afterMs);
  else {
    state.memories.set(memory, { ...before, truth: true });
    settle(turn, rule, index, condition, thing, before.truth, true);
  }
}

/** The last value is not believed for ever, whatever looks at it. */
function lookForStale(turn: Turn, key: string, memory: string): void {
  const { state, moment, set } = turn;
  const found = partsOf(set, memory);
  const before = state.memories.get(memory);
  if (found === null || before === undefined || before.truth === null) return;
  const dueMs = before.heardMs + staleAfterMs(before) + 1;
  if (dueMs > moment.steadyMs) wake(state, key, dueMs);
  else {
    state.memories.set(memory, { ...before, truth: null });
    settle(turn, found.rule, found.index, found.condition, found.thing, before.truth, null);
  }
}

function partsOf(set: RuleSet, memory: string): (Listener<Condition> & { readonly thing: Thing }) | null {
  const [, id = '', at = '', site = '', device = '', instance = ''] =
    /^(.*?)#(\d+)\|([^/]*)\/([^/]*)\/(.*)$/.exec(memory) ?? [];
  const rule = set.rules.get(id);
  const condition = rule?.conditions[Number(at)];
  if (rule === undefined || condition === undefined) return null;
  return { rule, index: Number(at), condition, thing: { site, device, instance } };
}
