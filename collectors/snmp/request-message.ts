/**
 * A request's datagram from parts that are already encoded. snmp-native's own encoder builds a dozen buffers for
 * each object (a quarter of a poll's CPU, measured): it encodes what is asked again and again, once; this joins
 * what differs each time. The test compares both byte by byte.
 */
import { Buffer } from 'node:buffer';
import { BerReader, tags } from './ber.ts';
import { encodeOid } from './oid.ts';
import type { Cursor } from './snmp-transport.ts';
import type { Oid } from './varbind.ts';

const endOfVarbind = Buffer.from([0x05, 0x00]);
/** Request-ids keep four bytes, so that one can be written over another in place. */
export const leastRequestId = 0x0100_0000;
export const mostRequestId = 0x7fff_ffff;

function head(tag: number, length: number): number[] {
  if (length < 0x80) return [tag, length];
  return length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
}

const small = (value: number): number[] =>
  value < 0x80 ? [0x02, 1, value] : [0x02, 2, value >> 8, value & 0xff];

export interface Asked {
  readonly version: 0 | 1;
  readonly community: Buffer;
  readonly pduTag: number;
  readonly requestId: number;
  /** error-status and error-index; of a GETBULK non-repeaters and max-repetitions. */
  readonly first: number;
  readonly second: number;
  /** Content bytes of the objects' names. */
  readonly names: readonly Buffer[];
}

export function requestMessage(asked: Asked): Buffer {
  const { community, names } = asked;
  const pieces: (readonly number[] | Buffer)[] = [];
  let length = 0;
  for (const name of names) {
    const inner = head(0x06, name.length);
    const body = inner.length + name.length + endOfVarbind.length;
    const outer = head(0x30, body);
    length += outer.length + body;
    pieces.push(outer, inner, name, endOfVarbind);
  }
  const list = head(0x30, length);
  const id = asked.requestId;
  const fixed = [
    0x02,
    4,
    id >>> 24,
    (id >> 16) & 0xff,
    (id >> 8) & 0xff,
    id & 0xff,
    ...small(asked.first),
    ...small(asked.second),
    ...list,
  ];
  const pdu = head(asked.pduTag, fixed.length + length);
  const owner = head(0x04, community.length);
  const all = 3 + owner.length + community.length + pdu.length + fixed.length + length;
  const outer = head(0x30, all);
  const out = Buffer.allocUnsafe(outer.length + all);
  let at = 0;
  for (const piece of [outer, [0x02, 1, asked.version], owner, community, pdu, fixed, ...pieces]) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

interface KnownColumn {
  readonly bytes: Buffer;
  /** Names of its first rows, made once: a fresh string for each object of each walk costs more than reading it. */
  readonly rows: (Oid | undefined)[];
}
/** Columns are few (they come from profiles) and used at every poll; rows are bounded each and all together. */
const columns = new Map<Oid, KnownColumn>();
const maxColumns = 10_000;
const maxRow = 4_096;
const maxNames = 400_000;
let names = 0;

function knownColumn(column: Oid): KnownColumn {
  let known = columns.get(column);
  if (known === undefined) {
    if (columns.size >= maxColumns || names >= maxNames) {
      columns.clear();
      names = 0;
    }
    known = { bytes: encodeOid(column), rows: [] };
    columns.set(column, known);
  }
  return known;
}

export const encodedColumn = (column: Oid): Buffer => knownColumn(column).bytes;

/** The object of a column at a row. */
export function nameOf(column: Oid, row: readonly number[]): Oid {
  const arc = row[0] as number;
  if (row.length !== 1 || arc >= maxRow || names >= maxNames) return `${column}.${row.join('.')}`;
  const { rows } = knownColumn(column);
  let name = rows[arc];
  if (name === undefined) {
    name = `${column}.${arc}`;
    // A sparse array becomes a slow table: filled up to the row.
    while (rows.length < arc) rows.push(undefined);
    rows[arc] = name;
    names += 1;
  }
  return name;
}

/** The name that a GETBULK starts after: the column's bytes and the few of the row. */
export function encodedAfter(cursor: Cursor): Buffer {
  const column = encodedColumn(cursor.column);
  if (cursor.after === cursor.column) return column;
  const bytes: number[] = [];
  for (const arc of cursor.after.slice(cursor.column.length + 1).split('.')) pushArc(bytes, Number(arc));
  return Buffer.concat([column, Buffer.from(bytes)], column.length + bytes.length);
}

function pushArc(bytes: number[], arc: number): void {
  let divisor = 1;
  while (Math.floor(arc / divisor) >= 0x80) divisor *= 0x80;
  for (; divisor > 1; divisor /= 0x80) bytes.push((Math.floor(arc / divisor) % 0x80) | 0x80);
  bytes.push(arc % 0x80);
}

/** Where the four bytes of the request-id stand in an encoded community message. */
export function requestIdPlace(message: Buffer): number {
  const reader = new BerReader(message);
  reader.enterLast(tags.sequence);
  reader.integer();
  reader.octets(tags.octets);
  reader.enterLast(reader.peekTag());
  const end = reader.open(tags.integer);
  if (end - reader.position !== 4) throw new Error('the request-id does not have four bytes');
  return reader.position;
}
