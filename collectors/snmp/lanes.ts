/**
 * One request at a time to a device, the fast lane first: between any two requests of a slow table the states
 * and traffic that are due pass. So polls never overlap on a device, and a slow table never costs a fast reading.
 */
import {
  failure,
  type GetResult,
  type NextResult,
  type SnmpTarget,
  type SnmpTransport,
} from './snmp-transport.ts';

export type Lane = 'fast' | 'slow';

interface Waiting {
  readonly run: () => Promise<void>;
  readonly refuse: () => void;
}

/** Requests that may wait for one device; its jobs do not overlap, so that more would be a fault of ours. */
const maxWaiting = 64;

export class Lanes {
  private readonly waiting: Record<Lane, Waiting[]> = { fast: [], slow: [] };
  private readonly transport: SnmpTransport;
  private busy = false;
  private closed = false;

  constructor(transport: SnmpTransport) {
    this.transport = transport;
  }

  /** The transport as one lane sees it. A slow lane's attempts queue one by one, so that none blocks the fast for long. */
  lane(lane: Lane): SnmpTransport {
    const attempts = async <Result extends GetResult | NextResult>(
      target: SnmpTarget,
      request: (target: SnmpTarget) => Promise<Result>,
    ): Promise<Result> => {
      if (lane === 'fast') return this.queue(lane, () => request(target));
      const once = { ...target, attempts: 1 };
      let result = await this.queue(lane, () => request(once));
      for (let i = 1; i < target.attempts && !result.ok && result.kind === 'timeout'; i += 1)
        result = await this.queue(lane, () => request(once));
      return result;
    };
    return {
      name: `${this.transport.name} (${lane} lane)`,
      get: (target, oids) => attempts(target, (one) => this.transport.get(one, oids)),
      next: (target, cursors, repetitions) =>
        attempts(target, (one) => this.transport.next(one, cursors, repetitions)),
      close: async () => this.close(),
    };
  }

  close(): void {
    this.closed = true;
    for (const lane of ['fast', 'slow'] as const)
      for (const one of this.waiting[lane].splice(0)) one.refuse();
  }

  private queue<Result extends GetResult | NextResult>(
    lane: Lane,
    request: () => Promise<Result>,
  ): Promise<Result> {
    const refused = failure('unreachable', 'closed') as Result;
    const queue = this.waiting[lane];
    if (this.closed || queue.length >= maxWaiting) return Promise.resolve(refused);
    return new Promise((resolve, reject) => {
      queue.push({ run: () => request().then(resolve, reject), refuse: () => resolve(refused) });
      this.advance();
    });
  }

  private advance(): void {
    if (this.busy) return;
    const next = this.waiting.fast.shift() ?? this.waiting.slow.shift();
    if (next === undefined) return;
    this.busy = true;
    void next.run().finally(() => {
      this.busy = false;
      this.advance();
    });
  }
}
