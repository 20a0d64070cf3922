/**
 * A strict reader of BER (X.690) as SNMP uses it (RFC 3417 section 8): definite lengths, every inner length
 * exactly filled, numbers inside their type. Anything else throws `Malformed`, which the door counts.
 */

/** A packet that cannot be believed. `cause` is a short name, the same for every packet with the same fault. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

export const tags = {
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  ip: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeticks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
  get: 0xa0,
  getNext: 0xa1,
  response: 0xa2,
  set: 0xa3,
  trapV1: 0xa4,
  getBulk: 0xa5,
  inform: 0xa6,
  trapV2: 0xa7,
  report: 0xa8,
} as const;

/** RFC 3416 section 4.1: at most 128 sub-identifiers, each below 2^32. */
const maxArcs = 128;
const maxArc = 0xffff_ffff;

export class BerReader {
  readonly bytes: Buffer;
  position: number;
  /** End of what may be read now: of the packet, or of the value entered last. */
  end: number;

  constructor(bytes: Buffer, position = 0, end = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  get done(): boolean {
    return this.position === this.end;
  }

  peekTag(): number {
    if (this.position >= this.end) throw new Malformed('truncated');
    return this.bytes[this.position] as number;
  }

  /** Reads a tag and its length; the position is then at the content. Returns the content's end. */
  open(tag: number): number {
    if (this.peekTag() !== tag) throw new Malformed('unexpected tag');
    this.position += 1;
    const length = this.length();
    const end = this.position + length;
    if (end > this.end) throw new Malformed('length beyond its container');
    return end;
  }

  /** Opens a constructed value that must fill its container to the last byte, and narrows the reader to it. */
  enterLast(tag: number): void {
    const end = this.open(tag);
    if (end !== this.end) throw new Malformed('bytes after the value');
  }

  private length(): number {
    if (this.position >= this.end) throw new Malformed('truncated');
    const first = this.bytes[this.position++] as number;
    if (first < 0x80) return first;
    const count = first & 0x7f;
    // 0x80 is the indefinite form, which RFC 3417 section 8 forbids; more than 4 bytes cannot be in a datagram.
    if (count === 0 || count > 4) throw new Malformed('indefinite or absurd length');
    if (this.position + count > this.end) throw new Malformed('truncated');
    let length = 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + (this.bytes[this.position++] as number);
    return length;
  }

  /** INTEGER of 32 bits, signed. */
  integer(): number {
    const end = this.open(tags.integer);
    const size = end - this.position;
    if (size < 1 || size > 4) throw new Malformed('integer of a wrong size');
    const value = this.bytes.readIntBE(this.position, size);
    this.position = end;
    return value;
  }

  /**
   * Counter32, Gauge32, TimeTicks. Many agents forget the leading zero of numbers above 2^31: four bytes are
   * read as unsigned; five are right only with that zero.
   */
  unsigned32(tag: number): number {
    const end = this.open(tag);
    const size = end - this.position;
    if (size < 1 || size > 5 || (size === 5 && this.bytes[this.position] !== 0))
      throw new Malformed('unsigned number of a wrong size');
    const value = this.bytes.readUIntBE(this.position, size);
    this.position = end;
    return value;
  }

  unsigned64(tag: number): bigint {
    const end = this.open(tag);
    const size = end - this.position;
    if (size < 1 || size > 9 || (size === 9 && this.bytes[this.position] !== 0))
      throw new Malformed('64-bit number of a wrong size');
    let value = 0n;
    if (size <= 6) value = BigInt(this.bytes.readUIntBE(this.position, size));
    else for (let i = this.position; i < end; i += 1) value = value * 256n + BigInt(this.bytes[i] as number);
    this.position = end;
    return value;
  }

  /** A copy, so that a kept value does not keep its datagram alive. */
  octets(tag: number): Buffer {
    const end = this.open(tag);
    const value = Buffer.from(this.bytes.subarray(this.position, end));
    this.position = end;
    return value;
  }

  /** NULL and the three exceptions: no content. */
  empty(tag: number): null {
    if (this.open(tag) !== this.position) throw new Malformed('content where none may be');
    return null;
  }

  ipAddress(): string {
    const end = this.open(tags.ip);
    if (end - this.position !== 4) throw new Malformed('address of a wrong size');
    const value = `${this.bytes[this.position]}.${this.bytes[this.position + 1]}.${this.bytes[this.position + 2]}.${this.bytes[this.position + 3]}`;
    this.position = end;
    return value;
  }

  oid(): string {
    const end = this.open(tags.oid);
    const value = decodeOid(this.bytes, this.position, end);
    this.position = end;
    return value;
  }
}

const scratch = { arc: 0 };

/** One sub-identifier at `at`; returns the next position, the value in `out`: no allocation on the hot road. */
export function readArc(bytes: Buffer, at: number, end: number, out: { arc: number }): number {
  let arc = 0;
  let position = at;
  // X.690 8.19.2: the leading byte of a sub-identifier is never 0x80.
  if (bytes[position] === 0x80) throw new Malformed('padded object identifier');
  for (;;) {
    if (position >= end) throw new Malformed('truncated object identifier');
    const byte = bytes[position++] as number;
    arc = arc * 128 + (byte & 0x7f);
    if (arc > maxArc) throw new Malformed('object identifier out of range');
    if (byte < 0x80) break;
  }
  out.arc = arc;
  return position;
}

/** The text of an encoded object identifier; with `suffix` the bytes go on after a known prefix. */
export function decodeOid(bytes: Buffer, from: number, end: number): string {
  if (from >= end) throw new Malformed('empty object identifier');
  const out = { arc: 0 };
  let position = readArc(bytes, from, end, out);
  const top = out.arc < 40 ? 0 : out.arc < 80 ? 1 : 2;
  let text = `${top}.${out.arc - top * 40}`;
  for (let arcs = 2; position < end; arcs += 1) {
    if (arcs >= maxArcs) throw new Malformed('object identifier too long');
    position = readArc(bytes, position, end, out);
    text += `.${out.arc}`;
  }
  return text;
}

/** The arcs after a known prefix, into `arcs`, which is emptied first (one array serves a whole column). */
export function readSuffix(bytes: Buffer, from: number, end: number, arcs: number[]): void {
  arcs.length = 0;
  let position = from;
  while (position < end) {
    if (arcs.length >= maxArcs) throw new Malformed('object identifier too long');
    position = readArc(bytes, position, end, scratch);
    arcs.push(scratch.arc);
  }
}

/**
 * True if every constructed value of the packet is exactly filled by its parts. A coarse net in front of
 * decoders that are not ours: it does not look inside octet strings.
 */
export function wellFormed(bytes: Buffer, from = 0, end = bytes.length, depth = 0): boolean {
  if (depth > 8) return false;
  let position = from;
  try {
    while (position < end) {
      const reader = new BerReader(bytes, position, end);
      const tag = reader.peekTag();
      const valueEnd = reader.open(tag);
      const constructed = (tag & 0x20) !== 0;
      if (constructed && !wellFormed(bytes, reader.position, valueEnd, depth + 1)) return false;
      position = valueEnd;
      if (depth === 0 && position !== end) return false;
    }
  } catch {
    return false;
  }
  return position === end && (depth > 0 || from < end);
}
