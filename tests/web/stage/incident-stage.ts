/** The web role's house around a real store of incidents, and a way through its door as any person. */
import { withRight } from '../../../app/_server/door.ts';
import type { Endpoint } from '../../../app/_server/endpoint.ts';
import { type House, openHouse } from '../../../app/_server/house.ts';
import { PictureMemory } from '../../../app/_server/live/picture-memory.ts';
import type { IncidentStore } from '../../../lib/alarm/incident-store.ts';
import { authorise, type Who } from '../../../lib/identity/authorise.ts';
import { parseBook } from '../../../lib/inventory/parse-book.ts';
import { stageBook } from './stage-book.ts';

export const person = (name: string, more: Partial<Who> = {}): Who => ({
  kind: 'person',
  name,
  roles: ['operator'],
  ...more,
});

export class IncidentStage {
  store: IncidentStore | null = null;
  now = 0;
  /** What went out on the live bus. */
  published: unknown[] = [];

  #house(who: Who): House {
    const picture = new PictureMemory();
    const book = parseBook([{ name: 'sites.yaml', text: stageBook }], {
      STAGE_SNMP: 'x',
      STAGE_KEY: 'k-0123456789',
    });
    if (!book.ok) throw new Error(JSON.stringify(book.problems));
    picture.book(book.inventory, this.now);
    return {
      identity: {
        whoIs: () => Promise.resolve(who),
        authorise,
        audit: () => Promise.reject(new Error('the store writes it')),
      },
      incidents: this.store,
      picture,
      bus: { publish: (...said: unknown[]) => this.published.push(said) },
      stream: { maker: { incident: () => undefined } },
      log: { error: (said: unknown) => process.stderr.write(`${String((said as { err: unknown }).err)}\n`) },
      clock: { now: () => this.now, monotonic: () => 0 },
    } as unknown as House;
  }

  async call<P, Q, B>(
    who: Who,
    endpoint: Endpoint<P, Q, B>,
    params: Record<string, string> = {},
    asked: { query?: string; body?: unknown } = {},
  ): Promise<{
    status: number;
    said: Record<string, never> & { items: { id: string; site: string }[] };
    text: string;
  }> {
    openHouse(this.#house(who));
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
    const response = await withRight(endpoint)(
      new Request(`http://127.0.0.1:3000${path}${asked.query ?? ''}`, {
        method: endpoint.method,
        ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      }),
      { params: Promise.resolve(params) },
    );
    const text = await response.text();
    return { status: response.status, text, said: text.startsWith('{') ? JSON.parse(text) : {} };
  }

  close(): void {
    openHouse(undefined);
  }
}
