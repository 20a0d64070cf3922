/** The pipeline on a rig, for its tests: a store, a clock, a network that answers as it is told, and what reached people. */
import { Deliveries, type DeliveryEvent } from './deliveries.ts';
import { type Delivery, defaultPolicy, type Notification, type Outcome } from './notification.ts';

export const minute = 60_000;
export const accepted: Outcome = { kind: 'accepted', reference: 'r', receipts: false };
export const withReceipt: Outcome = { kind: 'accepted', reference: 'r', receipts: true };
export const refused: Outcome = { kind: 'refused', permanent: false, cause: '500' };
export const never: Outcome = { kind: 'refused', permanent: true, cause: '400' };
export const unknown: Outcome = { kind: 'unknown', cause: 'deadline' };

export const note = (incident: string, more: Partial<Notification> = {}): Notification => ({
  id: `${incident}/${more.person ?? 'ama'}/${more.kind ?? 'opened'}/${more.version ?? 1}`,
  incident,
  version: 1,
  kind: 'opened',
  person: 'ama',
  severity: 'critical',
  immediate: false,
  ways: ['sms', 'email'],
  at: 0,
  ...more,
});

/** A pipeline with its store, its clock and what reached people; `crash` loses all but the store. */
export class Rig {
  at = 1_000_000;
  #stored = new Map<string, string>();
  pipeline = new Deliveries(defaultPolicy, [], this.at);
  waiting: Delivery[] = [];
  readonly sent: {
    at: number;
    way: string;
    notifications: readonly Notification[];
    kind: Outcome['kind'];
  }[] = [];

  give(event: DeliveryEvent): Delivery[] {
    const { changed, gone, handOver } = this.pipeline.take(event, this.at, () => 0.5);
    for (const id of gone) this.#stored.delete(id);
    for (const one of changed) this.#stored.set(one.id, JSON.stringify(one));
    this.waiting.push(...handOver);
    return [...handOver];
  }
  tell = (notification: Notification): Delivery[] => this.give({ kind: 'tell', notification });
  /** The network answers everything that is under way. */
  answer(outcome: Outcome | ((one: Delivery) => Outcome)): void {
    for (const one of this.waiting.splice(0)) {
      const said = typeof outcome === 'function' ? outcome(one) : outcome;
      const way = one.notifications[0]?.ways[one.way] ?? '';
      this.sent.push({ at: this.at, way, notifications: one.notifications, kind: said.kind });
      this.give({ kind: 'answer', id: one.id, attempt: one.attempt, outcome: said });
    }
  }
  /** What a channel says at its own deadline. */
  atDeadline: Outcome = unknown;
  pass(ms: number): void {
    for (let left = ms; left >= 0; left -= minute) {
      this.at += Math.min(left, minute);
      this.give({ kind: 'time' });
      if (left > minute) this.answer(this.atDeadline);
    }
  }
  crash(): void {
    // What was under way may have gone out: nobody knows.
    for (const one of this.waiting.splice(0))
      this.sent.push({ at: this.at, way: '', notifications: one.notifications, kind: 'unknown' });
    const stored = [...this.#stored.values()].map((text) => JSON.parse(text) as Delivery);
    this.pipeline = new Deliveries(defaultPolicy, stored, this.at);
    this.give({ kind: 'time' });
  }
  state = (id: string) => this.pipeline.outbox.carrierOf(id)?.state;
  reason = (id: string) => this.pipeline.outbox.carrierOf(id)?.reason;
  acceptedOf = (id: string) =>
    this.sent.filter(
      ({ kind, notifications }) => kind === 'accepted' && notifications.some((n) => n.id === id),
    );
}
