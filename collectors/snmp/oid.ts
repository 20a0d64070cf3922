/** Object identifiers as text: encoding, order of the MIB tree, subtrees. */

/** RFC 3416 section 4.1. */
const maxArcs = 128;
const maxArc = 0xffff_ffff;

/** Content bytes of an object identifier. Throws on text that is none: that is a fault of ours, not of the wire. */
export function encodeOid(oid: string): Buffer {
  const arcs = oidArcs(oid);
  const bytes: number[] = [];
  const push = (arc: number): void => {
    const groups = [arc % 128];
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
      groups.unshift((rest % 128) + 128);
    bytes.push(...groups);
  };
  push((arcs[0] as number) * 40 + (arcs[1] as number));
  for (const arc of arcs.slice(2)) push(arc);
  return Buffer.from(bytes);
}

export function oidArcs(oid: string): number[] {
  const arcs = oid.split('.').map(Number);
  const top = arcs[0] ?? 3;
  const wrong =
    !/^\d+(\.\d+)+$/.test(oid) ||
    arcs.length > maxArcs ||
    arcs.some((arc) => arc > maxArc) ||
    top > 2 ||
    (top < 2 && (arcs[1] as number) > 39);
  if (wrong) throw new Error(`"${oid}" is not an object identifier`);
  return arcs;
}

/** Order of the MIB tree: arc by arc, as numbers. */
export function compareOids(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = Number(left[i]) - Number(right[i]);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export const isUnder = (oid: string, root: string): boolean =>
  oid.length > root.length && oid.startsWith(root) && oid[root.length] === '.';
