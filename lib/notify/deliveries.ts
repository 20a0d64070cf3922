/**
 * The pipeline: events in, messages to hand over out. No clock, no randomness, no I/O: the same events give the same
 * deliveries. Promise: at least once; an accepted message is repeated at most once (lost receipt, or a crash in between).
 */
import type { Instant } from '../time/clock.ts';
import * as step from './delivery-steps.ts';
import type { Delivery, DeliveryPolicy, Notification, Outcome } from './notification.ts';
import { isEnded, isOpen, Outbox } from './outbox.ts';

export type DeliveryEvent =
  | { readonly kind: 'tell'; readonly notification: Notification }
  | { readonly kind: 'answer'; readonly id: string; readonly attempt: number; readonly outcome: Outcome }
  | { readonly kind: 'receipt'; readonly id: string; readonly arrived: boolean }
  | { readonly kind: 'acknowledged'; readonly incident: string; readonly by: string }
  | { readonly kind: 'time' };

/** Store `changed` and remove `gone` before handing anything over: what is stored as begun may have gone out. */
export interface Decision {
  readonly changed: readonly Delivery[];
  readonly gone: readonly string[];
  readonly handOver: readonly Delivery[];
}

/** An answer that never came, although every channel has a deadline of its own. */
const answerWithinMs = 120_000;

export class Deliveries {
  readonly outbox = new Outbox();
  readonly #policy: DeliveryPolicy;
  #changed = new Map<string, Delivery>();
  #gone = new Set<string>();

  /** After a restart `stored` is what was kept; a hand-over that was under way is taken up again. */
  constructor(policy: DeliveryPolicy, stored: readonly Delivery[], at: Instant) {
    this.#policy = policy;
    for (const one of stored) this.outbox.put(one);
    for (const one of stored) this.#set(step.cut(one, at));
  }

  /** `random` gives numbers in 0..1; asked once per back-off. */
  take(event: DeliveryEvent, at: Instant, random: () => number): Decision {
    if (event.kind === 'tell') this.#tell(event.notification, at);
    else if (event.kind === 'acknowledged') this.#acknowledged(event.incident, event.by, at);
    else if (event.kind !== 'time') {
      const one = this.outbox.get(event.id);
      if (one !== undefined)
        this.#set(
          event.kind === 'answer'
            ? step.answered(one, event.attempt, event.outcome, at, random(), this.#policy)
            : step.receipted(one, event.arrived, at, random(), this.#policy),
        );
    }
    const handOver = this.#due(at, random);
    this.#forget(at);
    const decision = { changed: [...this.#changed.values()], gone: [...this.#gone], handOver };
    this.#changed = new Map();
    this.#gone = new Set();
    return decision;
  }

  #set(one: Delivery): void {
    if (this.outbox.get(one.id) === one) return;
    this.outbox.put(one);
    this.#changed.set(one.id, one);
    this.#gone.delete(one.id);
  }
  #drop(id: string): void {
    this.outbox.drop(id);
    this.#changed.delete(id);
    this.#gone.add(id);
  }

  #tell(notification: Notification, at: Instant): void {
    if (this.outbox.carrierOf(notification.id) !== undefined) return;
    const one = step.queued(notification, at);
    if (notification.ways.length === 0) this.#set(step.failed(one, 'no-way', at));
    else if (notification.kind === 'resolved') this.#recovery(one, notification, at);
    else this.#set(this.#quiet(one, at));
    this.#makeRoom(at);
  }

  #quiet(one: Delivery, at: Instant): Delivery {
    const [first] = one.notifications;
    return first === undefined || first.immediate || first.severity !== 'information'
      ? one
      : step.held(one, 'digest', at + this.#policy.digestAfterMs.information, at);
  }

