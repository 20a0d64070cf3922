/** All deliveries in memory, indexed as the decisions ask for them. What is stored is the deliveries alone. */
import type { Instant } from '../time/clock.ts';
import { wayOf } from './delivery-steps.ts';
import type { Delivery } from './notification.ts';
import { channelOfWay } from './ways.ts';

export const isEnded = ({ state }: Delivery): boolean => state === 'delivered' || state === 'failed';
/** Something is still to be done for it: to hand it over, or to wait for its answer or receipt. */
export const isOpen = (one: Delivery): boolean => one.state === 'queued' || one.receiptDueAt !== null;

/** Whom an incident has been told to: one alarm may have gone in several versions (escalation, re-opening). */
const alarmKey = (incident: string, person: string): string => JSON.stringify([incident, person]);

const referenceKey = (channel: string, reference: string): string => JSON.stringify([channel, reference]);

export class Outbox {
  readonly #all = new Map<string, Delivery>();
  readonly #open = new Set<string>();
  /** Notification → delivery that carries it. */
  readonly #carriers = new Map<string, string>();
  readonly #alarms = new Map<string, Set<string>>();
  /** What a channel calls a message that it took → delivery; a reference used again means the later one. */
  readonly #references = new Map<string, string>();
  readonly #referred = new Map<string, Set<string>>();
  /** Incident → the people it was told to, or is to be. */
  readonly #people = new Map<string, Set<string>>();
  /** Instants of hand-overs accepted lately, per person; only those that the throttle counts. */
  readonly #accepted = new Map<string, Map<string, Instant>>();

  get size(): number {
    return this.#all.size;
  }
  get(id: string): Delivery | undefined {
    return this.#all.get(id);
  }
  all(): IterableIterator<Delivery> {
    return this.#all.values();
  }
  open(): Delivery[] {
    return [...this.#open].flatMap((id) => this.#all.get(id) ?? []);
  }
  carrierOf(notification: string): Delivery | undefined {
    return this.#all.get(this.#carriers.get(notification) ?? '');
  }
  /** Whom a receipt is about. */
  byReference(channel: string, reference: string): Delivery | undefined {
    return this.#all.get(this.#references.get(referenceKey(channel, reference)) ?? '');
  }
  /** Deliveries that told, or are to tell, this person that this incident is there. */
  alarmsOf(incident: string, person: string): Delivery[] {
    return [...(this.#alarms.get(alarmKey(incident, person)) ?? [])].flatMap((id) => this.#all.get(id) ?? []);
  }
  peopleTold(incident: string): readonly string[] {
    return [...(this.#people.get(incident) ?? [])];
  }
  acceptedSince(person: string, since: Instant): number {
    let count = 0;
    for (const at of this.#accepted.get(person)?.values() ?? []) if (at > since) count++;
    return count;
  }

  put(one: Delivery): void {
    // Re-inserted at the end: the order of the map is the order of the last change, oldest first.
    this.#all.delete(one.id);
    this.#all.set(one.id, one);
    if (isOpen(one)) this.#open.add(one.id);
    else this.#open.delete(one.id);
    const way = wayOf(one);
    if (one.state === 'handed-over' && one.reference !== null && way !== undefined)
      this.#refer(referenceKey(channelOfWay(way), one.reference), one.id);
    for (const { id, incident, kind, person } of one.notifications) {
      this.#carriers.set(id, one.id);
      if (kind !== 'opened') continue;
      const key = alarmKey(incident, person);
      this.#alarms.set(key, (this.#alarms.get(key) ?? new Set()).add(one.id));
      this.#people.set(incident, (this.#people.get(incident) ?? new Set()).add(person));
    }
    if (one.acceptedAt !== null && !one.notifications.some(({ immediate }) => immediate)) {
      const ofPerson = this.#accepted.get(one.person) ?? new Map<string, Instant>();
      this.#accepted.set(one.person, ofPerson.set(`${one.id} ${one.attempt}`, one.acceptedAt));
    }
  }

  #refer(key: string, id: string): void {
    this.#references.set(key, id);
    this.#referred.set(id, (this.#referred.get(id) ?? new Set()).add(key));
  }

  drop(id: string): void {
    const one = this.#all.get(id);
    if (one === undefined) return;
    this.#all.delete(id);
    this.#open.delete(id);
    for (const key of this.#referred.get(id) ?? [])
      if (this.#references.get(key) === id) this.#references.delete(key);
    this.#referred.delete(id);
    for (const { id: notification, incident, person } of one.notifications) {
      if (this.#carriers.get(notification) === id) this.#carriers.delete(notification);
      const alarms = this.#alarms.get(alarmKey(incident, person));
      alarms?.delete(id);
      if (alarms?.size !== 0) continue;
      this.#alarms.delete(alarmKey(incident, person));
      this.#people.get(incident)?.delete(person);
      if (this.#people.get(incident)?.size === 0) this.#people.delete(incident);
    }
  }

  /** Forgets acceptances that no window sees any more. */
  forgetBefore(instant: Instant): void {
    for (const [person, times] of this.#accepted) {
      for (const [key, at] of times) if (at <= instant) times.delete(key);
      if (times.size === 0) this.#accepted.delete(person);
    }
  }
}
