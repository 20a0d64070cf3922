/** Reads waiting readings back from the segments, oldest first, in batches, with the numbers they were committed under. */
import type { Reading } from '../../lib/readings/reading.ts';
import type { FileBuffer } from './file-buffer.ts';
import type { Segment } from './file-segment.ts';
import { type Frame, framesOf, type Priority } from './frame.ts';
import type { Range } from './ranges.ts';
import { ReadingDecoder } from './reading-codec.ts';

export interface Batch extends Range {
  readonly readings: readonly Reading[];
}

interface Loaded {
  readonly segment: Segment;
  readonly frames: Iterator<Frame>;
  readonly decoders: Readonly<Record<Priority, ReadingDecoder>>;
  /** A frame read but beyond what was asked for. */
  held: Frame | null;
  /** Everything before this number has been read. */
  seq: number;
}

export class BacklogReader {
  readonly #buffer: FileBuffer;
  #loaded: Loaded | null = null;

  constructor(buffer: FileBuffer) {
    this.#buffer = buffer;
  }

  /** About when the readings next to be read were made; null when nothing has been opened. */
  get at(): number | null {
    return this.#loaded === null ? null : (this.#loaded.held?.baseAt ?? this.#loaded.segment.firstAt);
  }

  /** The next readings of `range`, at least one frame; an empty batch says that nothing is left there on disk. */
  async next(range: Range, max: number): Promise<Batch> {
    for (let turn = 0; turn < 3; turn += 1) {
      const loaded = await this.#at(range.from);
      if (loaded === 'moved') continue;
      if (loaded === null || loaded.segment.firstSeq >= range.to) return { ...range, readings: [] };
      return this.#gather(loaded, range, max);
    }
    return { from: range.from, to: range.from, readings: [] };
  }

  #gather(loaded: Loaded, range: Range, max: number): Batch {
    const readings: Reading[] = [];
    for (let frame = take(loaded); frame !== null; frame = take(loaded)) {
      if (frame.firstSeq >= range.to || readings.length >= max) {
        loaded.held = frame;
        return { from: range.from, to: Math.min(frame.firstSeq, range.to), readings };
      }
      const some = this.#decode(loaded, frame);
      if (some === null) break;
      loaded.seq = frame.firstSeq + frame.count;
      if (loaded.seq > range.from) for (const reading of some) readings.push(reading);
    }
    this.#loaded = null;
    const { segment, seq } = loaded;
    const missing = segment.endSeq - Math.max(seq, segment.firstSeq, range.from);
    if (segment.dropped === 0) this.#buffer.damaged(missing);
    return { from: range.from, to: Math.min(segment.endSeq, range.to), readings };
  }

  #decode(loaded: Loaded, frame: Frame): Reading[] | null {
    try {
      return loaded.decoders[frame.priority].decode(frame.payload, frame.baseAt);
    } catch {
      return null;
    }
  }

  async #at(seq: number): Promise<Loaded | 'moved' | null> {
    const loaded = this.#loaded;
    if (loaded !== null && loaded.seq <= seq && seq < loaded.segment.endSeq) return loaded;
    this.#loaded = null;
    const segment = this.#buffer.segmentAfter(seq);
    if (segment === null) return null;
    const bytes = await this.#read(segment);
    if (bytes === 'moved') return 'moved';
    this.#loaded = {
      segment,
      frames: framesOf(bytes, 0),
      decoders: { 0: new ReadingDecoder(), 1: new ReadingDecoder(), 2: new ReadingDecoder() },
      held: null,
      seq: segment.firstSeq,
    };
    return this.#loaded;
  }

  /** A segment that is gone or no longer decompresses counts as empty: `#gather` then counts what it held. */
  async #read(segment: Segment): Promise<Buffer | 'moved'> {
    try {
      return (await this.#buffer.frames(segment)) ?? 'moved';
    } catch {
      return Buffer.alloc(0);
    }
  }
}

function take(loaded: Loaded): Frame | null {
  if (loaded.held !== null) {
    const held = loaded.held;
    loaded.held = null;
    return held;
  }
  const next = loaded.frames.next();
  return next.done ? null : next.value;
}
