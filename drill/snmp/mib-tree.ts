/** What one simulated agent knows: objects in OID order, each with a value that is worked out when it is asked for. */
import { arcsOf, integerElement, nullElement, octetsElement, oidContents, tags, wrap } from './ber.ts';

export type MibValue =
  | { readonly type: 'integer' | 'counter32' | 'gauge32' | 'timeticks'; readonly value: number }
  | { readonly type: 'counter64'; readonly value: bigint }
  | { readonly type: 'octets'; readonly value: string | Buffer }
  | { readonly type: 'oid' | 'ip'; readonly value: string };

export const integer = (value: number): MibValue => ({ type: 'integer', value: Math.round(value) });
export const gauge = (value: number): MibValue => ({
  type: 'gauge32',
  value: Math.max(0, Math.round(value)),
});
/** Wraps at 2^32, as the agents of old do. */
export const counter32 = (value: number): MibValue => ({
  type: 'counter32',
  value: Math.floor(value) % 0x1_0000_0000,
});
export const counter64 = (value: number | bigint): MibValue => ({
  type: 'counter64',
  value: typeof value === 'bigint' ? value : BigInt(Math.floor(value)),
});
/** Hundredths of a second, from milliseconds. Wraps after 497 days. */
export const ticks = (milliseconds: number): MibValue => ({
  type: 'timeticks',
  value: Math.floor(milliseconds / 10) % 0x1_0000_0000,
});
export const text = (value: string): MibValue => ({ type: 'octets', value });
export const oid = (value: string): MibValue => ({ type: 'oid', value });

/** One object; a function is asked at each request. */
export type MibObject = readonly [oid: string, value: MibValue | (() => MibValue)];

export function encodeValue(value: MibValue): Buffer {
  switch (value.type) {
    case 'octets':
      return octetsElement(Buffer.isBuffer(value.value) ? value.value : Buffer.from(value.value, 'utf8'));
    case 'oid':
      return wrap(tags.oid, oidContents(arcsOf(value.value)));
    case 'ip':
      return wrap(tags.ip, Buffer.from(value.value.split('.').map(Number)));
    default:
      return integerElement(value.value, tags[value.type]);
  }
}

export interface Leaf {
  readonly arcs: readonly number[];
  /** The OID as an element, made once. */
  readonly name: Buffer;
  readonly read: () => MibValue;
}

export function compareArcs(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export class MibTree {
  readonly leaves: readonly Leaf[];
  /** OID contents (as Latin-1 text) → place in `leaves`. */
  readonly #places: ReadonlyMap<string, number>;
  readonly #prefixes: ReadonlySet<string>;

  constructor(objects: readonly MibObject[]) {
    const leaves = objects.map(([dotted, value]): Leaf => {
      const arcs = arcsOf(dotted);
      return {
        arcs,
        name: wrap(tags.oid, oidContents(arcs)),
        read: typeof value === 'function' ? value : () => value,
      };
    });
    leaves.sort((a, b) => compareArcs(a.arcs, b.arcs));
    const places = new Map<string, number>();
    const prefixes = new Set<string>();
    leaves.forEach((leaf, place) => {
      const key = oidContents(leaf.arcs).toString('latin1');
      if (places.has(key)) throw new Error(`object ${leaf.arcs.join('.')} is declared twice`);
      places.set(key, place);
      // A column is the object of its rows: what lies below it is a missing instance, not a missing object.
      prefixes.add(leaf.arcs.slice(0, -1).join('.'));
    });
    this.leaves = leaves;
    this.#places = places;
    this.#prefixes = prefixes;
  }

  get(contents: Buffer): Leaf | undefined {
    const place = this.#places.get(contents.toString('latin1'));
    return place === undefined ? undefined : this.leaves[place];
  }

  /** Place of the first object after `arcs`; the number of objects when there is none. */
  after(arcs: readonly number[], contents: Buffer): number {
    const exact = this.#places.get(contents.toString('latin1'));
    if (exact !== undefined) return exact + 1;
    let low = 0;
    let high = this.leaves.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareArcs(this.leaves[middle]?.arcs ?? [], arcs) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** RFC 3416 section 4.2.1: noSuchInstance when the object exists with other instances. */
  absence(arcs: readonly number[]): Buffer {
    for (let length = arcs.length - 1; length >= Math.max(3, arcs.length - 4); length--) {
      if (this.#prefixes.has(arcs.slice(0, length).join('.'))) return nullElement(tags.noSuchInstance);
    }
    return nullElement(tags.noSuchObject);
  }
}
