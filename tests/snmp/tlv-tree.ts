/**
 * A second, independent reader of BER for the mutation soak: the packet as a tree, every length exact, or null.
 * It shares no code with the product, so that both would have to be wrong in the same way.
 */
export interface Tlv {
  readonly tag: number;
  readonly content: Buffer;
  /** Of constructed values; null for primitive ones. */
  readonly parts: readonly Tlv[] | null;
}

const constructed = (tag: number): boolean => tag === 0x30 || (tag >= 0xa0 && tag <= 0xa8);

function readOne(bytes: Buffer): { tlv: Tlv; size: number } | null {
  const tag = bytes[0];
  const first = bytes[1];
  if (tag === undefined || first === undefined) return null;
  let length = first;
  let head = 2;
  if (first >= 0x80) {
    const count = first - 0x80;
    if (count < 1 || count > 4 || bytes.length < 2 + count) return null;
    length = bytes.readUIntBE(2, count);
    head += count;
  }
  if (head + length > bytes.length) return null;
  const content = bytes.subarray(head, head + length);
  const parts = constructed(tag) ? readAll(content) : null;
  if (constructed(tag) && parts === null) return null;
  return { tlv: { tag, content, parts }, size: head + length };
}

function readAll(bytes: Buffer): Tlv[] | null {
  const parts: Tlv[] = [];
  for (let at = 0; at < bytes.length; ) {
    const one = readOne(bytes.subarray(at));
    if (one === null) return null;
    parts.push(one.tlv);
    at += one.size;
  }
  return parts;
}

/** The one value that fills the packet. */
export function readTree(bytes: Buffer): Tlv | null {
  const one = readOne(bytes);
  return one !== null && one.size === bytes.length ? one.tlv : null;
}

export interface TreeVarbind {
  readonly oid: Buffer;
  readonly tag: number;
  readonly content: Buffer;
}
export interface TreeMessage {
  readonly version: number;
  readonly community: Buffer;
  readonly pduTag: number;
  readonly numbers: readonly number[];
  readonly varbinds: readonly TreeVarbind[];
}

/** A v1 or v2c message other than a v1 trap; null: not decodable. */
export function readMessage(bytes: Buffer): TreeMessage | null {
  const [version, community, pdu, more] = readTree(bytes)?.parts ?? [];
  if (more !== undefined || version?.tag !== 2 || community?.tag !== 4 || !pdu?.parts) return null;
  const [id, status, index, list, rest] = pdu.parts;
  if (rest !== undefined || id?.tag !== 2 || status?.tag !== 2 || index?.tag !== 2 || list?.tag !== 0x30)
    return null;
  const numbers = [version, id, status, index].map((one) => signed(one.content));
  if (numbers.some((one) => one === null)) return null;
  const varbinds: TreeVarbind[] = [];
  for (const varbind of list.parts ?? []) {
    const [oid, value, extra] = varbind.parts ?? [];
    if (varbind.tag !== 0x30 || oid?.tag !== 6 || value === undefined || extra !== undefined) return null;
    varbinds.push({ oid: oid.content, tag: value.tag, content: value.content });
  }
  return {
    version: numbers[0] as number,
    community: community.content,
    pduTag: pdu.tag,
    numbers: numbers.slice(1) as number[],
    varbinds,
  };
}

export const signed = (content: Buffer): number | null =>
  content.length < 1 || content.length > 4 ? null : content.readIntBE(0, content.length);

/** What the bytes of a value mean; undefined: nothing that may be believed. */
export function meaning(tag: number, content: Buffer): number | bigint | string | null | undefined {
  if (tag === 2) return signed(content) ?? undefined;
  if (tag === 4 || tag === 0x44) return content.toString('hex');
  if (tag === 0x41 || tag === 0x42 || tag === 0x43) {
    const fits = content.length >= 1 && (content.length <= 4 || (content.length === 5 && content[0] === 0));
    return fits ? Number(BigInt(`0x${content.toString('hex')}`)) : undefined;
  }
  if (tag === 0x46) {
    const fits = content.length >= 1 && (content.length <= 8 || (content.length === 9 && content[0] === 0));
    return fits ? BigInt(`0x${content.toString('hex')}`) : undefined;
  }
  if (tag === 0x40) return content.length === 4 ? [...content].join('.') : undefined;
  if (tag === 5 || (tag >= 0x80 && tag <= 0x82)) return content.length === 0 ? null : undefined;
  return tag === 6 ? oidText(content) : undefined;
}

export function oidText(content: Buffer): string | undefined {
  const arcs: number[] = [];
  let arc = 0;
  let begun = false;
  for (const byte of content) {
    if (!begun && byte === 0x80) return undefined;
    begun = true;
    arc = arc * 128 + (byte & 0x7f);
    if (arc > 0xffff_ffff) return undefined;
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
    begun = false;
  }
  if (begun || arcs.length === 0 || arcs.length > 127) return undefined;
  const [first = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - 40 * top, ...rest].join('.');
}
