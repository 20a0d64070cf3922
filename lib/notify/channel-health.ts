/** Whether a channel still gets anything out, from how its last messages were answered. */
import type { Outcome } from './notification.ts';

/** One refusal may be a wrong number; as many in a row are the channel. */
export const failuresInARow = 3;

export class ChannelHealth {
  /** Failures since the last message that was accepted, by channel. */
  readonly #failures = new Map<string, number>();

  said(channel: string, { kind }: Outcome): void {
    this.#failures.set(channel, kind === 'accepted' ? 0 : (this.#failures.get(channel) ?? 0) + 1);
  }
  /** Of the channels that were used and still are in the book; of one never used nobody knows anything. */
  states(channels: Iterable<string>): readonly { readonly channel: string; readonly works: boolean }[] {
    const known = new Set(channels);
    for (const channel of this.#failures.keys()) if (!known.has(channel)) this.#failures.delete(channel);
    return [...this.#failures].map(([channel, failures]) => ({ channel, works: failures < failuresInARow }));
  }
}
