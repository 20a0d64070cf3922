/**
 * A community reply (SNMP v1, v2c; RFC 3416, RFC 1157) from raw bytes to typed varbinds. Strict: a value leaves
 * here only if version, community, PDU type, request-id, count, OIDs, types and every length are those asked for.
 */
import { BerReader, decodeOid, Malformed, readSuffix, tags } from './ber.ts';
import { compareOids, encodeOid } from './oid.ts';
import { encodedColumn, nameOf } from './request-message.ts';
import {
  type ColumnPart,
  type Cursor,
  type GetResult,
  type NextResult,
  noSuchName,
  refusal,
} from './snmp-transport.ts';
import type { Oid, Varbind } from './varbind.ts';

export interface ReplyHead {
  readonly version: number;
  readonly community: Buffer;
  readonly pduType: number;
  readonly requestId: number;
  readonly status: number;
  readonly index: number;
  /** Stands at the varbind list, which fills the rest of the packet. */
  readonly body: BerReader;
}

/** Reads down to the request-id and the error fields; the varbinds wait until the request is known. */
export function readHead(bytes: Buffer): ReplyHead {
  const reader = new BerReader(bytes);
  reader.enterLast(tags.sequence);
  const version = reader.integer();
  if (version !== 0 && version !== 1) throw new Malformed('another version');
  const communityEnd = reader.open(tags.octets);
  const community = bytes.subarray(reader.position, communityEnd);
  reader.position = communityEnd;
  const pduType = reader.peekTag();
  reader.enterLast(pduType);
  const requestId = reader.integer();
  const status = reader.integer();
  const index = reader.integer();
  return { version, community, pduType, requestId, status, index, body: reader };
}

/** Reads one value whose OID is known. */
export function readValue(reader: BerReader, oid: Oid, version: number): Varbind {
  const tag = reader.peekTag();
  switch (tag) {
    case tags.integer:
      return { oid, type: 'integer', value: reader.integer() };
    case tags.octets:
      return { oid, type: 'octets', value: reader.octets(tag) };
    case tags.counter32:
      return { oid, type: 'counter32', value: reader.unsigned32(tag) };
    case tags.gauge32:
      return { oid, type: 'gauge32', value: reader.unsigned32(tag) };
    case tags.timeticks:
      return { oid, type: 'timeticks', value: reader.unsigned32(tag) };
    case tags.oid:
      return { oid, type: 'oid', value: reader.oid() };
    case tags.ip:
      return { oid, type: 'ip', value: reader.ipAddress() };
    case tags.opaque:
      return { oid, type: 'opaque', value: reader.octets(tag) };
    case tags.null:
      return { oid, type: 'null', value: reader.empty(tag) };
  }
  // Counter64 and the exceptions came with SNMPv2 (RFC 3416 section 3).
  if (version === 0) throw new Malformed('type unknown to this version');
  switch (tag) {
    case tags.counter64:
      return { oid, type: 'counter64', value: reader.unsigned64(tag) };
    case tags.noSuchObject:
      return { oid, type: 'noSuchObject', value: reader.empty(tag) };
    case tags.noSuchInstance:
      return { oid, type: 'noSuchInstance', value: reader.empty(tag) };
    case tags.endOfMibView:
      return { oid, type: 'endOfMibView', value: reader.empty(tag) };
    default:
      throw new Malformed('unknown type');
  }
}

const emptyOctets = Buffer.alloc(0);

/** The OIDs of one request, with their encoded form for comparing without decoding. */
export interface AskedOids {
  readonly oids: readonly Oid[];
  readonly encoded: readonly Buffer[];
}
export const askedOids = (oids: readonly Oid[]): AskedOids => ({ oids, encoded: oids.map(encodeOid) });

/** A GET's reply: exactly the OIDs asked for, in their order. */
export function readGetReply(head: ReplyHead, asked: AskedOids): GetResult {
  if (head.status !== 0) return refusal(head.status, head.index);
  const { body } = head;
  body.enterLast(tags.sequence);
  const varbinds: Varbind[] = [];
  for (let i = 0; i < asked.oids.length; i += 1) {
    if (body.done) throw new Malformed('fewer objects than asked');
    const listEnd = body.end;
    body.end = body.open(tags.sequence);
    const oidEnd = body.open(tags.oid);
    const wanted = asked.encoded[i] ?? emptyOctets;
    if (wanted.compare(body.bytes, body.position, oidEnd) !== 0)
      throw new Malformed('another object than asked');
    body.position = oidEnd;
    varbinds.push(readValue(body, asked.oids[i] as Oid, head.version));
    if (!body.done) throw new Malformed('bytes after the value');
    body.end = listEnd;
  }
  if (!body.done) throw new Malformed('more objects than asked');
  return { ok: true, varbinds };
}

