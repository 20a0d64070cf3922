/** The live lane's queue: committed groups in memory, newest kept, the oldest left to the disk when it is full. */
import type { Batch } from './buffer/file-backlog-reader.ts';

interface Queued {
  readonly batch: Batch;
  readonly since: number;
}

export class LiveLane {
  readonly #max: number;
  #queue: Queued[] = [];
  #inFlight: Queued[] = [];
  #size = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Readings held, those being written included. */
  get size(): number {
    return this.#size;
  }

  get firstSeq(): number | null {
    for (const { batch } of this.#inFlight) if (batch.to > batch.from) return batch.from;
    for (const { batch } of this.#queue) if (batch.to > batch.from) return batch.from;
    return null;
  }

  /** How long the oldest group has been here. */
  get ageMs(): number {
    const first = this.#inFlight[0] ?? this.#queue[0];
    return first === undefined ? 0 : performance.now() - first.since;
  }

  get oldestAt(): number | null {
    const first = this.#inFlight[0] ?? this.#queue[0];
    return first?.batch.readings[0]?.at ?? null;
  }

  /** Gives how many readings are lost for good: those that no disk holds. */
  push(batch: Batch): number {
    this.#queue.push({ batch, since: performance.now() });
    this.#size += batch.readings.length;
    let lost = 0;
    while (this.#size > this.#max && this.#queue.length > 1) {
      const oldest = this.#queue.shift();
      if (oldest === undefined) break;
      this.#size -= oldest.batch.readings.length;
      if (oldest.batch.to === oldest.batch.from) lost += oldest.batch.readings.length;
    }
    return lost;
  }

  /** At least one group, at most about `max` readings; they stay counted until `taken` or `putBack`. */
  take(max: number): readonly Batch[] {
    let readings = 0;
    while (this.#queue.length > 0 && readings < max) {
      const next = this.#queue.shift();
      if (next === undefined) break;
      readings += next.batch.readings.length;
      this.#inFlight.push(next);
    }
    return this.#inFlight.map(({ batch }) => batch);
  }

  taken(): void {
    for (const { batch } of this.#inFlight) this.#size -= batch.readings.length;
    this.#inFlight = [];
  }

  putBack(): void {
    this.#queue = [...this.#inFlight, ...this.#queue];
    this.#inFlight = [];
  }
}
