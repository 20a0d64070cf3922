/**
 * One watched thing under one rule takes a step.
 *
 *            true                for elapsed                 false
 *   clear ─────────► pending ───────────────► raised ───────────────► clearing
 *     ▲                 │                       ▲                        │  │
 *     │  false, unknown │                       └──────── true ──────────┘  │
 *     ├─────────────────┘                                                   │
 *     └──────────── clear delay and minimum hold elapsed ──────────────────┘
 *
 * Raised and no longer known stays raised: no news is no good news.
 */
import type { ConditionMemory, Truth } from './condition.ts';
import { forecastIn, staleAfterMs } from './condition.ts';
import type { Turn } from './evaluate.ts';
import type { Watch } from './evaluation-state.ts';
import { wake } from './evaluation-state.ts';
import type { Rule } from './rule.ts';
import type { Change, Reason } from './transition.ts';

type Memories = readonly (ConditionMemory | null)[];

/** All: one false is false, one unknown is unknown. Any: one true is true. */
function together(match: Rule['match'], truths: readonly Truth[]): Truth {
  const decisive = match === 'any';
  if (truths.includes(decisive)) return decisive;
  return truths.includes(null) ? null : !decisive;
}

/** The series of its own are still heard: a delay is never ended by a value that nobody repeats. */
const isHeard = (rule: Rule, memories: Memories, ms: number): boolean =>
  rule.conditions.every((condition, i) => {
    const memory = memories[i];
    if (condition.kind === 'silence' || condition.kind === 'absence' || memory == null) return true;
    return ms - memory.heardMs <= staleAfterMs(memory);
  });

/** All that one step is about. */
interface Step {
  readonly turn: Turn;
  readonly key: string;
  readonly watch: Watch;
  readonly rule: Rule;
  readonly truth: Truth;
  readonly memories: Memories;
  readonly ms: number;
}

function enter({ watch, ms }: Step, phase: Watch['phase']): void {
  watch.phase = phase;
  watch.sinceMs = ms;
}

function tell({ turn, key, watch, rule }: Step, change: Change, reason: Reason): void {
  const { site, device, instance } = watch;
  const first = rule.conditions[0];
  const metric = first.kind === 'silence' ? null : first.metric;
  const { severity, id } = rule;
  turn.found.push({
    key,
    rule: id,
    site,
    device,
    instance,
    metric,
    change,
    severity,
    at: turn.moment.at,
    reason,
  });
}

export function stepWatch(
  turn: Turn,
  key: string,
  watch: Watch,
  rule: Rule,
  truths: readonly Truth[],
  memories: Memories,
): void {
  const truth = together(rule.match, truths);
  const step: Step = { turn, key, watch, rule, truth, memories, ms: turn.moment.steadyMs };
  if (watch.phase === 'clear' && truth === true) enter(step, 'pending');
  if (watch.phase === 'pending') waitToRaise(step);
  else if (watch.phase !== 'clear') whileRaised(step);
}

function waitToRaise(step: Step): void {
  const { watch, rule, truth, memories, ms, key, turn } = step;
  if (truth !== true || !isHeard(rule, memories, ms)) enter(step, 'clear');
  else if (ms - watch.sinceMs < rule.forMs) wake(turn.state, `watch ${key}`, watch.sinceMs + rule.forMs);
  else {
    enter(step, 'raised');
    watch.raisedMs = ms;
    watch.unknown = false;
    tell(step, 'raised', reasonTrue(turn, watch, rule, memories));
  }
}

function whileRaised(step: Step): void {
  const { watch, truth } = step;
  if (truth !== false && watch.phase === 'clearing') enter(step, 'raised');
  if (truth === null) {
    if (!watch.unknown) tell(step, 'unknown', { kind: whyUnknown(step) });
    watch.unknown = true;
    return;
  }
  if (watch.unknown) tell(step, 'known', { kind: 'asked-again' });
  watch.unknown = false;
  if (!truth) waitToClear(step);
}

function waitToClear(step: Step): void {
  const { watch, rule, memories, ms, key, turn } = step;
  if (watch.phase === 'raised') enter(step, 'clearing');
  const endMs = Math.max(watch.sinceMs + rule.clearForMs, watch.raisedMs + rule.holdMs);
  if (ms < endMs) wake(turn.state, `watch ${key}`, endMs);
  else if (!isHeard(rule, memories, ms)) enter(step, 'raised');
  else {
    enter(step, 'clear');
    const last = memories[0];
    const reason = { value: last?.value ?? null, text: last?.text ?? null };
    tell(step, 'cleared', { kind: 'back', forMs: rule.clearForMs, ...reason });
  }
}

const whyUnknown = ({ rule, turn, watch }: Step): 'nobody-asks' | 'not-available' =>
  turn.state.blind.has(watch.site) || rule.conditions[0].kind === 'silence' ? 'nobody-asks' : 'not-available';

function reasonTrue(turn: Turn, watch: Watch, rule: Rule, memories: Memories): Reason {
  const first = rule.conditions[0];
  if (first.kind === 'silence') {
    const checks = [...(turn.state.checks.get(`${watch.site}/${watch.device}`) ?? [])];
    const why = checks.find(([, one]) => one.reason !== null)?.[1].reason ?? null;
    return { kind: 'silent', check: first.check, why };
  }
  const memory = memories[0] ?? null;
  const sided = first.kind === 'threshold' || first.kind === 'rate';
  return {
    kind: 'true',
    forMs: rule.forMs,
    value: memory?.value ?? null,
    text: memory?.text ?? null,
    side: sided || first.kind === 'forecast' ? first.side : null,
    bound: sided ? first.raise : first.kind === 'forecast' ? first.reaches : null,
    forecast: forecastIn(first, memory),
  };
}
