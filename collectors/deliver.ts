/**
 * Committed readings → reading store, in two lanes. The live lane carries what has just been committed, from memory;
 * the backlog lane carries from disk what the store missed, and gives way whenever live readings would wait.
 */
import type { Logger } from 'pino';
import type { Reading } from '../lib/readings/reading.ts';
import type { ReadingStore, WriteOutcome } from '../lib/readings/reading-store.ts';
import { BacklogReader, type Batch } from './buffer/file-backlog-reader.ts';
import type { FileBuffer } from './buffer/file-buffer.ts';
import { LiveLane } from './live-lane.ts';

export interface DeliverLimits {
  /** Readings of one write. */
  readonly maxBatch: number;
  /** Readings in memory for the live lane; beyond, the oldest wait on disk for the backlog lane. */
  readonly maxLive: number;
  /** First and longest pause after a failed write. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
  /** The backlog lane waits while the live lane holds readings older than this. */
  readonly yieldMs: number;
}
export const defaultDeliverLimits: DeliverLimits = {
  maxBatch: 5_000,
  maxLive: 10_000,
  retryMs: 250,
  maxRetryMs: 2_000,
  yieldMs: 500,
};

export interface DeliverPorts {
  readonly buffer: FileBuffer;
  readonly store: Pick<ReadingStore, 'write' | 'prepare'>;
  readonly log: Logger;
  readonly onDrop: (cause: string, count: number) => void;
  readonly limits?: Partial<DeliverLimits>;
}

export class Deliver {
  readonly #ports: DeliverPorts;
  readonly #limits: DeliverLimits;
  readonly #live: LiveLane;
  readonly #backlog: BacklogReader;
  #stopping = false;
  #prepared = false;
  #failures = 0;
  #reason: string | null = null;
  #wake: () => void = () => undefined;
  #loops: Promise<unknown> = Promise.resolve();

  constructor(ports: DeliverPorts) {
    this.#ports = ports;
    this.#limits = { ...defaultDeliverLimits, ...ports.limits };
    this.#live = new LiveLane(this.#limits.maxLive);
    this.#backlog = new BacklogReader(ports.buffer);
  }

  get store(): { readonly ok: boolean; readonly reason: string | null } {
    return { ok: this.#reason === null, reason: this.#reason };
  }

  /** When the oldest reading was made that the store still lacks; null if it has all. */
  get oldestAt(): number | null {
    const first = this.#ports.buffer.pending.list[0];
    if (first === undefined) return null;
    if (first.from >= this.#liveFrom) return this.#live.oldestAt;
    return this.#backlog.at ?? this.#ports.buffer.segmentAfter(first.from)?.firstAt ?? null;
  }

  /** Takes a committed group; one that could not be committed has from = to, and is only tried from memory. */
  offer(batch: Batch): void {
    const lost = this.#live.push(batch);
    if (lost > 0) this.#ports.onDrop('not-buffered-not-stored', lost);
    this.#wake();
  }

  start(): void {
    this.#loops = Promise.all([this.#liveLoop(), this.#backlogLoop()]);
  }

  /** What the store does not have by then waits in the buffer. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#loops;
  }

  get #liveFrom(): number {
    return this.#live.firstSeq ?? this.#ports.buffer.acknowledged;
  }

  async #liveLoop(): Promise<void> {
    while (!this.#stopping || (this.#live.size > 0 && this.#reason === null)) {
      if (this.#live.size === 0) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      const batches = this.#live.take(this.#limits.maxBatch);
      const outcome = await this.#write(batches.flatMap((batch) => batch.readings));
      if (outcome.ok || !outcome.retryable) {
        this.#live.taken();
        for (const batch of batches) this.#ports.buffer.stored(batch.from, batch.to);
      } else {
        this.#live.putBack();
        await this.#pause();
      }
    }
  }

  async #backlogLoop(): Promise<void> {
    let batch: Batch | null = null;
    while (!this.#stopping) {
      const range = this.#ports.buffer.pending.lowest(this.#liveFrom);
      // Until the live lane has proved the store, or when there is nothing live to prove it, one lane tries.
      const mayTry = this.#reason === null || this.#live.size === 0;
      if (range === null || !mayTry || this.#live.ageMs > this.#limits.yieldMs) {
        await sleep(50);
        continue;
      }
      batch ??= await this.#backlog.next(range, this.#limits.maxBatch);
      const outcome = batch.readings.length === 0 ? stored : await this.#write(batch.readings);
      if (outcome.ok || !outcome.retryable) {
        this.#ports.buffer.stored(batch.from, batch.to);
        batch = null;
      } else await this.#pause();
    }
  }

  /** Never rejects: a store that throws is a store that is away. */
  async #write(readings: readonly Reading[]): Promise<WriteOutcome> {
    let outcome: WriteOutcome;
    try {
      if (!this.#prepared) await this.#ports.store.prepare();
      this.#prepared = true;
      outcome = await this.#ports.store.write(readings);
    } catch (error) {
      outcome = {
        ok: false,
        retryable: true,
        reason: error instanceof Error ? error.message : String(error),
      };
    }
    this.#note(outcome, readings.length);
    return outcome;
  }

  #note(outcome: WriteOutcome, count: number): void {
    if (outcome.ok) {
      if (this.#reason !== null) this.#ports.log.info('the reading store takes readings again');
      this.#reason = null;
      this.#failures = 0;
      if (outcome.refused > 0) this.#ports.onDrop('store-refused', outcome.refused);
      return;
    }
    if (!outcome.retryable) this.#ports.onDrop('store-refused', count);
    if (this.#reason === null) this.#ports.log.warn({ reason: outcome.reason }, 'the reading store is away');
    this.#reason = outcome.reason;
    this.#failures += 1;
    // A store that came back empty (a new disk, another server) must be prepared again.
    this.#prepared = false;
  }

  async #pause(): Promise<void> {
    const longest = Math.min(
      this.#limits.maxRetryMs,
      this.#limits.retryMs * 2 ** Math.min(this.#failures, 10),
    );
    // Jitter, so that the collectors of five sites do not knock together.
    const until = performance.now() + longest * (0.5 + Math.random() / 2);
    while (!this.#stopping && performance.now() < until) await sleep(50);
  }
}

const stored: WriteOutcome = { ok: true, refused: 0 };
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
