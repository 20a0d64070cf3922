/** The drill's telephones at work: the gateway feeds them, the live bus shows them, and what is answered on them goes back to Vigie. */
import type { Logger } from 'pino';
import type { DrillReply, LiveBus } from '../../lib/live/messages.ts';
import { HttpCallBacks } from './http-call-backs.ts';
import { HttpGateway } from './http-gateway.ts';
import { advancePhones, lastMessages, messageOfPhones, type PhoneEvent, type Phones } from './phones.ts';

const shown = 50;
/** Messages come in bursts: one picture of them is enough. */
const publishAfterMs = 200;

export interface TelephonesGiven {
  readonly bus: LiveBus;
  readonly log: Logger;
  readonly now: () => number;
  readonly ways: readonly string[];
  readonly secret: string;
  /** The port of before a restart; 0: any. */
  readonly port: number;
  readonly failing: (way: string) => boolean;
  /** Where Vigie is called back about a way. */
  readonly callBackOf: (way: string) => string;
  readonly ownerOf: (number: string) => string | null;
}

export class Telephones {
  readonly #given: TelephonesGiven;
  readonly #callBacks: HttpCallBacks;
  readonly #deaf: () => void;
  #gateway: HttpGateway | null = null;
  #phones: Phones = new Map();
  #publishing: NodeJS.Timeout | null = null;

  private constructor(given: TelephonesGiven) {
    this.#given = given;
    this.#callBacks = new HttpCallBacks(given.callBackOf, given.log);
    this.#deaf = given.bus.subscribe('vigie/v1/drill/reply', (reply) => this.#answer(reply));
  }

  static async open(given: TelephonesGiven): Promise<Telephones> {
    const { secret, ways, now, failing, port } = given;
    const telephones = new Telephones(given);
    telephones.#gateway = await HttpGateway.open(
      {
        secret,
        ways,
        now,
        failing,
        took: (message) => telephones.#take({ kind: 'came', ...message }),
        delivered: ({ id, way }) => {
          telephones.#take({ kind: 'delivered', id });
          void telephones.#callBacks.say(way, { reference: id, status: 'delivered' });
        },
      },
      port,
    );
    telephones.#publish();
    return telephones;
  }

  get port(): number {
    return this.#gateway?.port ?? 0;
  }

  urlOf(way: string): string {
    return this.#gateway?.urlOf(way) ?? '';
  }

  #answer({ message, text }: DrillReply): void {
    const known = messageOfPhones(this.#phones, message);
    if (known === null) return;
    this.#take({ kind: 'answered', id: message, text });
    void this.#callBacks.say(known.way, { from: known.to, text });
  }

  #take(event: PhoneEvent): void {
    this.#phones = advancePhones(this.#phones, event, this.#given.now());
    this.#publishing ??= setTimeout(() => this.#publish(), publishAfterMs);
  }

  #publish(): void {
    const { bus, now, ownerOf } = this.#given;
    this.#publishing = null;
    bus.publish('vigie/v1/drill/phone', { at: now(), messages: lastMessages(this.#phones, ownerOf, shown) });
  }

  async close(): Promise<void> {
    this.#deaf();
    this.#callBacks.close();
    if (this.#publishing !== null) clearTimeout(this.#publishing);
    await this.#gateway?.close();
  }
}
