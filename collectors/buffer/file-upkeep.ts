/** What is done to closed segments: removed once delivered, compressed while they wait, thinned when the buffer is full. */
import { rm } from 'node:fs/promises';
import { readFrames, type Segment, type SegmentFacts, segmentPath, writeSealed } from './file-segment.ts';
import { framesOf, type Priority, priorities } from './frame.ts';
import type { Ranges } from './ranges.ts';

export async function removeDelivered(dir: string, segments: Segment[], pending: Ranges): Promise<Segment[]> {
  const kept: Segment[] = [];
  for (const segment of segments) {
    if (pending.touches(segment.firstSeq, segment.endSeq)) kept.push(segment);
    else await rm(segmentPath(dir, segment), { force: true });
  }
  return kept;
}

/** Compresses one closed segment a turn, so that a long list never holds the disk; a full disk lets it wait. */
export async function sealClosed(dir: string, segments: Segment[], pending: Ranges): Promise<Segment[]> {
  const index = segments.findIndex(
    (segment) => !segment.sealed && pending.touches(segment.firstSeq, segment.endSeq),
  );
  const segment = segments[index];
  if (segment === undefined) return segments;
  try {
    const sealed = await seal(dir, segment, segment, await readFrames(dir, segment));
    return segments.with(index, sealed);
  } catch {
    return segments;
  }
}

async function seal(
  dir: string,
  segment: Segment,
  facts: SegmentFacts,
  frames: Uint8Array,
): Promise<Segment> {
  const bytes = await writeSealed(dir, segment.id, facts, frames);
  if (!segment.sealed) await rm(segmentPath(dir, segment), { force: true });
  return { ...segment, ...facts, sealed: true, bytes };
}

/** Takes out the lowest priority from the oldest segments, then the next one, until what is left fits `maxBytes`. */
export async function makeRoom(
  dir: string,
  segments: Segment[],
  pending: Ranges,
  maxBytes: number,
  onDrop: (count: number) => void,
): Promise<Segment[]> {
  let kept = segments;
  let bytes = kept.reduce((sum, segment) => sum + segment.bytes, 0);
  for (const priority of priorities) {
    for (const segment of kept) {
      if (bytes <= maxBytes) return kept;
      if (segment.floor > priority) continue;
      const thinned = await thin(dir, segment, priority, pending, onDrop);
      bytes += (thinned?.bytes ?? 0) - segment.bytes;
      kept = kept.flatMap((one) => (one !== segment ? [one] : thinned === null ? [] : [thinned]));
    }
  }
  return kept;
}

/** The segment without the readings of `priority`; null when nothing is left of it. */
async function thin(
  dir: string,
  segment: Segment,
  priority: Priority,
  pending: Ranges,
  onDrop: (count: number) => void,
): Promise<Segment | null> {
  const kept: Buffer[] = [];
  let dropped = 0;
  let lost = 0;
  const bytes = await readFrames(dir, segment);
  let from = 0;
  for (const frame of framesOf(bytes, 0)) {
    const whole = bytes.subarray(from, frame.end);
    from = frame.end;
    if (frame.priority > priority) kept.push(whole);
    else {
      dropped += frame.count;
      if (pending.touches(frame.firstSeq, frame.firstSeq + frame.count)) lost += frame.count;
    }
  }
  let thinned: Segment | null = null;
  if (kept.length === 0) {
    pending.remove(segment.firstSeq, segment.endSeq);
    await rm(segmentPath(dir, segment), { force: true });
  } else {
    const facts = { ...segment, dropped: segment.dropped + dropped, floor: priority + 1 };
    thinned = await seal(dir, segment, facts, Buffer.concat(kept));
  }
  if (lost > 0) onDrop(lost);
  return thinned;
}
