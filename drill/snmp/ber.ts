/**
 * The few BER rules that SNMP needs (X.690, RFC 3417 section 8): definite lengths only, one pass, no copies.
 * The drill keeps its own so that the collectors are tested against bytes that they did not write.
 */

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
} as const;

export interface Element {
  readonly tag: number;
  /** First byte of the contents, and the byte after the last. */
  readonly start: number;
  readonly end: number;
}

/** Throws RangeError for anything that does not fit; the agent drops the packet. */
export function readElement(packet: Buffer, at: number, limit: number): Element {
  if (at + 2 > limit) throw new RangeError('truncated element');
  const tag = packet.readUInt8(at);
  const first = packet.readUInt8(at + 1);
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > 3 || start + octets > limit) throw new RangeError('length form not taken');
    length = packet.readUIntBE(start, octets);
    start += octets;
  }
  if (start + length > limit) throw new RangeError('element longer than its packet');
  return { tag, start, end: start + length };
}

export function expectElement(packet: Buffer, at: number, limit: number, tag: number): Element {
  const element = readElement(packet, at, limit);
  if (element.tag !== tag) throw new RangeError(`tag ${element.tag} where ${tag} was expected`);
  return element;
}

export function readInteger(packet: Buffer, element: Element): number {
  const length = element.end - element.start;
  if (length < 1 || length > 5) throw new RangeError('integer too long');
  return length === 5 && packet[element.start] === 0
    ? packet.readUIntBE(element.start + 1, 4)
    : packet.readIntBE(element.start, length);
}

export function readOid(contents: Buffer): number[] {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of contents) {
    arc = arc * 128 + (byte & 0x7f);
    if (arc > 0xffffffff) throw new RangeError('arc over 32 bits');
    if (byte & 0x80) continue;
    if (arcs.length === 0) {
      const root = Math.min(2, Math.floor(arc / 40));
      arcs.push(root, arc - root * 40);
    } else arcs.push(arc);
    arc = 0;
  }
  return arcs;
}

export function oidContents(arcs: readonly number[]): Buffer {
  const bytes: number[] = [];
  const head = (arcs[0] ?? 0) * 40 + (arcs[1] ?? 0);
  for (const arc of [head, ...arcs.slice(2)]) {
    const groups = [arc % 128];
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
      groups.unshift((rest % 128) | 0x80);
    bytes.push(...groups);
  }
  return Buffer.from(bytes);
}

export const arcsOf = (dotted: string): number[] => dotted.split('.').map(Number);

function header(tag: number, length: number): Buffer {
  if (length < 0x80) return Buffer.from([tag, length]);
  if (length < 0x100) return Buffer.from([tag, 0x81, length]);
  if (length < 0x10000) return Buffer.from([tag, 0x82, length >> 8, length & 0xff]);
  return Buffer.from([tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]);
}

export const wrap = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([header(tag, length), ...parts]);
};

/** Shortest two's complement form; unsigned types get a leading zero where the top bit is set. */
export function integerContents(value: number | bigint): Buffer {
  let rest = BigInt(value);
  const bytes: number[] = [];
  for (;;) {
    const byte = Number(rest & 0xffn);
    bytes.unshift(byte);
    rest >>= 8n;
    if ((rest === 0n && byte < 0x80) || (rest === -1n && byte >= 0x80)) return Buffer.from(bytes);
  }
}

export const integerElement = (value: number | bigint, tag: number = tags.integer): Buffer =>
  wrap(tag, integerContents(value));
export const octetsElement = (value: Buffer): Buffer => wrap(tags.octets, value);
export const nullElement = (tag: number = tags.null): Buffer => Buffer.from([tag, 0]);
