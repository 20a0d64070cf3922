/** What the drill's gateway tells Vigie afterwards, by Vigie's own address for it: receipts, and what a telephone answers. */
import type { Logger } from 'pino';

export type CallBackSaid =
  | { readonly reference: string; readonly status: 'delivered' }
  | { readonly from: string; readonly text: string };

/** The web role may be starting: as a gateway would, it is tried again for a while, then given up. */
const tries = 8;
const againAfterMs = 2_000;
const deadlineMs = 5_000;
const maxWaiting = 500;

export class HttpCallBacks {
  readonly #addressOf: (way: string) => string;
  readonly #log: Logger;
  readonly #closing = new AbortController();
  #waiting = 0;

  /** `addressOf`: where Vigie is called back about a channel. */
  constructor(addressOf: (way: string) => string, log: Logger) {
    this.#addressOf = addressOf;
    this.#log = log;
  }

  /** Whether Vigie took it. */
  async say(way: string, said: CallBackSaid): Promise<boolean> {
    if (this.#waiting >= maxWaiting) return false;
    this.#waiting += 1;
    try {
      for (let i = 0; i < tries && !this.#closing.signal.aborted; i++) {
        if (i > 0) await this.#pause();
        if (await this.#post(way, said)) return true;
      }
    } finally {
      this.#waiting -= 1;
    }
    if (!this.#closing.signal.aborted) this.#log.warn(`EXERCICE: Vigie did not take a call-back of ${way}`);
    return false;
  }

  async #post(way: string, said: CallBackSaid): Promise<boolean> {
    try {
      const response = await fetch(this.#addressOf(way), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(said),
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(deadlineMs)]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  #pause(): Promise<void> {
    const { signal } = this.#closing;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, againAfterMs);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  close(): void {
    this.#closing.abort();
  }
}
