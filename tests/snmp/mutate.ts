/** Packets for the mutation soak: a builder whose every field can be wrong with right lengths, and raw damage. */

/** mulberry32: the same seed gives the same packets. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
export type Random = () => number;
export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
export const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T;

export function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

export const int32 = (value: number): Buffer => {
  const content = Buffer.alloc(4);
  content.writeInt32BE(value | 0);
  return tlv(2, content);
};

export interface Draft {
  version: number;
  community: string;
  pduTag: number;
  requestId: number;
  status: number;
  index: number;
  varbinds: { oid: Buffer; value: Buffer }[];
}

export const build = (draft: Draft): Buffer =>
  tlv(
    0x30,
    tlv(2, Buffer.from([draft.version & 0xff])),
    tlv(4, Buffer.from(draft.community)),
    tlv(
      draft.pduTag,
      int32(draft.requestId),
      int32(draft.status),
      int32(draft.index),
      tlv(0x30, ...draft.varbinds.map(({ oid, value }) => tlv(0x30, tlv(6, oid), value))),
    ),
  );

/** One field of the draft is another than it should be, all lengths right. */
export function wrongField(random: Random, draft: Draft): Draft {
  const wrong: Draft = { ...draft, varbinds: draft.varbinds.map((one) => ({ ...one })) };
  const at = below(random, wrong.varbinds.length);
  const varbind = wrong.varbinds[at] as { oid: Buffer; value: Buffer };
  const ways: (() => unknown)[] = [
    () => (wrong.version = pick(random, [0, 1, 2, 3, 255])),
    () => (wrong.community = pick(random, ['', 'Public', 'public\0', 'private', 'publi'])),
    () => (wrong.pduTag = 0xa0 + below(random, 9)),
    () => (wrong.requestId = pick(random, [0, -1, wrong.requestId + 1, below(random, 2 ** 31)])),
    () => (wrong.status = below(random, 25)),
    () => wrong.varbinds.splice(at, 1),
    () => wrong.varbinds.splice(at, 0, varbind),
    () => wrong.varbinds.reverse(),
    () => (varbind.oid = Buffer.concat([varbind.oid, Buffer.from([below(random, 256)])])),
    () => (varbind.oid = varbind.oid.subarray(0, below(random, varbind.oid.length))),
    () => (varbind.value = tlv(below(random, 256), varbind.value.subarray(2))),
    () =>
      (varbind.value = tlv(varbind.value[0] as number, Buffer.alloc(below(random, 12), below(random, 256)))),
    () => (varbind.value = tlv(0x30, varbind.value)),
  ];
  pick(random, ways)();
  return wrong;
}

/** Damage to the bytes themselves. */
export function damaged(random: Random, bytes: Buffer): Buffer {
  let out = Buffer.from(bytes);
  for (let hits = 1 + below(random, 3); hits > 0; hits -= 1) {
    const at = below(random, Math.max(1, out.length));
    const some = Buffer.from(Array.from({ length: 1 + below(random, 8) }, () => below(random, 256)));
    const ways: (() => Buffer)[] = [
      () => set(out, at, (out[at] ?? 0) ^ (1 << below(random, 8))),
      () => set(out, at, below(random, 256)),
      () => set(out, at, pick(random, [0, 0x7f, 0x80, 0x81, 0x84, 0xff])),
      () => out.subarray(0, at),
      () => Buffer.concat([out, some]),
      () => Buffer.concat([out.subarray(0, at), some, out.subarray(at)]),
      () => Buffer.concat([out.subarray(0, at), out.subarray(at + some.length)]),
      () => Buffer.concat([out.subarray(0, at), out.subarray(Math.max(0, at - some.length))]),
      () => Buffer.concat([out, out]),
    ];
    out = Buffer.from(pick(random, ways)());
  }
  return out;
}

function set(bytes: Buffer, at: number, value: number): Buffer {
  if (at < bytes.length) bytes[at] = value;
  return bytes;
}
