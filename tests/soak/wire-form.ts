/** A judge of the protocol buffer encoding that shares no code with the product: are these bytes a sequence of whole fields? */

/** Wire types: 0 varint, 1 eight bytes, 2 length and content, 5 four bytes. Groups (3, 4) are not used by Sparkplug. */
export function wellFormed(bytes: Buffer): boolean {
  let at = 0;
  const varint = (): bigint | null => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) return null;
      value |= BigInt(byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) return value;
    }
    return null;
  };
  while (at < bytes.length) {
    const key = varint();
    if (key === null || key >> 3n === 0n) return false;
    const wire = Number(key & 7n);
    if (wire === 0) {
      if (varint() === null) return false;
    } else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const length = varint();
      if (length === null) return false;
      at += Number(length);
    } else return false;
    if (at > bytes.length) return false;
  }
  return true;
}
