/**
 * Alerting as its role runs it, on the real operational store, with a clock that the test moves, a telephone that keeps
 * what it got, and a way to be killed at any step: whatever the killed life still asks of the world stays without answer.
 */

import pg from 'pg';
import type { AlarmBook } from '../../lib/alarm/alarm-book.ts';
import { AlarmLoop } from '../../lib/alarm/alarm-loop.ts';
import type { CallBook } from '../../lib/alarm/calls.ts';
import type { IncidentStore } from '../../lib/alarm/incident-store.ts';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { causalGraph } from '../../lib/alerting/causal-graph.ts';
import { type Maintenance, maintenanceAt } from '../../lib/alerting/maintenance.ts';
import { kindsOf, ruleSet } from '../../lib/alerting/rule-set.ts';
import type { AlertingEvent } from '../../lib/alerting/transition.ts';
import type { Inventory } from '../../lib/inventory/inventory.ts';
import { DeliveryLoop } from '../../lib/notify/deliver.ts';
import { Deliveries } from '../../lib/notify/deliveries.ts';
import { type Delivery, defaultPolicy, type Outcome } from '../../lib/notify/notification.ts';
import { PostgresDeliveryStore } from '../../lib/notify/postgres-delivery-store.ts';
import type { State } from '../../lib/readings/reading.ts';

/** What alerting does of the world, in the order of its walk. */
export const phases = ['write', 'written', 'save', 'saved', 'hand-over', 'handed-over'] as const;
export type Phase = (typeof phases)[number];

export interface Got {
  readonly person: string;
  readonly kind: 'opened' | 'resolved';
  readonly incidents: readonly string[];
  readonly at: number;
}

export class AlarmRig {
  readonly url: string;
  readonly inventory: Inventory;
  readonly book: AlarmBook;
  now: number;
  readonly phone: Got[] = [];
  /** Asked for at once: parents of what has just failed. */
  readonly asked: string[] = [];
  /** Planned work, as it stands when it is asked for. */
  works: readonly Maintenance[] = [];
  answers: (delivery: Delivery) => Outcome = () => ({ kind: 'accepted', reference: null, receipts: false });
  loop: AlarmLoop | null = null;
  incidents: IncidentStore;
  #pool: pg.Pool;
  #deliver: DeliveryLoop | null = null;
  #monotonic = 1_000;
  #ids = 0;
  #life = 0;
  #killAt: { readonly phase: Phase; countdown: number } | null = null;

  constructor(url: string, inventory: Inventory, book: AlarmBook, now: number) {
    this.url = url;
    this.inventory = inventory;
    this.book = book;
    this.now = now;
    this.incidents = openIncidentStore(url);
    this.#pool = new pg.Pool({ connectionString: url, max: 2 });
    // What a killed life still holds is ended with the server.
    this.#pool.on('error', () => {});
  }

  get alive(): boolean {
    return this.loop !== null;
  }

  /** The next time this step is come to (or the `nth`), the life ends there. */
  killAt(phase: Phase, nth = 1): void {
    this.#killAt = { phase, countdown: nth };
  }

  /** The life ends here and now, and another begins. */
  async restart(): Promise<void> {
    this.loop = null;
    await this.start();
  }

