/** The loop of the pipeline: stores each decision, then hands over. Ports are arguments; it holds no rule. */
import type { Clock } from '../time/clock.ts';
import type { Deliveries, DeliveryEvent } from './deliveries.ts';
import { isImmediate } from './delivery-steps.ts';
import type { Delivery, Outcome } from './notification.ts';

/** Returns once it is safe: only then may anything go out. */
export type SaveDeliveries = (changed: readonly Delivery[], gone: readonly string[]) => Promise<void>;
export interface DeliveryStore {
  readonly save: SaveDeliveries;
}
/** Hands one message to its way; answers, never throws. */
export type HandOver = (delivery: Delivery) => Promise<Outcome>;

export class DeliveryLoop {
  readonly #deliveries: Deliveries;
  readonly #store: DeliveryStore;
  readonly #handOver: HandOver;
  readonly #clock: Clock;
  readonly #random: () => number;
  #turn: Promise<void> = Promise.resolve();
  /** Decisions that the store has refused so far; bounded by what the pipeline itself holds. */
  readonly #unsaved = new Map<string, Delivery>();
  readonly #unsavedGone = new Set<string>();
  #unsent: Delivery[] = [];
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    deliveries: Deliveries,
    ports: { store: DeliveryStore; handOver: HandOver; clock: Clock; random: () => number },
  ) {
    this.#deliveries = deliveries;
    this.#store = ports.store;
    this.#handOver = ports.handOver;
    this.#clock = ports.clock;
    this.#random = ports.random;
  }

  /** One after the other; rejects when the decision could not be stored: it is stored and sent with the next one. */
  take(event: DeliveryEvent): Promise<void> {
    return this.#inTurn(() => this.#step([event], null));
  }

  /**
   * Several events and one write, in the caller's own transaction: `save` writes these deliveries beside whatever else
   * belongs to them, commits, and only then returns. It is called even when no delivery has changed.
   */
  takeWithin(events: readonly DeliveryEvent[], save: SaveDeliveries): Promise<void> {
    return this.#inTurn(() => this.#step(events, save));
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const taken = this.#turn.then(step);
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  /** Everything handed over so far has been answered. */
  async settled(): Promise<void> {
    do {
      await Promise.all(this.#underWay);
      await this.#turn;
    } while (this.#underWay.size > 0);
  }

  #decide(event: DeliveryEvent): void {
    const { changed, gone, handOver } = this.#deliveries.take(event, this.#clock.now(), this.#random);
    for (const id of gone) {
      this.#unsaved.delete(id);
      this.#unsavedGone.add(id);
    }
    for (const one of changed) {
      this.#unsaved.set(one.id, one);
      this.#unsavedGone.delete(one.id);
    }
    this.#unsent.push(...handOver);
  }

  async #step(events: readonly DeliveryEvent[], within: SaveDeliveries | null): Promise<void> {
    for (const event of events) this.#decide(event);
    const save: SaveDeliveries = within ?? ((changed, gone) => this.#store.save(changed, gone));
    try {
      if (within !== null || this.#unsaved.size > 0 || this.#unsavedGone.size > 0)
        await save([...this.#unsaved.values()], [...this.#unsavedGone]);
    } catch (problem) {
      // A store that is down must not silence a fire: that message goes out, at the price of a repeat after a crash.
      for (const one of this.#unsent.filter(isImmediate)) this.#begin(one);
      this.#unsent = this.#unsent.filter((one) => !isImmediate(one));
      throw problem;
    }
    this.#unsaved.clear();
    this.#unsavedGone.clear();
    for (const one of this.#unsent.splice(0)) this.#begin(one);
  }

  #begin(delivery: Delivery): void {
    const one = this.#handOver(delivery)
      .catch((): Outcome => ({ kind: 'unknown', cause: 'broken-channel' }))
      .then((outcome) => this.take({ kind: 'answer', id: delivery.id, attempt: delivery.attempt, outcome }))
      // Not stored: it is tried again with the next decision.
      .catch(() => undefined)
      .finally(() => this.#underWay.delete(one));
    this.#underWay.add(one);
  }
}
