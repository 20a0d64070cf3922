/**
 * The collectors' disk buffer: what it has committed is fsynced and numbered, and stays until the reading store
 * has it. Bounded: when full, the oldest readings of the lowest priority go first, counted.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reading } from '../../lib/readings/reading.ts';
import { loadCursor, saveCursor } from './file-cursor.ts';
import { openSegments, readFrames, type Segment } from './file-segment.ts';
import { type CommitOutcome, SegmentWriter } from './file-segment-writer.ts';
import { type Closed, makeRoom, removeDelivered, sealClosed } from './file-upkeep.ts';
import type { Priority } from './frame.ts';
import { Ranges } from './ranges.ts';

export interface BufferLimits {
  /** All segments together. */
  readonly maxBytes: number;
  /** A segment is closed at this size … */
  readonly segmentBytes: number;
  /** … or this age, whichever comes first. */
  readonly segmentMs: number;
}

/**
 * Seven days at 1,000 readings/s are 604.8 million readings. Measured at 7 to 9 bytes each once sealed
 * (`bench/ingest.bench.ts` prints the figure), that is under 6 GB; the rest is margin for incompressible values.
 */
export const defaultBufferLimits: BufferLimits = {
  maxBytes: 8 * 1024 ** 3,
  segmentBytes: 4 * 1024 ** 2,
  segmentMs: 300_000,
};

export interface BufferOptions {
  readonly dir: string;
  readonly limits?: Partial<BufferLimits>;
  readonly priorityOf: (reading: Reading) => Priority;
  /** Readings lost by damage on disk, or taken out to make room. */
  readonly onDrop: (cause: 'buffer-full' | 'buffer-damaged', count: number) => void;
}

export class FileBuffer {
  readonly limits: BufferLimits;
  readonly #dir: string;
  readonly #onDrop: BufferOptions['onDrop'];
  readonly #writer: SegmentWriter;
  readonly #pending: Ranges;
  readonly #closed: Closed;
  #segments: Segment[];
  #cursorChanged = true;
  #busy: Promise<void> | null = null;

  private constructor(
    options: BufferOptions,
    limits: BufferLimits,
    segments: Segment[],
    nextSeq: number,
    pending: Ranges,
  ) {
    this.limits = limits;
    this.#dir = options.dir;
    this.#onDrop = options.onDrop;
    this.#segments = segments;
    this.#pending = pending;
    this.#closed = {
      dir: options.dir,
      pending,
      list: () => this.#segments,
      become: (segment, now) => {
        this.#segments = this.#segments.flatMap((one) =>
          one !== segment ? [one] : now === null ? [] : [now],
        );
      },
      onDrop: options.onDrop,
    };
    const nextId = (segments.at(-1)?.id ?? 0) + 1;
    this.#writer = new SegmentWriter(options.dir, limits, options.priorityOf, nextSeq, nextId, (closed) => {
      this.#segments = [...this.#segments, closed];
    });
  }

  static async open(options: BufferOptions): Promise<FileBuffer> {
    await mkdir(options.dir, { recursive: true, mode: 0o700 });
    const { segments } = await openSegments(options.dir);
    const cursor = await loadCursor(join(options.dir, 'cursor.json'));
    const onDisk = segments.at(-1)?.endSeq ?? 0;
    const pending = new Ranges(cursor.pending);
    for (const segment of segments) pending.add(Math.max(segment.firstSeq, cursor.nextSeq), segment.endSeq);
    // A range whose segment is gone (removed after delivery, before the cursor was saved) holds nothing.
    const nextSeq = Math.max(cursor.nextSeq, onDisk);
    let at = 0;
    for (const segment of segments) {
      pending.remove(at, segment.firstSeq);
      at = segment.endSeq;
    }
    pending.remove(at, nextSeq);
    return new FileBuffer(options, { ...defaultBufferLimits, ...options.limits }, segments, nextSeq, pending);
  }

  /** Every reading ever committed: the ledger of what was acknowledged. */
  get acknowledged(): number {
    return this.#writer.nextSeq;
  }

  /** Committed but not yet in the reading store. */
  get waiting(): number {
    let gone = 0;
    for (const segment of this.#segments) {
      if (segment.dropped > 0 && this.#pending.touches(segment.firstSeq, segment.endSeq))
        gone += segment.dropped;
    }
    return Math.max(0, this.#pending.size - gone);
  }

  get pending(): Ranges {
    return this.#pending;
  }

  get bytes(): number {
    return this.#all().reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /** Fsyncs the readings; they are numbered `firstSeq` to `endSeq` in whatever order. One call at a time. */
  async commit(readings: readonly Reading[]): Promise<CommitOutcome> {
    const outcome = await this.#writer.commit(readings);
    if (outcome.ok) {
      this.#pending.add(outcome.firstSeq, outcome.endSeq);
      this.#cursorChanged = true;
    }
    return outcome;
  }

  /** The store has these: they need not be kept. */
  stored(from: number, to: number): void {
    this.#pending.remove(from, to);
    this.#cursorChanged = true;
  }

  damaged(count: number): void {
    if (count > 0) this.#onDrop('buffer-damaged', count);
  }

  /** The first segment that ends after `seq`, as far as it is committed. */
  segmentAfter(seq: number): Segment | null {
    return this.#all().find((segment) => segment.endSeq > seq) ?? null;
  }

  /**
   * Null when the segment was sealed, thinned or removed meanwhile: ask `segmentAfter` again.
   * @throws when it is still there and cannot be read: damage.
   */
  async frames(segment: Segment): Promise<Buffer | null> {
    try {
      const bytes = await readFrames(this.#dir, segment);
      return this.#stands(segment) ? bytes : null;
    } catch (error) {
      if (!this.#stands(segment)) return null;
      throw error;
    }
  }

  #stands({ id, sealed, dropped }: Segment): boolean {
    const now = this.#all().find((one) => one.id === id);
    return now !== undefined && now.sealed === sealed && now.dropped === dropped;
  }

  /** Housekeeping, about once a second: remembers what is stored, removes, compresses, makes room. */
  upkeep(): Promise<void> {
    this.#busy ??= this.#upkeep().finally(() => {
      this.#busy = null;
    });
    return this.#busy;
  }

  async close(): Promise<void> {
    await this.#busy;
    await this.#writer.close();
    await this.#remember();
  }

  async #upkeep(): Promise<void> {
    try {
      await removeDelivered(this.#closed);
      await sealClosed(this.#closed);
      await makeRoom(this.#closed, this.limits.maxBytes - (this.#writer.current?.bytes ?? 0));
    } finally {
      await this.#remember();
    }
  }

  async #remember(): Promise<void> {
    if (!this.#cursorChanged) return;
    this.#cursorChanged = false;
    const saved = { nextSeq: this.#writer.nextSeq, pending: this.#pending.list };
    if (!(await saveCursor(join(this.#dir, 'cursor.json'), saved))) this.#cursorChanged = true;
  }

  #all(): readonly Segment[] {
    const current = this.#writer.current;
    return current === null ? this.#segments : [...this.#segments, current];
  }
}