  async start(): Promise<void> {
    this.#life += 1;
    const life = this.#life;
    const clock = { now: () => this.now, monotonic: () => this.#monotonic };
    const deliveryStore = new PostgresDeliveryStore(this.#pool);
    const stored = await deliveryStore.load(defaultPolicy.endedMax);
    const deliveries = new Deliveries(defaultPolicy, stored, this.now);
    const deliver = new DeliveryLoop(deliveries, {
      store: {
        save: (changed, gone) => this.#step(life, 'save', 'saved', () => deliveryStore.save(changed, gone)),
      },
      handOver: (delivery) =>
        this.#step(life, 'hand-over', 'handed-over', async () => {
          const outcome = this.answers(delivery);
          const [first] = delivery.notifications;
          if (outcome.kind !== 'refused')
            this.phone.push({
              person: delivery.person,
              kind: first?.kind ?? 'opened',
              incidents: delivery.notifications.map(({ incident }) => incident),
              at: this.now,
            });
          return outcome;
        }),
      clock,
      random: () => 0.5,
    });
    const { incidents } = this;
    const store: IncidentStore = {
      list: (query) => incidents.list(query),
      one: (id) => incidents.one(id),
      open: (mine) => incidents.open(mine),
      changedSince: (change, mine) => incidents.changedSince(change, mine),
      act: (...given) => incidents.act(...given),
      write: (...given) => this.#step(life, 'write', 'written', () => incidents.write(...given)),
      memory: () => incidents.memory(),
      saveEvaluation: (...given) => incidents.saveEvaluation(...given),
      close: () => incidents.close(),
    };
    const loop = await AlarmLoop.start(
      {
        store,
        deliver: (event) => deliver.take(event),
        called: (incident) => deliveries.outbox.peopleTold(incident),
        clock,
        newId: () => `i${++this.#ids}`,
        announce: () => {},
        ask: ({ site, device }) => this.asked.push(`${site}/${device}`),
        log: { warn: () => {}, info: () => {} },
      },
      this.#surroundings(),
      this.#callBook(),
    );
    this.loop = loop;
    this.#deliver = deliver;
  }

  /** Time passes second by second, or in longer steps; `each` says what is read meanwhile. Ends early when the life does. */
  async wait(
    seconds: number,
    each: () => readonly AlertingEvent[] = () => [],
    stepSeconds = 1,
  ): Promise<void> {
    for (let i = 0; i < seconds && this.loop !== null; i += stepSeconds) {
      this.now += stepSeconds * 1_000;
      this.#monotonic += stepSeconds * 1_000;
      const { loop } = this;
      const deliver = this.#deliver;
      loop.take(each());
      await this.#orKilled(loop.tick().then(() => deliver?.settled()));
    }
  }

  reading(device: string, metric: string, text: string, state: State = 'critical'): AlertingEvent {
    return {
      kind: 'reading',
      reading: {
        site: 'cotonou',
        device,
        metric,
        instance: '',
        value: 1,
        text,
        state,
        since: this.now,
        at: this.now,
        everyMs: 5_000,
      },
    };
  }

  /** A line of the poll ledger; 0 failures: it has just answered. */
  asks(device: string, failures: number): AlertingEvent {
    const answeredAt = this.now - failures * 5_000;
    const reason = failures === 0 ? null : 'no answer';
    const of = { site: 'cotonou', device, check: 'snmp', everyMs: 5_000, triedAt: this.now };
    return { kind: 'ledger', entry: { ...of, answeredAt, valueAt: answeredAt, failures, reason } };
  }

  async close(): Promise<void> {
    await this.incidents.close();
    await this.#pool.end();
  }

  #killed: (() => void) | null = null;
  #orKilled(work: Promise<unknown>): Promise<unknown> {
    if (this.loop === null) return Promise.resolve();
    return Promise.race([work, new Promise<void>((resolve) => (this.#killed = resolve))]);
  }

  async #step<T>(life: number, before: Phase, after: Phase, work: () => Promise<T>): Promise<T> {
    await this.#orDead(life, before);
    const done = await work();
    await this.#orDead(life, after);
    return done;
  }

  /** The dead wait for ever. */
  #orDead(life: number, phase: Phase): Promise<void> {
    const plan = this.#killAt;
    if (life === this.#life && this.loop !== null && plan?.phase === phase && --plan.countdown === 0) {
      this.#killAt = null;
      this.#life += 1;
      this.loop = null;
      this.#killed?.();
    }
    return life === this.#life ? Promise.resolve() : new Promise(() => {});
  }

  #surroundings() {
    const graph = causalGraph(this.inventory);
    return {
      rules: ruleSet(this.book.rules, kindsOf(this.inventory)),
      graph,
      maintenanceOf: (node: string, at: number) => maintenanceAt(this.works, graph, node, at)?.name ?? null,
      exercise: false,
    };
  }
  #callBook(): CallBook {
    const { onCall, people } = this.book;
    const contacts = new Map(this.inventory.sites.map((site) => [site.id, site.contacts]));
    return { onCall, people, contacts, telephoneChannels: ['sms'] };
  }
}
