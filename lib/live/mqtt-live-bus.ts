/**
 * The live bus over MQTT: validation at the door, a bounded way out with counted drops, and a connection that
 * is sought again for ever. Nothing here throws at a caller: the bus is a convenience, the stores are the truth.
 */
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import { messageSchemas } from './message-schemas.ts';
import { type LiveBus, type LiveTopic, type LiveTopics, retainedTopics } from './messages.ts';
import { levelOf, topicFilter, topicName } from './topic-name.ts';

export interface BusAddress {
  /** mqtt:// or, beyond one machine, mqtts:// */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** PEM of the authority that signed the broker's certificate, when it is not a public one. */
  readonly ca?: string;
}

/** Messages that wait while there is no connection; the oldest goes first, counted. */
const waitingLimit = 1_000;
/** Bytes that may stand in the socket of a slow broker before new messages are dropped. */
const socketBytesLimit = 8 * 1024 * 1024;
/** One message; a batch of 5,000 readings is about 1 MB. */
const messageBytesLimit = 4 * 1024 * 1024;
const reconnectMs = 500;
/** How long the first connection is waited for before the caller gets a bus that is not connected yet. */
const firstConnectionMs = 5_000;

/** Commands are few and must arrive; the rest is repeated soon anyway. */
const atLeastOnce: ReadonlySet<LiveTopic> = new Set<LiveTopic>([
  'vigie/v1/drill/command',
  'vigie/v1/poll/{}',
  'vigie/v1/heartbeats/{}',
]);

type Listener = (message: never, level: string) => void;
interface Outgoing {
  readonly topic: LiveTopic;
  readonly name: string;
  readonly payload: string;
}

class MqttLiveBus implements LiveBus {
  readonly drops = new Map<string, number>();
  readonly #client: MqttClient;
  readonly #log: Logger;
  readonly #listeners = new Map<LiveTopic, Set<Listener>>();
  readonly #waiting: Outgoing[] = [];
  /** Latest message of each retained topic that could not be sent yet: these are never dropped. */
  readonly #retained = new Map<string, Outgoing>();
  readonly #said = new Set<string>();

  constructor(client: MqttClient, log: Logger) {
    this.#client = client;
    this.#log = log;
    client.on('connect', () => this.#flush());
    client.on('message', (name, payload) => this.#receive(name, payload));
    client.on('error', (error) => this.#once(`error ${error.message}`, `live bus: ${error.message}`));
    client.on('offline', () => log.warn('live bus: connection lost, seeking it again'));
  }

  get connected(): boolean {
    return this.#client.connected;
  }

  publish<T extends LiveTopic>(topic: T, message: LiveTopics[T], level?: string): void {
    const payload = JSON.stringify(message);
    const outgoing = { topic, name: topicName(topic, level), payload };
    if (payload.length > messageBytesLimit) this.#drop('message too large');
    else if (this.connected) this.#send(outgoing);
    else if (retainedTopics.has(topic)) this.#retained.set(outgoing.name, outgoing);
    else {
      if (this.#waiting.length >= waitingLimit) {
        this.#waiting.shift();
        this.#drop('no connection');
      }
      this.#waiting.push(outgoing);
    }
  }

  subscribe<T extends LiveTopic>(
    topic: T,
    listener: (message: LiveTopics[T], level: string) => void,
  ): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set<Listener>();
    this.#listeners.set(topic, listeners);
    listeners.add(listener as Listener);
    // Asked for even when the filter stands already: the broker then repeats the retained message to the newcomer.
    // mqtt.js asks again by itself after a reconnection.
    this.#client.subscribe(topicFilter(topic), { qos: atLeastOnce.has(topic) ? 1 : 0 });
    return () => {
      listeners.delete(listener as Listener);
      if (listeners.size === 0) this.#client.unsubscribe(topicFilter(topic));
    };
  }

  async close(): Promise<void> {
    await this.#client.endAsync(!this.connected);
  }

  #send({ topic, name, payload }: Outgoing): void {
    if (this.#client.stream.writableLength > socketBytesLimit) {
      this.#drop('broker too slow');
      return;
    }
    const qos = atLeastOnce.has(topic) ? 1 : 0;
    this.#client.publish(name, payload, { qos, retain: retainedTopics.has(topic) }, (error) => {
      if (error) this.#drop('not sent');
    });
  }

  #flush(): void {
    for (const outgoing of this.#retained.values()) this.#send(outgoing);
    this.#retained.clear();
    for (const outgoing of this.#waiting.splice(0)) this.#send(outgoing);
  }

  #receive(name: string, payload: Buffer): void {
    for (const [topic, listeners] of this.#listeners) {
      const level = levelOf(topic, name);
      if (level === null) continue;
      const message = this.#parse(topic, payload);
      if (message === null) this.#drop(`malformed ${topic}`);
      else for (const listener of listeners) this.#deliver(listener, message, level, topic);
    }
  }

  #parse(topic: LiveTopic, payload: Buffer): unknown {
    if (payload.length > messageBytesLimit) return null;
    try {
      const parsed = messageSchemas[topic].safeParse(JSON.parse(payload.toString('utf8')));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  #deliver(listener: Listener, message: unknown, level: string, topic: LiveTopic): void {
    try {
      listener(message as never, level);
    } catch (error) {
      this.#drop(`listener failed ${topic}`);
      this.#log.error({ err: error, topic }, 'live bus: a listener threw');
    }
  }

  #drop(cause: string): void {
    this.drops.set(cause, (this.drops.get(cause) ?? 0) + 1);
    this.#once(cause, `live bus: message dropped: ${cause}`);
  }

  #once(what: string, text: string): void {
    if (this.#said.has(what) || this.#said.size > 100) return;
    this.#said.add(what);
    this.#log.warn(text);
  }
}

/** Resolves when connected, or after 5 s with a bus that is still seeking its broker. */
export async function connectLiveBus(address: BusAddress, log: Logger): Promise<LiveBus> {
  const options: IClientOptions = {
    username: address.user,
    password: address.password,
    clean: true,
    reconnectPeriod: reconnectMs,
    connectTimeout: 5_000,
    keepalive: 10,
    reschedulePings: true,
    resubscribe: true,
    queueQoSZero: false,
    ...(address.ca === undefined ? {} : { ca: address.ca }),
  };
  const client = mqtt.connect(address.url, options);
  const bus = new MqttLiveBus(client, log);
  await new Promise<void>((resolve) => {
    const waited = setTimeout(resolve, firstConnectionMs);
    client.once('connect', () => {
      clearTimeout(waited);
      resolve();
    });
  });
  return bus;
}
