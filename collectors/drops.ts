/** What was refused or lost: counted by cause, told to the log once per device and cause. */
import type { Logger } from 'pino';

/** Devices and causes are bounded by the site book; a flood of invented ones must not fill the memory. */
const maxTold = 20_000;

export class Drops {
  readonly #log: Logger;
  readonly #counts = new Map<string, number>();
  readonly #told = new Set<string>();

  constructor(log: Logger) {
    this.#log = log;
  }

  add(cause: string, site: string, device: string, count = 1): void {
    if (count <= 0) return;
    this.#counts.set(cause, (this.#counts.get(cause) ?? 0) + count);
    const key = `${cause} ${site} ${device}`;
    if (this.#told.has(key) || this.#told.size >= maxTold) return;
    this.#told.add(key);
    this.#log.warn({ cause, site, device, count }, 'refused or lost; counted from now on without a word');
  }

  get list(): readonly { cause: string; count: number }[] {
    return [...this.#counts].map(([cause, count]) => ({ cause, count }));
  }

  get total(): number {
    let total = 0;
    for (const count of this.#counts.values()) total += count;
    return total;
  }
}
