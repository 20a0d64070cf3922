/** Connects one publishing device to the devices' broker, as the real one would: own session, last will, birth, beat. */
import { connect, type MqttClient } from 'mqtt';
import type { SiteView } from '../devices/view.ts';
import type { Message, PublishingDevice } from './publishing-device.ts';

export interface BrokerAccess {
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

const reconnectMs = 1_000;
const keepAliveSeconds = 15;
/** How long the first connection may take before the drill says ready without it. */
const firstConnectionMs = 3_000;

export function connectDevice(broker: BrokerAccess, clientId: string, will: Message | null): MqttClient {
  return connect(broker.url, {
    clientId,
    reconnectPeriod: reconnectMs,
    keepalive: keepAliveSeconds,
    // What a device could not publish is old by the time it is back.
    queueQoSZero: false,
    ...(broker.user === undefined ? {} : { username: broker.user }),
    ...(broker.password === undefined ? {} : { password: broker.password }),
    ...(will
      ? { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1 as const, retain: true } }
      : {}),
  });
}

export const connected = (client: MqttClient): Promise<void> =>
  new Promise((resolve) => {
    if (client.connected) return resolve();
    const late = setTimeout(resolve, firstConnectionMs);
    client.once('connect', () => {
      clearTimeout(late);
      resolve();
    });
  });

export class MqttPublisher {
  readonly #client: MqttClient;
  readonly #device: PublishingDevice;
  readonly #view: SiteView;
  readonly #timer: NodeJS.Timeout;
  /** Refused connections and failed publications, for whoever looks. */
  errors = 0;

  constructor(device: PublishingDevice, view: SiteView, broker: BrokerAccess) {
    this.#device = device;
    this.#view = view;
    this.#client = connectDevice(broker, `drill-${view.spec.id}-${device.id}`, device.will);
    this.#client.on('error', () => {
      this.errors++;
    });
    this.#client.on('connect', () => {
      if (device.birth) this.#send(device.birth);
      this.say();
    });
    this.#timer = setInterval(() => this.say(), device.everyMs);
  }

  get ready(): Promise<void> {
    return connected(this.#client);
  }

  /** Also called when something has changed: such devices report at once. */
  say(): void {
    if (!this.#client.connected) return;
    for (const message of this.#device.say(this.#view, this.#view.now())) this.#send(message);
  }

  #send(message: Message): void {
    this.#client.publish(
      message.topic,
      message.payload,
      { qos: 1, retain: message.retain === true },
      (error) => {
        if (error) this.errors++;
      },
    );
  }

  close(): Promise<void> {
    clearInterval(this.#timer);
    return this.#client.endAsync(true);
  }
}
