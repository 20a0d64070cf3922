/** Answers one request PDU from a tree (RFC 3416): GET, GETNEXT, GETBULK; SET is refused, nothing here can be written. */
import {
  expectElement,
  integerElement,
  nullElement,
  readElement,
  readInteger,
  readOid,
  tags,
  wrap,
} from './ber.ts';
import { encodeValue, type Leaf, type MibTree } from './mib-tree.ts';

export const pduTags = {
  get: 0xa0,
  getNext: 0xa1,
  response: 0xa2,
  set: 0xa3,
  getBulk: 0xa5,
  inform: 0xa6,
  trap: 0xa7,
  report: 0xa8,
} as const;

/** Room for the varbinds of one answer: an Ethernet frame less headers, as common agents do. */
const maxBulkBytes = 1_400;
const maxAnswerBytes = 8_192;
const maxVarbinds = 256;
const errors = { none: 0, tooBig: 1, noSuchName: 2, notWritable: 17 } as const;

interface Asked {
  readonly arcs: readonly number[];
  readonly contents: Buffer;
  readonly name: Buffer;
}
export interface RequestPdu {
  readonly tag: number;
  readonly requestId: number;
  readonly first: number;
  readonly second: number;
  readonly asked: readonly Asked[];
  /** The varbind list as it came, for answers that give it back. */
  readonly varbinds: Buffer;
}

export function readPdu(packet: Buffer, at: number, limit: number): RequestPdu {
  const pdu = readElement(packet, at, limit);
  const requestId = expectElement(packet, pdu.start, pdu.end, tags.integer);
  const first = expectElement(packet, requestId.end, pdu.end, tags.integer);
  const second = expectElement(packet, first.end, pdu.end, tags.integer);
  const list = expectElement(packet, second.end, pdu.end, tags.sequence);
  const asked: Asked[] = [];
  for (let next = list.start; next < list.end; ) {
    if (asked.length >= maxVarbinds) throw new RangeError('too many varbinds');
    const varbind = expectElement(packet, next, list.end, tags.sequence);
    const name = expectElement(packet, varbind.start, varbind.end, tags.oid);
    const contents = packet.subarray(name.start, name.end);
    asked.push({ arcs: readOid(contents), contents, name: packet.subarray(varbind.start, name.end) });
    next = varbind.end;
  }
  return {
    tag: pdu.tag,
    requestId: readInteger(packet, requestId),
    first: readInteger(packet, first),
    second: readInteger(packet, second),
    asked,
    varbinds: packet.subarray(second.end, list.end),
  };
}

export const responsePdu = (
  requestId: number,
  status: number,
  index: number,
  varbindList: Buffer,
  tag: number = pduTags.response,
): Buffer => wrap(tag, integerElement(requestId), integerElement(status), integerElement(index), varbindList);

const varbindOf = (leaf: Leaf): Buffer => wrap(tags.sequence, leaf.name, encodeValue(leaf.read()));
const endVarbind = (name: Buffer): Buffer => wrap(tags.sequence, name, nullElement(tags.endOfMibView));

function nextOf(tree: MibTree, asked: Asked): Buffer {
  const leaf = tree.leaves[tree.after(asked.arcs, asked.contents)];
  return leaf ? varbindOf(leaf) : endVarbind(asked.name);
}

function getOf(tree: MibTree, asked: Asked): Buffer {
  const leaf = tree.get(asked.contents);
  return leaf ? varbindOf(leaf) : wrap(tags.sequence, asked.name, tree.absence(asked.arcs));
}

/** Rows are given in turn, as far as the answer has room (RFC 3416 section 4.2.3). */
function bulkOf(tree: MibTree, request: RequestPdu): Buffer[] {
  const single = Math.min(Math.max(request.first, 0), request.asked.length);
  const repeats = Math.min(Math.max(request.second, 0), 1_000);
  const answer = request.asked.slice(0, single).map((asked) => nextOf(tree, asked));
  const columns = request.asked
    .slice(single)
    .map((asked) => ({ place: tree.after(asked.arcs, asked.contents), name: asked.name }));
  let bytes = answer.reduce((sum, varbind) => sum + varbind.length, 0);
  for (let row = 0; row < repeats; row++) {
    let ended = true;
    for (const column of columns) {
      const leaf = tree.leaves[column.place];
      const varbind = leaf ? varbindOf(leaf) : endVarbind(column.name);
      bytes += varbind.length;
      if (bytes > maxBulkBytes && answer.length > 0) return answer;
      answer.push(varbind);
      if (!leaf) continue;
      ended = false;
      column.place++;
      column.name = leaf.name;
    }
    if (ended) return answer;
  }
  return answer;
}

/** v1 has no exceptions: the first object that is not there refuses the whole request (RFC 1157 section 4.1.2). */
function missingOfV1(tree: MibTree, request: RequestPdu): number {
  const there = (asked: Asked): boolean =>
    request.tag === pduTags.get
      ? tree.get(asked.contents) !== undefined
      : tree.after(asked.arcs, asked.contents) < tree.leaves.length;
  return request.asked.findIndex((asked) => !there(asked)) + 1;
}

/** The response PDU, or null for a PDU that an agent does not answer. */
export function answerPdu(tree: MibTree, request: RequestPdu, v1 = false): Buffer | null {
  let varbinds: Buffer[];
  if (v1) {
    if (request.tag === pduTags.getBulk) return null;
    const missing = request.tag === pduTags.set ? 1 : missingOfV1(tree, request);
    if (missing > 0) return responsePdu(request.requestId, errors.noSuchName, missing, request.varbinds);
  }
  switch (request.tag) {
    case pduTags.get:
      varbinds = request.asked.map((asked) => getOf(tree, asked));
      break;
    case pduTags.getNext:
      varbinds = request.asked.map((asked) => nextOf(tree, asked));
      break;
    case pduTags.getBulk:
      varbinds = bulkOf(tree, request);
      break;
    case pduTags.set:
      return responsePdu(request.requestId, errors.notWritable, 1, request.varbinds);
    default:
      return null;
  }
  const list = wrap(tags.sequence, ...varbinds);
  if (list.length > maxAnswerBytes)
    return responsePdu(request.requestId, errors.tooBig, 0, wrap(tags.sequence));
  return responsePdu(request.requestId, errors.none, 0, list);
}