  /** No recovery for an alarm never sent: that alarm, still to come, says that it is over. */
  #recovery(one: Delivery, notification: Notification, at: Instant): void {
    const alarms = this.outbox.alarmsOf(notification.incident, notification.person);
    if (alarms.some(({ inFlightSince }) => inFlightSince !== null)) {
      if (one.reason !== 'waits-for-alarm') this.#set(step.held(one, 'waits-for-alarm', at, at));
      return;
    }
    for (const alarm of alarms)
      if (alarm.state === 'queued') this.#set(step.over(alarm, notification.incident, notification.at, at));
    const sent = alarms.some(
      (alarm) => alarm.acceptedAt !== null || (isEnded(alarm) && alarm.mayHaveArrived > 0),
    );
    this.#set(
      sent ? this.#quiet({ ...one, reason: null, dueAt: at }, at) : step.failed(one, 'alarm-never-sent', at),
    );
  }

  /** Someone has it: who has not been told yet need not be. Nothing immediate is held back from anybody else. */
  #acknowledged(incident: string, by: string, at: Instant): void {
    for (const one of this.outbox.open()) {
      if (!one.notifications.every((part) => part.incident === incident && part.kind === 'opened')) continue;
      if (step.isImmediate(one) && one.person !== by) continue;
      if (one.state === 'handed-over') this.#set({ ...one, receiptDueAt: null, changedAt: at });
      else if (one.inFlightSince === null)
        this.#set(one.acceptedAt === null ? step.failed(one, 'acknowledged', at) : step.asAccepted(one, at));
    }
  }

  /** The throttle of one person: one place is kept, so that what is held can always follow as a digest. */
  #used(person: string, inFlight: ReadonlyMap<string, number>, at: Instant): number {
    const since = at - this.#policy.perPersonWindowMs;
    return this.outbox.acceptedSince(person, since) + (inFlight.get(person) ?? 0);
  }

  #due(at: Instant, random: () => number): Delivery[] {
    const inFlight = new Map<string, number>();
    const heldBy = new Map<string, Delivery[]>();
    const ready: Delivery[] = [];
    for (const one of this.outbox.open()) {
      const now = this.#overdue(one, at, random);
      if (now === null || now.state !== 'queued') continue;
      if (now.inFlightSince !== null) {
        if (!step.isImmediate(now)) inFlight.set(now.person, (inFlight.get(now.person) ?? 0) + 1);
      } else if (now.reason === 'digest' || now.reason === 'throttled')
        heldBy.set(now.person, [...(heldBy.get(now.person) ?? []), now]);
      else if (now.dueAt <= at) ready.push(now);
    }
    const out: Delivery[] = [];
    const begin = (one: Delivery): void => {
      const begun = step.begun(one, at);
      this.#set(begun);
      out.push(begun);
      if (!step.isImmediate(one)) inFlight.set(one.person, (inFlight.get(one.person) ?? 0) + 1);
    };
    ready.sort((a, b) => step.severityRank(a) - step.severityRank(b));
    for (const one of ready) {
      if (step.isImmediate(one) || this.#used(one.person, inFlight, at) < this.#policy.perPersonMax - 1)
        begin(one);
      else {
        const severity = one.notifications[0]?.severity ?? 'warning';
        this.#set(step.held(one, 'throttled', at + this.#policy.digestAfterMs[severity], at));
      }
    }
    for (const [person, parts] of heldBy) {
      if (!parts.some(({ dueAt }) => dueAt <= at)) continue;
      if (this.#used(person, inFlight, at) >= this.#policy.perPersonMax) continue;
      const digest = step.merged(parts, at);
      if (digest === undefined) continue;
      for (const { id } of parts) if (id !== digest.id) this.#drop(id);
      begin(digest);
    }
    return out;
  }

  /** What waited for something else: an answer, a receipt, the alarm before its recovery. Null: it still waits. */
  #overdue(one: Delivery, at: Instant, random: () => number): Delivery | null {
    const { inFlightSince } = one;
    if (inFlightSince !== null && at - inFlightSince >= answerWithinMs) {
      const outcome = { kind: 'unknown', cause: 'no-answer' } as const;
      this.#set(step.answered(one, one.attempt, outcome, at, random(), this.#policy));
    } else if (one.receiptDueAt !== null && one.receiptDueAt <= at)
      this.#set(step.receiptOverdue(one, at, random(), this.#policy));
    else if (one.reason === 'waits-for-alarm' && one.notifications[0] !== undefined)
      this.#recovery(one, one.notifications[0], at);
    const now = this.outbox.get(one.id) ?? one;
    return now.reason === 'waits-for-alarm' ? null : now;
  }

  #makeRoom(at: Instant): void {
    const open = this.outbox.open().filter(({ state }) => state === 'queued');
    if (open.length <= this.#policy.maxWaiting) return;
    const [least] = open
      .filter((one) => !step.isImmediate(one) && one.inFlightSince === null)
      .sort((a, b) => step.severityRank(b) - step.severityRank(a) || a.changedAt - b.changedAt);
    if (least !== undefined) this.#set(step.failed(least, 'too-many-waiting', at));
  }

  #forget(at: Instant): void {
    this.outbox.forgetBefore(at - this.#policy.perPersonWindowMs);
    for (const one of this.outbox.all()) {
      if (this.outbox.size <= this.#policy.endedMax) return;
      if (!isOpen(one)) this.#drop(one.id);
    }
  }
}
