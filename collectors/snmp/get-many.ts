/**
 * GET of any number of objects in requests of the size that the device was found to bear. What answered is
 * kept whatever happens to the rest; an object that the agent refuses costs only itself.
 */
import { getLimits, type LearnedSizes, shrink, succeed } from './learned-size.ts';
import type { Failure, SnmpTarget, SnmpTransport } from './snmp-transport.ts';
import type { Oid, Varbind } from './varbind.ts';

export interface GetManyResult {
  /** Absent objects stand in it with their exception. */
  readonly varbinds: Map<Oid, Varbind>;
  /** Why some objects are missing; null: all answered. */
  readonly failure: Failure | null;
  readonly requests: number;
}

const noSuchObject = (oid: Oid): Varbind => ({ oid, type: 'noSuchObject', value: null });

/** Lists cut into requests, kept while the list lives: the same arrays let the road keep their encoding. */
const cut = new WeakMap<readonly Oid[], { size: number; chunks: readonly (readonly Oid[])[] }>();

function chunksOf(oids: readonly Oid[], size: number): readonly (readonly Oid[])[] {
  if (oids.length <= size) return oids.length === 0 ? [] : [oids];
  const known = cut.get(oids);
  if (known?.size === size) return known.chunks;
  // Requests of even size: 25 objects at 24 a request are 13 and 12.
  const parts = Math.ceil(oids.length / size);
  const each = Math.ceil(oids.length / parts);
  const chunks: (readonly Oid[])[] = [];
  for (let at = 0; at < oids.length; at += each) chunks.push(oids.slice(at, at + each));
  cut.set(oids, { size, chunks });
  return chunks;
}

export async function getMany(
  transport: SnmpTransport,
  target: SnmpTarget,
  oids: readonly Oid[],
  sizes: LearnedSizes,
): Promise<GetManyResult> {
  const varbinds = new Map<Oid, Varbind>();
  const waiting = [...chunksOf(oids, sizes.get.size)];
  let requests = 0;
  // Each refusal removes an object or halves a request, so the number of requests is bounded by the list.
  const most = 2 * oids.length + waiting.length;
  while (waiting.length > 0 && requests < most) {
    const chunk = waiting.shift() as readonly Oid[];
    requests += 1;
    const result = await transport.get(target, chunk);
    if (result.ok) {
      for (const varbind of result.varbinds) varbinds.set(varbind.oid, varbind);
      sizes.get = succeed(sizes.get, getLimits, chunk.length);
      continue;
    }
    if (result.kind === 'refused') {
      waiting.unshift(...withoutRefused(chunk, result, varbinds));
      continue;
    }
    const smaller = await tryHalf(transport, target, chunk, result, sizes);
    requests += 1;
    if (smaller === null) return { varbinds, failure: result, requests };
    for (const varbind of smaller.varbinds) varbinds.set(varbind.oid, varbind);
    waiting.unshift(chunk.slice(smaller.varbinds.length));
    waiting.splice(0, waiting.length, ...waiting.flatMap((rest) => chunksOf(rest, sizes.get.size)));
  }
  return { varbinds, failure: null, requests };
}

/** v1's noSuchName, or one object that the agent cannot read: it is absent, the others are asked again. */
function withoutRefused(
  chunk: readonly Oid[],
  refusal: Failure,
  varbinds: Map<Oid, Varbind>,
): (readonly Oid[])[] {
  const at = (refusal.index ?? 0) - 1;
  const only = chunk.length === 1 ? 0 : at;
  const refused = chunk[only];
  if (refused !== undefined) {
    varbinds.set(refused, noSuchObject(refused));
    return chunk.length === 1 ? [] : [chunk.filter((oid) => oid !== refused)];
  }
  // The agent does not say which: halves find it.
  const half = Math.ceil(chunk.length / 2);
  return [chunk.slice(0, half), chunk.slice(half)];
}

/**
 * After "too big" or silence, half of it: if that passes, it was the size, and the smaller one is kept; if not,
 * the device itself is silent, and nothing is learned.
 */
async function tryHalf(
  transport: SnmpTransport,
  target: SnmpTarget,
  chunk: readonly Oid[],
  why: Failure,
  sizes: LearnedSizes,
): Promise<{ varbinds: readonly Varbind[] } | null> {
  const sizeMayBeWhy = why.kind === 'too-big' || why.kind === 'timeout' || why.kind === 'malformed';
  if (!sizeMayBeWhy || chunk.length === 1) return null;
  let size = chunk.length;
  let result: Awaited<ReturnType<SnmpTransport['get']>>;
  do {
    size = Math.ceil(size / 2);
    result = await transport.get({ ...target, attempts: 1 }, chunk.slice(0, size));
  } while (!result.ok && result.kind === 'too-big' && size > 1);
  if (!result.ok) return null;
  while (sizes.get.size > size) sizes.get = shrink(sizes.get);
  return result;
}
