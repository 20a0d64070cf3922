/** Who is to be called for an incident by now: a ladder of levels, or everyone at once for life safety. Pure. */
import type { Instant } from '../time/clock.ts';
import type { Override, Policy, Schedule, Target } from './schedule.ts';
import { dutyOf } from './who.ts';

/** A call that is due: to whom, by which target, since when. `key` is the same however often it is asked. */
export interface Call {
  readonly key: string;
  readonly to: { readonly kind: 'person' | 'contact'; readonly id: string };
  readonly level: number;
  readonly round: number;
  readonly dueAt: Instant;
}
export interface Escalation {
  readonly calls: readonly Call[];
  /** Schedules that had nobody when their turn came: the ladder went on at once. */
  readonly nobody: readonly { readonly schedule: string; readonly at: Instant }[];
  /** When there is more to do, if nobody acknowledges; null: the ladder is at its end, or stopped. */
  readonly nextAt: Instant | null;
}
export interface ToEscalate {
  /** When the ladder began: the opening, or the expiry of an acknowledgement. */
  readonly beganAt: Instant;
  /** An acknowledgement in force stops the ladder; of life safety it stops nobody's first call. */
  readonly acknowledgedAt: Instant | null;
  readonly lifeSafety: boolean;
  /** When somebody who was called passed it on: the level that was waiting then waits no longer. */
  readonly passedOnAt?: readonly Instant[];
}
export interface OnCallBook {
  readonly schedules: readonly Schedule[];
  readonly overrides: readonly Override[];
}

type Called = Call['to'];
function calledBy(book: OnCallBook, target: Target, at: Instant): Called | null {
  if (target.kind !== 'schedule') return { kind: target.kind, id: target.id };
  const schedule = book.schedules.find((one) => one.id === target.id);
  const person = schedule === undefined ? null : dutyOf(schedule, book.overrides, at).person;
  return person === null ? null : { kind: 'person', id: person };
}

/** Those of one level at an instant, each once, and the schedules that had nobody. */
function levelAt(book: OnCallBook, targets: readonly Target[], at: Instant) {
  const people = new Map<string, Called>();
  const nobody: { schedule: string; at: Instant }[] = [];
  for (const target of targets) {
    const called = calledBy(book, target, at);
    if (called === null) nobody.push({ schedule: target.id, at });
    else people.set(`${called.kind}:${called.id}`, called);
  }
  return { people, nobody };
}

export function escalate(policy: Policy, book: OnCallBook, of: ToEscalate, now: Instant): Escalation {
  if (of.lifeSafety) return everyone(policy, book, of.beganAt);
  const calls: Call[] = [];
  const nobody: { schedule: string; at: Instant }[] = [];
  let dueAt = of.beganAt;
  for (let round = 0; round < policy.rounds; round++)
    for (const [level, { targets, waitMs }] of policy.levels.entries()) {
      // Stopped before its turn came: what was due before the acknowledgement stays due.
      if (of.acknowledgedAt !== null && of.acknowledgedAt <= dueAt) return { calls, nobody, nextAt: null };
      if (dueAt > now) return { calls, nobody, nextAt: dueAt };
      const found = levelAt(book, targets, dueAt);
      nobody.push(...found.nobody);
      for (const [name, to] of found.people)
        calls.push({ key: `${round}/${level}/${name}`, to, level, round, dueAt });
      const endsAt = found.people.size > 0 ? dueAt + waitMs : dueAt;
      const passed = (of.passedOnAt ?? []).filter((at) => at >= dueAt && at < endsAt);
      dueAt = Math.min(endsAt, ...passed);
    }
  return { calls, nobody, nextAt: null };
}

/** The guard stands first in the list and is called first; the others in the same breath. */
function everyone(policy: Policy, book: OnCallBook, at: Instant): Escalation {
  const { people, nobody } = levelAt(book, policy.lifeSafety, at);
  const calls = [...people].map(([name, to]) => ({ key: `life/${name}`, to, level: 0, round: 0, dueAt: at }));
  return { calls, nobody, nextAt: null };
}
