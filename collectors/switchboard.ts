/** What collectors ask of one another: an earlier poll, a faster one, a job that has called in. */
import type { Logger } from 'pino';
import type { HeartbeatCall } from '../lib/live/messages.ts';
import type { Collector, HeartbeatRelay, Polling } from './collector.ts';

export class Switchboard implements Polling, HeartbeatRelay {
  readonly #log: Logger;
  readonly #listeners = new Set<(call: HeartbeatCall) => void>();
  #collectors: readonly Collector[] = [];

  constructor(log: Logger) {
    this.#log = log;
  }

  connect(collectors: readonly Collector[]): void {
    this.#collectors = collectors;
  }

  pollNow(site: string, device: string): void {
    for (const collector of this.#collectors) {
      this.#guarded(collector.name, () => collector.pollNow?.(site, device));
    }
  }

  hasten(site: string, device: string, interfaceName: string, everyMs: number | null): void {
    for (const collector of this.#collectors) {
      this.#guarded(collector.name, () => collector.hasten?.(site, device, interfaceName, everyMs));
    }
  }

  call(call: HeartbeatCall): void {
    for (const listener of this.#listeners) this.#guarded('heartbeat', () => listener(call));
  }

  listen(listener: (call: HeartbeatCall) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #guarded(name: string, ask: () => void): void {
    try {
      ask();
    } catch (error) {
      this.#log.error({ err: error, collector: name }, 'a request between collectors failed');
    }
  }
}
