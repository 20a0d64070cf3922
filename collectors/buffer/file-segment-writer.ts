/** Commits readings to the open segment: frames, one write, one fsync; a write that fails leaves nothing half-true. */
import { type FileHandle, rm } from 'node:fs/promises';
import type { Reading } from '../../lib/readings/reading.ts';
import type { BufferLimits } from './file-buffer.ts';
import { createOpenSegment, openHeadBytes, type Segment, segmentPath } from './file-segment.ts';
import { type Priority, priorities, writeFrame } from './frame.ts';
import { ReadingEncoder } from './reading-codec.ts';

export type CommitOutcome =
  | { readonly ok: true; readonly firstSeq: number; readonly endSeq: number }
  | { readonly ok: false; readonly reason: string };

interface Open {
  readonly handle: FileHandle;
  readonly encoders: Readonly<Record<Priority, ReadingEncoder>>;
  readonly openedAt: number;
  segment: Segment;
}

export class SegmentWriter {
  nextSeq: number;
  readonly #dir: string;
  readonly #limits: BufferLimits;
  readonly #priorityOf: (reading: Reading) => Priority;
  readonly #onClosed: (segment: Segment) => void;
  #nextId: number;
  #open: Open | null = null;

  constructor(
    dir: string,
    limits: BufferLimits,
    priorityOf: (reading: Reading) => Priority,
    nextSeq: number,
    nextId: number,
    onClosed: (segment: Segment) => void,
  ) {
    this.#dir = dir;
    this.#limits = limits;
    this.#priorityOf = priorityOf;
    this.nextSeq = nextSeq;
    this.#nextId = nextId;
    this.#onClosed = onClosed;
  }

  /** The segment being written, as far as it is committed. */
  get current(): Segment | null {
    const segment = this.#open?.segment;
    return segment === undefined || segment.endSeq === segment.firstSeq ? null : segment;
  }

  async commit(readings: readonly Reading[]): Promise<CommitOutcome> {
    if (readings.length === 0) return { ok: true, firstSeq: this.nextSeq, endSeq: this.nextSeq };
    try {
      const open = await this.#ready();
      const { frames, firstAt } = this.#frames(open, readings);
      const length = frames.reduce((sum, frame) => sum + frame.length, 0);
      await writeAll(open.handle, frames, length, open.segment.bytes);
      await open.handle.datasync();
      const firstSeq = this.nextSeq;
      this.nextSeq += readings.length;
      const before = open.segment;
      open.segment = {
        ...before,
        firstAt: before.endSeq === before.firstSeq ? firstAt : before.firstAt,
        endSeq: this.nextSeq,
        bytes: before.bytes + length,
      };
      return { ok: true, firstSeq, endSeq: this.nextSeq };
    } catch (error) {
      await this.#abandon();
      return { ok: false, reason: sentence(error as NodeJS.ErrnoException) };
    }
  }

  /** At no instant is a segment neither here nor closed: a reader would take what it holds for delivered. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    const { segment } = open;
    if (segment.endSeq > segment.firstSeq) this.#onClosed(segment);
    await open.handle.close();
    if (segment.endSeq === segment.firstSeq) await rm(segmentPath(this.#dir, segment), { force: true });
  }

  async #ready(): Promise<Open> {
    if (this.#open !== null) {
      const { segment, openedAt } = this.#open;
      const old = performance.now() - openedAt > this.#limits.segmentMs;
      if (segment.bytes < this.#limits.segmentBytes && !old) return this.#open;
      await this.close();
    }
    const id = this.#nextId;
    const handle = await createOpenSegment(this.#dir, id);
    this.#nextId += 1;
    const seq = this.nextSeq;
    this.#open = {
      handle,
      encoders: { 0: new ReadingEncoder(), 1: new ReadingEncoder(), 2: new ReadingEncoder() },
      openedAt: performance.now(),
      segment: {
        id,
        sealed: false,
        bytes: openHeadBytes,
        firstSeq: seq,
        endSeq: seq,
        firstAt: 0,
        dropped: 0,
        floor: 0,
      },
    };
    return this.#open;
  }

  /** One frame a priority, numbered one after the other. */
  #frames(open: Open, readings: readonly Reading[]): { frames: Buffer[]; firstAt: number } {
    const sorted: Record<Priority, Reading[]> = { 0: [], 1: [], 2: [] };
    let firstAt = Number.POSITIVE_INFINITY;
    for (const reading of readings) {
      sorted[this.#priorityOf(reading)].push(reading);
      if (reading.at < firstAt) firstAt = reading.at;
    }
    const frames: Buffer[] = [];
    let firstSeq = this.nextSeq;
    for (const priority of priorities) {
      const some = sorted[priority];
      if (some.length === 0) continue;
      const payload = open.encoders[priority].encode(some, firstAt);
      frames.push(writeFrame({ firstSeq, count: some.length, priority, baseAt: firstAt }, payload));
      firstSeq += some.length;
    }
    return { frames, firstAt };
  }

  /**
   * After a failed write or fsync the file's end cannot be trusted (and an encoder has named series in a frame that
   * is not there): what was committed before is kept, what follows goes into a new segment.
   */
  async #abandon(): Promise<void> {
    const open = this.#open;
    if (open === null) return;
    try {
      await open.handle.truncate(open.segment.bytes);
    } catch {
      // The next start cuts the end by its checksum.
    }
    await this.close().catch(() => undefined);
  }
}

/** A full disk may take part of a write and say so only by the count. */
async function writeAll(handle: FileHandle, frames: Buffer[], length: number, at: number): Promise<void> {
  const { bytesWritten } = await handle.writev(frames, at);
  if (bytesWritten === length) return;
  const rest = Buffer.concat(frames).subarray(bytesWritten);
  for (let done = 0; done < rest.length; ) {
    const written = await handle.write(rest, done, rest.length - done, at + bytesWritten + done);
    done += written.bytesWritten;
  }
}

function sentence(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return 'disk full';
  if (error.code === 'EROFS') return 'disk read-only';
  return error.code === undefined ? error.message : `disk error ${error.code}`;
}
