/** The last reading of each series on disk, in one frame; what cannot be read is as if it had never been saved. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Reading } from '../lib/readings/reading.ts';
import { readFrame, writeFrame } from './buffer/frame.ts';
import { ReadingDecoder, ReadingEncoder } from './buffer/reading-codec.ts';
import { LastReadings } from './last-readings.ts';

export async function loadLastReadings(path: string): Promise<LastReadings> {
  try {
    const frame = readFrame(await readFile(path), 0);
    if (frame !== null) return new LastReadings(new ReadingDecoder().decode(frame.payload, frame.baseAt));
  } catch {
    // The first start, or a disk that lost it: "since" begins with the next reading.
  }
  return new LastReadings();
}

/** Never rejects: a full disk is said by the buffer, and the next save tries again. */
export async function saveLastReadings(path: string, last: LastReadings, baseAt: number): Promise<void> {
  if (!last.changed) return;
  last.changed = false;
  const readings: readonly Reading[] = [...last];
  const payload = new ReadingEncoder().encode(readings, baseAt);
  try {
    const frame = writeFrame({ firstSeq: 0, count: readings.length, priority: 2, baseAt }, payload);
    await writeFile(`${path}.part`, frame, { mode: 0o600 });
    await rename(`${path}.part`, path);
  } catch {
    last.changed = true;
  }
}
