/** Remembers who held a secret: for seconds always, for minutes when the store cannot be asked. */
import type { Who } from './authorise.ts';

/** A revoked token is refused this long after at the latest. */
const freshMs = 5_000;
/** Who was known before the store fell is believed for this long. */
const believedMs = 15 * 60_000;
const callersLimit = 10_000;

export class KnownCallers {
  readonly #known = new Map<string, { readonly who: Who; readonly askedAt: number }>();

  /** `now` is monotonic. `find` asks the store; when it throws, an older answer stands, or the error does. */
  async recall(hash: Buffer, now: number, find: () => Promise<Who | null>): Promise<Who | null> {
    const key = hash.toString('hex');
    const known = this.#known.get(key);
    if (known && now - known.askedAt < freshMs) return known.who;
    try {
      const who = await find();
      if (who) this.#remember(key, who, now);
      else this.#known.delete(key);
      return who;
    } catch (error) {
      if (known && now - known.askedAt < believedMs) return known.who;
      throw error;
    }
  }

  forget(hash: Buffer): void {
    this.#known.delete(hash.toString('hex'));
  }

  #remember(key: string, who: Who, now: number): void {
    this.#known.delete(key);
    this.#known.set(key, { who, askedAt: now });
    if (this.#known.size <= callersLimit) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
