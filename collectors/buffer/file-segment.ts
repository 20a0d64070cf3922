/**
 * Segment files of the buffer. `N.open` takes frames as they are committed; `N.sealed` is the same frames,
 * compressed, with a fixed head that says what they are, so that a start need not read a week of them.
 */
import { type FileHandle, open, readdir, readFile, rename, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, crc32, zstdCompress, zstdDecompress } from 'node:zlib';
import { framesOf } from './frame.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const openMagic = Buffer.from('VIGIE-O1');
const sealedMagic = Buffer.from('VIGIE-S1');
export const openHeadBytes = openMagic.length;
const sealedHeadBytes = 64;

/** What is known of a segment without reading it. */
export interface SegmentFacts {
  readonly firstSeq: number;
  /** One past the last reading. */
  readonly endSeq: number;
  readonly firstAt: number;
  /** Readings taken out to make room. */
  readonly dropped: number;
  /** The lowest priority still in it. */
  readonly floor: number;
}

export interface Segment extends SegmentFacts {
  readonly id: number;
  readonly sealed: boolean;
  readonly bytes: number;
}

const nameOf = (id: number, sealed: boolean): string =>
  `${String(id).padStart(10, '0')}.${sealed ? 'sealed' : 'open'}`;
export const segmentPath = (dir: string, segment: { id: number; sealed: boolean }): string =>
  join(dir, nameOf(segment.id, segment.sealed));

/** A directory entry survives a power cut only once the directory itself is synced. */
export async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function createOpenSegment(dir: string, id: number): Promise<FileHandle> {
  const handle = await open(segmentPath(dir, { id, sealed: false }), 'wx', 0o600);
  try {
    await handle.write(openMagic, 0, openMagic.length, 0);
    await handle.datasync();
    await syncFolder(dir);
    return handle;
  } catch (error) {
    await handle.close();
    await rm(segmentPath(dir, { id, sealed: false }), { force: true });
    throw error;
  }
}

/** Segments of a folder, oldest first; the torn end of an open one is cut off, half-made files are removed. */
export async function openSegments(dir: string): Promise<{ segments: Segment[]; cutBytes: number }> {
  const segments: Segment[] = [];
  let cutBytes = 0;
  for (const name of (await readdir(dir)).sort()) {
    const path = join(dir, name);
    const match = /^(\d{10})\.(open|sealed)$/.exec(name);
    if (match === null) {
      if (name.endsWith('.part')) await rm(path, { force: true });
      continue;
    }
    const id = Number(match[1]);
    const segment =
      match[2] === 'sealed'
        ? await sealedFacts(path, id)
        : await repairOpen(path, id, (cut) => (cutBytes += cut));
    if (segment === null) await rename(path, `${path}.damaged`);
    else if (segment.endSeq === segment.firstSeq) await rm(path, { force: true });
    else segments.push(segment);
  }
  // A kill between sealing and removing leaves both forms: the sealed one is whole, or it would still be a `.part`.
  const sealed = new Set(segments.filter((segment) => segment.sealed).map((segment) => segment.id));
  const kept = segments.filter((segment) => segment.sealed || !sealed.has(segment.id));
  return { segments: kept.sort((one, other) => one.id - other.id), cutBytes };
}

async function repairOpen(path: string, id: number, cut: (bytes: number) => void): Promise<Segment | null> {
  const bytes = await readFile(path);
  if (!bytes.subarray(0, openHeadBytes).equals(openMagic))
    return bytes.length < openHeadBytes ? empty(id) : null;
  let end = openHeadBytes;
  let facts: SegmentFacts = { firstSeq: 0, endSeq: 0, firstAt: 0, dropped: 0, floor: 0 };
  for (const frame of framesOf(bytes, openHeadBytes)) {
    if (facts.endSeq === 0) facts = { ...facts, firstSeq: frame.firstSeq, firstAt: frame.baseAt };
    facts = { ...facts, endSeq: frame.firstSeq + frame.count };
    end = frame.end;
  }
  if (end < bytes.length) {
    cut(bytes.length - end);
    await truncate(path, end);
  }
  return { ...facts, id, sealed: false, bytes: end };
}

const empty = (id: number): Segment => ({
  id,
  sealed: false,
  bytes: 0,
  firstSeq: 0,
  endSeq: 0,
  firstAt: 0,
  dropped: 0,
  floor: 0,
});

async function sealedFacts(path: string, id: number): Promise<Segment | null> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(sealedHeadBytes);
    const { bytesRead } = await handle.read(head, 0, sealedHeadBytes, 0);
    const sound =
      bytesRead === sealedHeadBytes &&
      head.subarray(0, sealedMagic.length).equals(sealedMagic) &&
      head.readUInt32LE(60) === crc32(head.subarray(0, 60));
    if (!sound) return null;
    return {
      id,
      sealed: true,
      bytes: (await stat(path)).size,
      firstSeq: head.readDoubleLE(8),
      endSeq: head.readDoubleLE(16),
      firstAt: head.readDoubleLE(24),
      dropped: head.readDoubleLE(32),
      floor: head.readUInt8(40),
    };
  } finally {
    await handle.close();
  }
}

/** Writes the frames compressed beside the segment, makes that durable, then takes its place. Gives the size. */
export async function writeSealed(
  dir: string,
  id: number,
  facts: SegmentFacts,
  frames: Uint8Array,
): Promise<number> {
  const body = await compress(frames, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  const head = Buffer.alloc(sealedHeadBytes);
  sealedMagic.copy(head);
  head.writeDoubleLE(facts.firstSeq, 8);
  head.writeDoubleLE(facts.endSeq, 16);
  head.writeDoubleLE(facts.firstAt, 24);
  head.writeDoubleLE(facts.dropped, 32);
  head.writeUInt8(facts.floor, 40);
  head.writeUInt32LE(crc32(head.subarray(0, 60)), 60);
  const path = segmentPath(dir, { id, sealed: true });
  const part = `${path}.part`;
  const handle = await open(part, 'w', 0o600);
  try {
    await handle.writev([head, body]);
    await handle.datasync();
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    throw error;
  }
  await handle.close();
  await rename(part, path);
  await syncFolder(dir);
  return head.length + body.length;
}

/** The frames of a segment; `bytes` bounds an open one to what has been committed. */
export async function readFrames(dir: string, segment: Segment): Promise<Buffer> {
  const bytes = await readFile(segmentPath(dir, segment));
  if (segment.sealed) return await decompress(bytes.subarray(sealedHeadBytes));
  return bytes.subarray(openHeadBytes, segment.bytes);
}
