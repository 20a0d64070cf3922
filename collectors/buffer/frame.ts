/**
 * Frames of a buffer segment: a length, a checksum and numbered readings. What a kill or a power cut left
 * half-written fails its checksum, and everything before it is kept.
 *
 *   0 u32 payload length · 4 u32 CRC-32 of all that follows · 8 f64 number of the first reading · 16 u32 count
 *   20 u8 priority · 21 three zero bytes · 24 f64 base instant · 32 payload
 */
import { crc32 } from 'node:zlib';

export const frameHeaderBytes = 32;
/** A frame holds one commit of one priority: far below this. A greater length is damage, not data. */
export const maxFrameBytes = 16 * 1024 * 1024;

/** 0 is dropped first when the buffer is full: inventories and slow gauges; 1 traffic; 2 states, contacts and power. */
export type Priority = 0 | 1 | 2;
export const priorities: readonly Priority[] = [0, 1, 2];

export interface Frame {
  readonly firstSeq: number;
  readonly count: number;
  readonly priority: Priority;
  readonly baseAt: number;
  readonly payload: Buffer;
  /** Where the next frame begins. */
  readonly end: number;
}

export function writeFrame(head: Omit<Frame, 'payload' | 'end'>, payload: Uint8Array): Buffer {
  const frame = Buffer.alloc(frameHeaderBytes + payload.length);
  frame.writeUInt32LE(payload.length, 0);
  frame.writeDoubleLE(head.firstSeq, 8);
  frame.writeUInt32LE(head.count, 16);
  frame.writeUInt8(head.priority, 20);
  frame.writeDoubleLE(head.baseAt, 24);
  frame.set(payload, frameHeaderBytes);
  frame.writeUInt32LE(crc32(frame.subarray(8)), 4);
  return frame;
}

/** Null where no whole, sound frame begins at `offset`. */
export function readFrame(bytes: Buffer, offset: number): Frame | null {
  if (offset + frameHeaderBytes > bytes.length) return null;
  const length = bytes.readUInt32LE(offset);
  const end = offset + frameHeaderBytes + length;
  if (length > maxFrameBytes || end > bytes.length) return null;
  if (crc32(bytes.subarray(offset + 8, end)) !== bytes.readUInt32LE(offset + 4)) return null;
  const priority = bytes.readUInt8(offset + 20);
  if (priority !== 0 && priority !== 1 && priority !== 2) return null;
  return {
    firstSeq: bytes.readDoubleLE(offset + 8),
    count: bytes.readUInt32LE(offset + 16),
    priority,
    baseAt: bytes.readDoubleLE(offset + 24),
    payload: bytes.subarray(offset + frameHeaderBytes, end),
    end,
  };
}

/** Every sound frame from `offset` on; stops at the first that is not. */
export function* framesOf(bytes: Buffer, offset: number): Generator<Frame> {
  for (let frame = readFrame(bytes, offset); frame !== null; frame = readFrame(bytes, frame.end)) yield frame;
}
