/**
 * The MQTT collector: one persistent session to the devices' broker, one feed a device. A message is acknowledged when its
 * readings are on disk; a canary topic of our own proves that the subscription lives, for a consumer can stop without an error.
 */
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { MqttClient } from 'mqtt';
import type { HeartbeatSettings, Inventory } from '../../lib/inventory/inventory.ts';
import type { Collector, CollectorContext, MakeCollector } from '../collector.ts';
import { callPayloadOf } from '../heartbeat/call-payload.ts';
import { AckGate } from './ack-gate.ts';
import { DeviceFeed, type Heard } from './device-feed.ts';
import { topicMatches } from './format.ts';

const canaryEveryMs = 10_000;
const canarySilentMs = 30_000;
const redeliverAfterMs = 5_000;

type Broker = CollectorContext['devicesBroker'];

function openSocket(broker: Broker, onRefused: () => void): AckGate {
  const url = new URL(broker.url);
  const secure = url.protocol === 'mqtts:';
  const host = url.hostname;
  const port = Number(url.port || (secure ? 8883 : 1883));
  return new AckGate(
    secure ? connectTls({ host, port, servername: host }) : connectTcp({ host, port }),
    onRefused,
  );
}

class MqttCollector implements Collector {
  readonly name = 'mqtt';
  private readonly context: CollectorContext;
  private feeds: DeviceFeed[] = [];
  /** Topics on which jobs call in. */
  private jobs: readonly {
    readonly site: string;
    readonly device: string;
    readonly settings: HeartbeatSettings;
  }[] = [];
  private client: MqttClient | null = null;
  private gate: AckGate | null = null;
  private clientId = '';
  private canaryAt = 0;
  private canarySentAt = 0;
  private subscribed = new Set<string>();
  private readonly timer: NodeJS.Timeout;
  private redeliver: NodeJS.Timeout | null = null;

  constructor(context: CollectorContext) {
    this.context = context;
    this.timer = setInterval(() => this.tick(), 1_000);
  }

  async apply(inventory: Inventory): Promise<void> {
    const before = new Map(this.feeds.map((feed) => [`${feed.device.site}/${feed.device.id}`, feed]));
    const now = this.context.clock.now();
    this.feeds = inventory.sites.flatMap((site) =>
      site.devices.flatMap((device) => {
        if (!device.mqtt) return [];
        const old = before.get(`${device.site}/${device.id}`);
        return [
          old && JSON.stringify(old.settings) === JSON.stringify(device.mqtt)
            ? old
            : new DeviceFeed(device, device.mqtt, now),
        ];
      }),
    );
    this.jobs = inventory.sites.flatMap((site) =>
      site.devices.flatMap((device) =>
        device.heartbeats
          .filter(({ topic }) => topic !== null)
          .map((settings) => ({ site: site.id, device: device.id, settings })),
      ),
    );
    const [only] = inventory.sites;
    this.clientId = `vigie-${inventory.sites.length === 1 && only ? only.id : 'centre'}`;
    if (this.feeds.length === 0 && this.jobs.length === 0) return;
    if (!this.client) this.connect();
    else this.subscribe();
  }

  private connect(): void {
    const { devicesBroker: broker, log, clock } = this.context;
    const client = new MqttClient(() => this.openGate(), {
      clientId: this.clientId,
      clean: false,
      protocolVersion: 4,
      keepalive: 15,
      reconnectPeriod: 1_000,
      connectTimeout: 10_000,
      resubscribe: false,
      ...(broker.user ? { username: broker.user } : {}),
      ...(broker.password ? { password: broker.password } : {}),
    });
    this.client = client;
    client.on('connect', () => {
      log.info({ broker: broker.url, clientId: this.clientId }, 'devices’ broker connected');
      this.canaryAt = clock.now();
      this.subscribed = new Set();
      this.subscribe();
    });
    client.on('error', (error) => log.warn({ reason: error.message }, 'devices’ broker'));
    client.on('message', (topic, payload, packet) =>
      this.message(topic, payload, packet.retain, packet.qos === 1 ? packet.messageId : undefined),
    );
  }

