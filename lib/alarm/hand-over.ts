/** Hands one message to its way: words from the incident, address from the book as it is now, channel opened once. */

import type { OpenChannel } from '../notify/channel.ts';
import { ChannelHealth } from '../notify/channel-health.ts';
import type { Channel, HouseOfChannels } from '../notify/channels/index.ts';
import type { HandOver } from '../notify/deliver.ts';
import { wayOf } from '../notify/delivery-steps.ts';
import { type Message, messageOf } from '../notify/message-text.ts';
import type { Outcome } from '../notify/notification.ts';
import type { Way } from '../notify/ways.ts';
import { type CallBook, waysTo } from './calls.ts';
import type { StoredIncident } from './stored-incident.ts';
import { messageFacts, type ToldBook } from './told.ts';

export interface HandOverBook extends CallBook, ToldBook {
  readonly channels: ReadonlyMap<string, Channel>;
}
export interface HandOverPorts {
  readonly book: () => HandOverBook;
  readonly incident: (id: string) => Promise<StoredIncident | null>;
  readonly context: HouseOfChannels;
}

const refused = (cause: string): Outcome => ({ kind: 'refused', permanent: true, cause });

export class HandOvers {
  readonly #ports: HandOverPorts;
  /** By the channel of the book that it was opened for: a changed book brings other ones. */
  readonly #open = new Map<Channel, OpenChannel>();
  readonly #health = new ChannelHealth();

  constructor(ports: HandOverPorts) {
    this.#ports = ports;
  }

  readonly send: HandOver = async (delivery) => {
    const book = this.#ports.book();
    const way = waysTo(book, delivery.person).get(wayOf(delivery) ?? '');
    const channel = way === undefined ? undefined : book.channels.get(way.channel);
    if (way === undefined || channel === undefined) return refused('no such way any more');
    const incidents = new Map<string, StoredIncident>();
    for (const { incident } of delivery.notifications) {
      const stored = await this.#ports.incident(incident);
      if (stored !== null) incidents.set(incident, stored);
    }
    const facts = messageFacts(book, delivery, incidents);
    if (facts === null) return refused('no such incident');
    return await this.#sent(channel, way.address, messageOf(facts));
  };

  /** Past every queue: a test of one way. */
  sendBy(way: Way, message: Message): Promise<Outcome> {
    const channel = this.#ports.book().channels.get(way.channel);
    return channel === undefined
      ? Promise.resolve(refused('no such channel'))
      : this.#sent(channel, way.address, message);
  }

  /** Whether the channels that were used still get anything out. */
  channelStates(): ReturnType<ChannelHealth['states']> {
    return this.#health.states(this.#ports.book().channels.keys());
  }

  /** Closes what the book no longer names, and opens what hears by itself. */
  async follow(channels: ReadonlyMap<string, Channel>): Promise<void> {
    for (const channel of channels.values()) if (channel.listens) this.#opened(channel);
    const kept = new Set(channels.values());
    const gone = [...this.#open].filter(([channel]) => !kept.has(channel));
    for (const [channel] of gone) this.#open.delete(channel);
    await Promise.allSettled(gone.map(([, open]) => open.close()));
  }

  close(): Promise<void> {
    return this.follow(new Map());
  }

  async #sent(channel: Channel, address: string, message: Message): Promise<Outcome> {
    const outcome = await this.#opened(channel).send(address, message);
    this.#health.said(channel.id, outcome);
    return outcome;
  }

  #opened(channel: Channel): OpenChannel {
    const known = this.#open.get(channel);
    if (known !== undefined) return known;
    const open = channel.open(this.#ports.context);
    this.#open.set(channel, open);
    return open;
  }
}
