/**
 * The drill's SMS gateway, as an operator's would be: takes a message by HTTP, gives its reference, delivers it to a simulated
 * telephone a moment later, and calls Vigie back. Its second entrance stands for the site's own modem, which does not fail with it.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Incoming } from './phones.ts';

const maxBodyBytes = 16_384;
const networkMs = 1_000;
/** Under way between gateway and telephone; beyond it the gateway is busy, as a real one says. */
const maxUnderWay = 1_000;

const sent = z.object({
  to: z.string().regex(/^\+?\d{3,15}$/),
  text: z.string().min(1).max(2_000),
});

export interface GatewayGiven {
  readonly secret: string;
  /** Channels of channels.yaml, each with its entrance `/NAME`. */
  readonly ways: readonly string[];
  readonly now: () => number;
  readonly failing: (way: string) => boolean;
  readonly took: (message: Incoming) => void;
  readonly delivered: (message: Incoming) => void;
}

function bodyOf(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > maxBodyBytes) resolve(null);
      else parts.push(part);
    });
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    request.on('error', () => resolve(null));
  });
}

function readSent(body: string | null): z.infer<typeof sent> | null {
  try {
    return sent.parse(JSON.parse(body ?? ''));
  } catch {
    return null;
  }
}

const answer = (response: ServerResponse, status: number, said: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(said));
};

export class HttpGateway {
  readonly #given: GatewayGiven;
  readonly #server: Server;
  readonly #underWay = new Set<NodeJS.Timeout>();
  readonly #run: string;
  #count = 0;

  private constructor(given: GatewayGiven) {
    this.#given = given;
    // References of before a restart are still being asked for: none is given twice.
    this.#run = given.now().toString(36);
    this.#server = createServer((request, response) => void this.#take(request, response));
    this.#server.requestTimeout = 10_000;
  }

  /** The port of before, so that the book does not change with a restart; if it is taken, any. */
  static open(given: GatewayGiven, port: number): Promise<HttpGateway> {
    return new HttpGateway(given).#listen(port).catch(() => new HttpGateway(given).#listen(0));
  }

  #listen(port: number): Promise<HttpGateway> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => resolve(this));
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  urlOf(way: string): string {
    return `http://127.0.0.1:${this.port}/${way}`;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { secret, ways, failing, took } = this.#given;
    const way = request.url?.slice(1) ?? '';
    if (request.method !== 'POST' || !ways.includes(way))
      return answer(response, 404, { error: 'no such entrance' });
    if (request.headers.authorization !== `Bearer ${secret}`)
      return answer(response, 401, { error: 'wrong secret' });
    const body = await bodyOf(request);
    if (failing(way) || this.#underWay.size >= maxUnderWay)
      return answer(response, 503, { error: 'out of order' });
    const read = readSent(body);
    if (read === null) return answer(response, 400, { error: 'say {"to": "+…", "text": "…"}' });
    this.#count += 1;
    const message: Incoming = { id: `${this.#run}-${this.#count}`, way, ...read };
    took(message);
    answer(response, 200, { id: message.id });
    const timer = setTimeout(() => {
      this.#underWay.delete(timer);
      this.#given.delivered(message);
    }, networkMs);
    this.#underWay.add(timer);
  }

  close(): Promise<void> {
    for (const timer of this.#underWay) clearTimeout(timer);
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
