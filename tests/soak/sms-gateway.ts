/**
 * An SMS gateway of a test: keeps what it is handed, may be told to withhold its answers, and calls back until it is heard, as a
 * real one does.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One hand-over. Its own id is that of the delivery: incident first. */
export interface Handed {
  readonly to: string;
  readonly incident: string;
  readonly kind: 'opened' | 'resolved';
  readonly at: number;
}

const callBackAgainMs = 250;

export class SmsGateway {
  readonly handed: Handed[] = [];
  /** Told of each hand-over before it is answered: the answer waits for it. */
  onHanded: (handed: Handed) => Promise<void> | void = () => {};
  /** Told of each call-back that begins, with the promise of its answer. */
  onCallBack: (handed: Handed, answered: Promise<boolean>) => void = () => {};
  /** Where to call back; null: no receipts. */
  callBackUrl: string | null = null;
  readonly #server = createServer((request, response) => void this.#take(request, response));
  #open = true;

  static async start(): Promise<SmsGateway> {
    const gateway = new SmsGateway();
    gateway.#server.listen(0, '127.0.0.1');
    await once(gateway.#server, 'listening');
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/send`;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { to, id } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { to: string; id: string };
    const [incident = '', second] = id.split('/');
    const handed: Handed = { to, incident, kind: second === 'over' ? 'resolved' : 'opened', at: Date.now() };
    const reference = `sms-${this.handed.push(handed)}`;
    await this.onHanded(handed);
    response.on('error', () => {});
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: reference }));
    await this.#callBack(handed, reference);
  }

  async #callBack(handed: Handed, reference: string): Promise<void> {
    while (this.#open && this.callBackUrl !== null) {
      const answered = fetch(this.callBackUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reference, status: 'delivered' }),
      }).then(
        ({ ok }) => ok,
        () => false,
      );
      this.onCallBack(handed, answered);
      if (await answered) return;
      await sleep(callBackAgainMs);
    }
  }

  close(): void {
    this.#open = false;
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
