/** What is done to closed segments: removed once delivered, compressed while they wait, thinned when the buffer is full. */
import { rm } from 'node:fs/promises';
import { readFrames, type Segment, type SegmentFacts, segmentPath, writeSealed } from './file-segment.ts';
import { framesOf, type Priority, priorities } from './frame.ts';
import type { Ranges } from './ranges.ts';

/** The closed segments of a buffer. More are closed while these work, so each change is told at once, one by one. */
export interface Closed {
  readonly dir: string;
  readonly pending: Ranges;
  readonly list: () => readonly Segment[];
  /** Null: it is gone. */
  readonly become: (segment: Segment, now: Segment | null) => void;
  readonly onDrop: (cause: 'buffer-full' | 'buffer-damaged', count: number) => void;
}

export async function removeDelivered(closed: Closed): Promise<void> {
  for (const segment of closed.list()) {
    if (!closed.pending.touches(segment.firstSeq, segment.endSeq)) await remove(closed, segment);
  }
}

async function remove(closed: Closed, segment: Segment): Promise<void> {
  closed.become(segment, null);
  await rm(segmentPath(closed.dir, segment), { force: true });
}

/** Compresses one closed segment a turn, so that a long list never holds the disk; a full disk lets it wait. */
export async function sealClosed(closed: Closed): Promise<void> {
  for (const segment of closed.list()) {
    if (segment.sealed || !closed.pending.touches(segment.firstSeq, segment.endSeq)) continue;
    const frames = await framesIn(closed, segment);
    if (frames === null) continue;
    await seal(closed, segment, segment, frames).catch(() => undefined);
    return;
  }
}

/** Null: it cannot be read any more. Who comes to deliver it counts that, or who makes room. */
async function framesIn(closed: Closed, segment: Segment): Promise<Buffer | null> {
  try {
    return await readFrames(closed.dir, segment);
  } catch {
    return null;
  }
}

async function seal(
  closed: Closed,
  segment: Segment,
  facts: SegmentFacts,
  frames: Uint8Array,
): Promise<number> {
  const bytes = await writeSealed(closed.dir, segment.id, facts, frames);
  closed.become(segment, { ...segment, ...facts, sealed: true, bytes });
  if (!segment.sealed) await rm(segmentPath(closed.dir, segment), { force: true });
  return bytes;
}

/** Takes out the lowest priority from the oldest segments, then the next one, until what is left fits `maxBytes`. */
export async function makeRoom(closed: Closed, maxBytes: number): Promise<void> {
  let bytes = closed.list().reduce((sum, segment) => sum + segment.bytes, 0);
  for (const priority of priorities) {
    for (const segment of closed.list()) {
      if (bytes <= maxBytes) return;
      if (segment.floor > priority) continue;
      bytes += (await thin(closed, segment, priority)) - segment.bytes;
    }
  }
}

/** Takes the readings of `priority` out of the segment; gives the bytes that are left of it. */
async function thin(closed: Closed, segment: Segment, priority: Priority): Promise<number> {
  const { pending } = closed;
  const bytes = await framesIn(closed, segment);
  const kept: Buffer[] = [];
  let read = 0;
  let dropped = 0;
  let lost = 0;
  let from = 0;
  for (const frame of bytes === null ? [] : framesOf(bytes, 0)) {
    const whole = bytes?.subarray(from, frame.end) ?? Buffer.alloc(0);
    from = frame.end;
    read += frame.count;
    if (frame.priority > priority) kept.push(whole);
    else {
      dropped += frame.count;
      if (pending.touches(frame.firstSeq, frame.firstSeq + frame.count)) lost += frame.count;
    }
  }
  const damaged = segment.endSeq - segment.firstSeq - segment.dropped - read;
  const facts = { ...segment, dropped: segment.dropped + dropped + damaged, floor: priority + 1 };
  let left = 0;
  if (kept.length === 0) {
    await remove(closed, segment);
    pending.remove(segment.firstSeq, segment.endSeq);
  } else {
    try {
      left = await seal(closed, segment, facts, Buffer.concat(kept));
    } catch {
      // A disk that is full to the last byte: only what is dropped whole can go.
      return segment.bytes;
    }
  }
  if (lost > 0) closed.onDrop('buffer-full', lost);
  if (damaged > 0) closed.onDrop('buffer-damaged', damaged);
  return left;
}