  private openGate(): AckGate {
    const gate = openSocket(this.context.devicesBroker, () => this.refusedOne());
    this.gate = gate;
    return gate;
  }

  private get canaryTopic(): string {
    return `vigie/canary/${this.clientId}`;
  }

  private subscribe(): void {
    const wanted = new Set([
      this.canaryTopic,
      ...this.feeds.flatMap((feed) => feed.topics),
      ...this.jobs.flatMap(({ settings }) => settings.topic ?? []),
    ]);
    const added = [...wanted].filter((topic) => !this.subscribed.has(topic));
    const gone = [...this.subscribed].filter((topic) => !wanted.has(topic));
    if (added.length > 0)
      this.client?.subscribe(added, { qos: 1 }, (error) => {
        if (error) this.context.log.warn({ reason: error.message }, 'subscription refused');
      });
    if (gone.length > 0) this.client?.unsubscribe(gone);
    this.subscribed = wanted;
  }

  private message(topic: string, payload: Buffer, retained: boolean, messageId: number | undefined): void {
    const now = this.context.clock.now();
    if (topic === this.canaryTopic) {
      this.canaryAt = now;
      return;
    }
    this.job(topic, payload, retained, now);
    const stored: Promise<boolean>[] = [];
    for (const feed of this.feeds) {
      if (feed.topics.some((filter) => topicMatches(filter, topic)))
        stored.push(this.pass(feed, feed.take({ topic, payload, retained, at: now })));
    }
    if (messageId !== undefined && stored.length > 0)
      this.gate?.hold(
        messageId,
        Promise.all(stored).then((all) => all.every(Boolean)),
      );
  }

  private job(topic: string, payload: Buffer, retained: boolean, now: number): void {
    const job = retained ? undefined : this.jobs.find(({ settings }) => settings.topic === topic);
    if (!job) return;
    const said = callPayloadOf(payload.toString('utf8', 0, 4_096));
    if (said)
      this.context.heartbeats.call({
        site: job.site,
        device: job.device,
        name: job.settings.name,
        at: now,
        ...said,
      });
    else this.context.sink.drop('heartbeat-malformed', job.site, job.device);
  }

  private pass(feed: DeviceFeed, heard: Heard): Promise<boolean> {
    const { sink } = this.context;
    if (heard.problem) sink.drop(heard.problem, feed.device.site, feed.device.id);
    if (heard.labels.length > 0) sink.labels(heard.labels);
    for (const { topic, payload } of heard.publish) this.client?.publish(topic, payload, { qos: 1 });
    return heard.readings.length > 0 ? sink.readings(heard.readings) : Promise.resolve(true);
  }

  /** A message that could not be stored stays unacknowledged; only a new connection makes the broker send it again. */
  private refusedOne(): void {
    this.redeliver ??= setTimeout(() => {
      this.redeliver = null;
      this.client?.reconnect();
    }, redeliverAfterMs);
  }

  private tick(): void {
    const { sink, clock } = this.context;
    const now = clock.now();
    for (const feed of this.feeds) {
      void this.pass(feed, feed.tick(now));
      sink.ledger(feed.ledger(now));
    }
    if (!this.client?.connected) return;
    if (now - this.canarySentAt >= canaryEveryMs) {
      this.canarySentAt = now;
      this.client.publish(this.canaryTopic, String(now), { qos: 0 });
    }
    if (now - this.canaryAt > canarySilentMs) {
      this.context.log.warn('the subscription no longer delivers its own canary: connecting anew');
      sink.drop('mqtt-canary-lost', '*', '*');
      this.canaryAt = now;
      this.client.reconnect();
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    if (this.redeliver) clearTimeout(this.redeliver);
    await this.client?.endAsync(true).catch(() => undefined);
  }
}

export const makeMqttCollector: MakeCollector = async (context) => new MqttCollector(context);
