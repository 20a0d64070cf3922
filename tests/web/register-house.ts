/** The API's own door on real registers: a house of the small book, whoever is to ask, and a clock that a test sets. */
import { endpoints } from '../../app/_server/api/index.ts';
import { withRight } from '../../app/_server/door.ts';
import { type House, openHouse } from '../../app/_server/house.ts';
import { openRegisters } from '../../lib/alarm/postgres-registers.ts';
import type { Registers } from '../../lib/alarm/registers.ts';
import { smallAlarmBook } from '../../lib/alarm/small-alarm-book.ts';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import { authorise, type Who } from '../../lib/identity/authorise.ts';
import { read, small } from '../../lib/inventory/small-book.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';

export const hour = 3_600_000;
/** A Monday at 10:00 in Porto-Novo; Bio has the week. */
export const t0 = Date.parse('2026-01-12T09:00:00Z');

export const person = (name: string, more: Partial<Who> = {}): Who => ({
  kind: 'person',
  name,
  roles: ['supervisor'],
  ...more,
});

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown> & { readonly items?: readonly Record<string, unknown>[] };
}

export class RegisterHouse {
  now = t0;
  who: Who = person('awa');
  readonly poked: string[] = [];
  readonly audited: { what: string; about: unknown }[] = [];
  readonly #engine: Engine;
  readonly #registers: Registers;

  private constructor(engine: Engine) {
    this.#engine = engine;
    this.#registers = openRegisters(engine.access.url);
  }

  static async open(): Promise<RegisterHouse> {
    const engine = await embeddedPostgresEngine();
    await migrate(engine.access.url);
    return new RegisterHouse(engine);
  }

  get url(): string {
    return this.#engine.access.url;
  }

  async stop(): Promise<void> {
    openHouse(undefined);
    await this.#registers.close();
    await this.#engine.stop();
  }

  /** As before each test: Awa asks, on Monday. */
  anew(): void {
    this.now = t0;
    this.who = person('awa');
    this.poked.length = 0;
    this.audited.length = 0;
    openHouse(this.#house());
  }

  #house(): House {
    return {
      identity: {
        whoIs: () => Promise.resolve(this.who),
        authorise,
        audit: (entry: { what: string; about: unknown }) => Promise.resolve(void this.audited.push(entry)),
      },
      runtime: { linkKey: Buffer.alloc(32, 7).toString('base64url') },
      registers: this.#registers,
      alarmBook: () => smallAlarmBook(),
      picture: { inventory: read(small) },
      bus: { publish: (topic: string) => this.poked.push(topic) },
      log: { error: (facts: { err: unknown }) => console.error(facts.err) },
      clock: { now: () => this.now, monotonic: () => this.now },
    } as unknown as House;
  }

  /** `ask('POST', '/api/v1/checks/done', {…})` finds its endpoint in the API's own table. */
  async ask(method: string, address: string, body?: unknown): Promise<Answer> {
    const { pathname } = new URL(address, 'http://vigie');
    for (const endpoint of endpoints) {
      const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
      const found = new RegExp(`^${endpoint.path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname);
      if (endpoint.method !== method || !found) continue;
      const params = Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? '']));
      const request = new Request(new URL(address, 'http://vigie'), {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const response = await withRight(endpoint)(request, { params: Promise.resolve(params) });
      const text = await response.text();
      const json = (response.headers.get('content-type') ?? '').includes('json');
      return { status: response.status, text, body: json ? JSON.parse(text) : {} };
    }
    throw new Error(`${method} ${address} is not in the table`);
  }
}
