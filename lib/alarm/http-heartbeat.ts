/** The heartbeat that goes outside: somebody there misses it when Vigie, its machine or its internet is gone. */
import type { Watchers } from '../inventory/inventory.ts';
import { HttpExchange } from '../notify/http-exchange.ts';

const deadlineMs = 10_000;

export class HttpHeartbeat {
  readonly #exchange = new HttpExchange(deadlineMs);
  #lastMs: number | null = null;
  /** Null: not yet tried. */
  works: boolean | null = null;

  /** `ms`: monotonic. To be called each second while all is well: who is not well must be missed. */
  async beat({ url, everyMs }: NonNullable<Watchers['heartbeat']>, ms: number): Promise<void> {
    if (this.#lastMs !== null && ms - this.#lastMs < everyMs) return;
    this.#lastMs = ms;
    const answer = await this.#exchange.ask({ method: 'GET', url, headers: {}, body: null });
    this.works = answer.kind === 'answer' && answer.status >= 200 && answer.status < 300;
  }

  close(): Promise<void> {
    return this.#exchange.close();
  }
}
