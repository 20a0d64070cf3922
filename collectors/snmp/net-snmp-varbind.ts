/** net-snmp's varbinds into ours: every type known, every number finite and inside its type, else `Malformed`. */
import type { Varbind as LibraryVarbind } from 'net-snmp';
import { Malformed, tags } from './ber.ts';
import { compareOids, isUnder } from './oid.ts';
import type { ColumnPart, Cursor } from './snmp-transport.ts';
import type { Oid, Varbind } from './varbind.ts';

const numberTypes = {
  [tags.integer]: { type: 'integer', least: -0x8000_0000, most: 0x7fff_ffff },
  [tags.counter32]: { type: 'counter32', least: 0, most: 0xffff_ffff },
  [tags.gauge32]: { type: 'gauge32', least: 0, most: 0xffff_ffff },
  [tags.timeticks]: { type: 'timeticks', least: 0, most: 0xffff_ffff },
} as const;
const octetTypes = { [tags.octets]: 'octets', [tags.opaque]: 'opaque' } as const;
const textTypes = { [tags.oid]: 'oid', [tags.ip]: 'ip' } as const;
const emptyTypes = {
  [tags.null]: 'null',
  [tags.noSuchObject]: 'noSuchObject',
  [tags.noSuchInstance]: 'noSuchInstance',
  [tags.endOfMibView]: 'endOfMibView',
} as const;

const has = <T extends object>(table: T, tag: number): tag is number & keyof T => Object.hasOwn(table, tag);

export function fromLibrary(varbind: LibraryVarbind): Varbind {
  const tag: number = varbind.type ?? -1;
  const value: unknown = varbind.value;
  const { oid } = varbind;
  if (has(numberTypes, tag)) {
    const { type, least, most } = numberTypes[tag];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      throw new Malformed('number out of its type');
    return { oid, type, value };
  }
  if (tag === tags.counter64) return { oid, type: 'counter64', value: bigCounter(value) };
  if (has(octetTypes, tag) && Buffer.isBuffer(value))
    return { oid, type: octetTypes[tag], value: Buffer.from(value) };
  if (has(textTypes, tag) && typeof value === 'string') return { oid, type: textTypes[tag], value };
  if (has(emptyTypes, tag)) return { oid, type: emptyTypes[tag], value: null };
  throw new Malformed('unknown type');
}

function bigCounter(value: unknown): bigint {
  if (
    !Buffer.isBuffer(value) ||
    value.length < 1 ||
    value.length > 9 ||
    (value.length === 9 && value[0] !== 0)
  )
    throw new Malformed('64-bit number of a wrong size');
  return BigInt(`0x${value.toString('hex')}`);
}

export function exactly(oids: readonly Oid[], varbinds: readonly LibraryVarbind[]): Varbind[] {
  if (varbinds.length !== oids.length) throw new Malformed('more or fewer objects than asked');
  return varbinds.map((varbind, at) => {
    if (varbind.oid !== oids[at]) throw new Malformed('another object than asked');
    return fromLibrary(varbind);
  });
}

/** One column's objects: those inside it, each further on than the one before. */
export function columnPart(cursor: Cursor, varbinds: readonly LibraryVarbind[]): ColumnPart {
  const taken: Varbind[] = [];
  let last = cursor.after;
  for (const raw of varbinds) {
    const varbind = fromLibrary(raw);
    if (varbind.type === 'endOfMibView') return { varbinds: taken, ended: true, looped: false };
    const forward = compareOids(varbind.oid, last) > 0;
    if (!isUnder(varbind.oid, cursor.column)) return { varbinds: taken, ended: true, looped: !forward };
    if (!forward) return { varbinds: taken, ended: false, looped: true };
    last = varbind.oid;
    if (varbind.value !== null) taken.push(varbind);
  }
  return { varbinds: taken, ended: false, looped: false };
}