/** One column of a walk while its reply is being read. */
interface OpenColumn {
  readonly prefix: Buffer;
  readonly column: Oid;
  /** Arcs after the column of the object before; empty at the start of the column. */
  last: number[];
  spare: number[];
  varbinds: Varbind[];
  ended: boolean;
  looped: boolean;
}

/** A GETBULK's (or v1 GETNEXT's) reply: objects of the asked columns in turn, each further on than the one before. */
export function readNextReply(
  head: ReplyHead,
  cursors: readonly Cursor[],
  maxRepetitions: number,
): NextResult {
  if (head.status === noSuchName && head.version === 0) return v1End(cursors, head.index);
  if (head.status !== 0) return refusal(head.status, head.index);
  const { body } = head;
  body.enterLast(tags.sequence);
  const columns = cursors.map(
    (cursor): OpenColumn => ({
      prefix: encodedColumn(cursor.column),
      column: cursor.column,
      last: arcsAfter(cursor),
      spare: [],
      varbinds: [],
      ended: false,
      looped: false,
    }),
  );
  const most = columns.length * (head.version === 0 ? 1 : maxRepetitions);
  let count = 0;
  while (!body.done) {
    if (count >= most) throw new Malformed('more objects than asked');
    const listEnd = body.end;
    body.end = body.open(tags.sequence);
    takeNext(body, columns[count % columns.length] as OpenColumn, head.version);
    if (!body.done) throw new Malformed('bytes after the value');
    body.end = listEnd;
    count += 1;
  }
  if (count === 0) throw new Malformed('no object');
  return { ok: true, parts: columns.map(({ varbinds, ended, looped }) => ({ varbinds, ended, looped })) };
}

function takeNext(body: BerReader, open: OpenColumn, version: number): void {
  const oidEnd = body.open(tags.oid);
  const start = body.position;
  const { prefix, column } = open;
  const inside =
    oidEnd - start > prefix.length && prefix.compare(body.bytes, start, start + prefix.length) === 0;
  if (!inside) {
    const oid = decodeOid(body.bytes, start, oidEnd);
    body.position = oidEnd;
    const { type } = readValue(body, oid, version);
    if (open.ended || open.looped) return;
    // Outside the column: the column is over, unless the agent went back before it, which is a circle.
    open.ended = true;
    open.looped = type !== 'endOfMibView' && compareOids(oid, column) <= 0;
    return;
  }
  const arcs = open.spare;
  readSuffix(body.bytes, start + prefix.length, oidEnd, arcs);
  body.position = oidEnd;
  const varbind = readValue(body, nameOf(column, arcs), version);
  if (open.ended || open.looped) return;
  if (varbind.type === 'endOfMibView') {
    open.ended = true;
    return;
  }
  if (!further(arcs, open.last)) {
    open.looped = true;
    return;
  }
  open.spare = open.last;
  open.last = arcs;
  if (varbind.value !== null) open.varbinds.push(varbind);
}

const arcsAfter = (cursor: Cursor): number[] =>
  cursor.after === cursor.column
    ? []
    : cursor.after
        .slice(cursor.column.length + 1)
        .split('.')
        .map(Number);

/** In the order of the MIB tree, arc by arc. */
function further(arcs: readonly number[], last: readonly number[]): boolean {
  const shared = Math.min(arcs.length, last.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = (arcs[i] as number) - (last[i] as number);
    if (difference !== 0) return difference > 0;
  }
  return arcs.length > last.length;
}

/** v1 has no endOfMibView: noSuchName at the index of the column that is over (RFC 1157 section 4.1.3). */
function v1End(cursors: readonly Cursor[], index: number): NextResult {
  if (index < 1 || index > cursors.length) return refusal(noSuchName, index);
  const nothing: ColumnPart = { varbinds: [], ended: false, looped: false };
  return {
    ok: true,
    parts: cursors.map((_, at) => (at === index - 1 ? { ...nothing, ended: true } : nothing)),
  };
}

/** Reads any varbind list to its end, OIDs as they come (traps). */
export function readVarbindList(body: BerReader, version: number, most: number): Varbind[] {
  body.enterLast(tags.sequence);
  const varbinds: Varbind[] = [];
  while (!body.done) {
    if (varbinds.length >= most) throw new Malformed('too many objects');
    const listEnd = body.end;
    body.end = body.open(tags.sequence);
    const oid = body.oid();
    varbinds.push(readValue(body, oid, version));
    if (!body.done) throw new Malformed('bytes after the value');
    body.end = listEnd;
  }
  return varbinds;
}
