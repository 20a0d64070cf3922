/** The way out of the alerting role on the operational store: deliveries, channels, receipts and replies. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';
import { DeliveryLoop } from '../notify/deliver.ts';
import { Deliveries, type DeliveryEvent } from '../notify/deliveries.ts';
import { defaultPolicy } from '../notify/notification.ts';
import { runOwnTest, type TestAsked } from '../notify/own-test.ts';
import { type Called, takeCallbacks } from '../notify/postgres-callbacks.ts';
import { PostgresDeliveryStore } from '../notify/postgres-delivery-store.ts';
import { PushSubscriptions } from '../notify/postgres-push-subscriptions.ts';
import { receiptEvent } from '../notify/receipt.ts';
import type { Clock } from '../time/clock.ts';
import { waysTo } from './calls.ts';
import { type HandOverBook, HandOvers } from './hand-over.ts';
import type { IncidentStore } from './incident-store.ts';
import { eventOf, replyTo } from './replies.ts';
import type { StoredIncident } from './stored-incident.ts';

const connectionsLimit = 4;
const queryMs = 5_000;
/** A receipt can overtake the answer that gives its reference, which is known only once it is stored. */
const receiptWaitsMs = 30_000;

export interface WayOutPorts {
  readonly incidents: IncidentStore;
  /** Those that are open, as the loop knows them. */
  readonly known: (id: string) => StoredIncident | null;
  /** An incident was acted on by a reply. */
  readonly acted: (stored: StoredIncident) => void;
  readonly book: () => HandOverBook;
  /** Whatever is sent is born of a drill. */
  readonly exercise: boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

export class WayOut {
  readonly #ports: WayOutPorts;
  readonly #pool: pg.Pool;
  readonly #store: PostgresDeliveryStore;
  readonly #handOvers: HandOvers;
  readonly #deliveries: Deliveries;
  readonly #loop: DeliveryLoop;
  #taking: Promise<void> | null = null;

  private constructor(
    ports: WayOutPorts,
    pool: pg.Pool,
    store: PostgresDeliveryStore,
    deliveries: Deliveries,
  ) {
    const { book, incidents, known, clock, log } = ports;
    this.#ports = ports;
    this.#pool = pool;
    this.#store = store;
    this.#deliveries = deliveries;
    this.#handOvers = new HandOvers({
      book,
      incident: async (id) => known(id) ?? (await incidents.one(id)),
      context: {
        now: clock.now,
        log: (text) => log.info(text),
        voice: null,
        browsers: new PushSubscriptions(pool),
        receipt: (channel, reference, arrived) => this.#receipt(channel, reference, arrived),
        reply: (channel, from, text) => this.#reply(channel, from, text),
      },
    });
    const random = () => randomBytes(4).readUInt32LE() / 2 ** 32;
    this.#loop = new DeliveryLoop(deliveries, { store, handOver: this.#handOvers.send, clock, random });
    this.follow(book());
  }

  /** Takes up what a life before has left under way. Rejects while the store does not answer. */
  static async open(url: string, ports: WayOutPorts): Promise<WayOut> {
    const pool = new pg.Pool({
      connectionString: url,
      max: connectionsLimit,
      connectionTimeoutMillis: queryMs,
      query_timeout: queryMs,
      application_name: 'vigie notifications',
    });
    pool.on('error', () => {});
    const store = new PostgresDeliveryStore(pool);
    try {
      const stored = await store.load(defaultPolicy.endedMax);
      return new WayOut(ports, pool, store, new Deliveries(defaultPolicy, stored, ports.clock.now()));
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  take(event: DeliveryEvent): Promise<void> {
    return this.#loop.take(event);
  }

  called(incident: string): readonly string[] {
    return this.#deliveries.outbox.peopleTold(incident);
  }

  channelStates(): ReturnType<HandOvers['channelStates']> {
    return this.#handOvers.channelStates();
  }

  follow(book: HandOverBook): void {
    void this.#handOvers.follow(book.channels);
  }

  /** Somebody wants to see whether they are reached. */
  async test(asked: TestAsked): Promise<void> {
    const { book, clock, log } = this.#ports;
    try {
      await runOwnTest(asked, {
        ways: (person) => waysTo(book(), person),
        send: (way, message) => this.#handOvers.sendBy(way, message),
        save: (changed, gone) => this.#store.save(changed, gone),
        now: clock.now,
        reader: (person) => ({ locale: book().localeOf(person), zone: book().sites[0]?.timezone ?? 'UTC' }),
        exercise: this.#ports.exercise,
      });
    } catch (error) {
      log.warn({ err: error }, 'what became of a test message could not be written');
    }
  }

  /** What gateways have called back since; at least once, so that a kill in between only repeats. */
  takeCallbacks(): Promise<void> {
    // One at a time: each holds a connection while it waits for a write, which needs another.
    this.#taking ??= this.#takeCallbacks().finally(() => {
      this.#taking = null;
    });
    return this.#taking;
  }

  async #takeCallbacks(): Promise<void> {
    try {
      await takeCallbacks(this.#pool, (called) => this.#calledBack(called));
    } catch (error) {
      this.#ports.log.warn({ err: error }, 'the call-backs of gateways could not be read; they wait');
    }
  }

  /** Rejects when it is to be given again. */
  async #calledBack({ channel, receivedAt, said }: Called): Promise<void> {
    const waits = this.#ports.clock.now() - receivedAt < receiptWaitsMs;
    let unknown = false;
    for (const one of this.#ports.book().channels.get(channel)?.callBacks(said) ?? []) {
      if (one.kind === 'reply') await this.#reply(channel, one.from, one.text);
      else if (!(await this.#receipted(channel, one.reference, one.arrived))) unknown = true;
    }
    if (unknown && waits) throw new Error('a receipt of nothing that is known yet');
  }

  #receipt(channel: string, reference: string, arrived: boolean): void {
    this.#receipted(channel, reference, arrived).catch((error: unknown) =>
      this.#ports.log.warn({ err: error }, 'a receipt could not be written; it is kept and tried again'),
    );
  }

  /** Resolves once it is stored; false: it is about nothing that is known. */
  async #receipted(channel: string, reference: string, arrived: boolean): Promise<boolean> {
    const event = receiptEvent(this.#deliveries.outbox, channel, reference, arrived);
    if (event !== null) await this.#loop.take(event);
    return event !== null;
  }

  /** A message has come in: it acts only for the person whose number it is, on what they were told of. */
  async #reply(channel: string, from: string, text: string): Promise<void> {
    const { book, known, incidents, acted, clock, log } = this.#ports;
    const isOpen = (id: string) => known(id) !== null;
    const act = replyTo(book(), this.#deliveries.outbox.all(), isOpen, { channel, from, text });
    const meant = eventOf(act, clock.now());
    log.info({ kind: act.kind, ...(act.kind === 'ignored' ? { why: act.why } : {}) }, 'a reply has come in');
    if (meant === null) return;
    const done = await incidents.act(meant.incident, meant.event, clock.now());
    if (done.ok) acted(done.stored);
    else log.info({ reason: done.reason }, 'the reply changes nothing');
  }

  async close(): Promise<void> {
    await this.#loop.settled();
    await Promise.allSettled([this.#handOvers.close(), this.#pool.end()]);
  }
}
