/**
 * Road 1, SNMP v1 and v2c: snmp-native encodes and holds the one socket shared by all devices; our strict reader
 * takes the replies through its `msgReceived` door. Its own parser is not used:
 * it checks neither source, version, community nor PDU type, drops varbinds and rounds 64-bit counters.
 */
import { Buffer } from 'node:buffer';
import { randomFillSync } from 'node:crypto';
import type { RemoteInfo, Socket, SocketOptions } from 'node:dgram';
import type { LookupOneOptions } from 'node:dns';
import { isIPv6 } from 'node:net';
import snmpNative from 'snmp-native';
import { Malformed, tags } from './ber.ts';
import { oidArcs } from './oid.ts';
import {
  type AskedOids,
  askedOids,
  type ReplyHead,
  readGetReply,
  readHead,
  readNextReply,
} from './reply-message.ts';
import {
  encodedAfter,
  leastRequestId,
  mostRequestId,
  requestIdPlace,
  requestMessage,
} from './request-message.ts';
import {
  type CountDrop,
  type Cursor,
  type Failure,
  failure,
  type GetResult,
  type NextResult,
  type SnmpTarget,
  type SnmpTransport,
} from './snmp-transport.ts';
import type { Oid } from './varbind.ts';

/** What is used of the library and its type package does not declare. */
interface NativePacket {
  version: number;
  community: string;
  pdu: {
    type: number;
    reqid: number;
    error: number;
    errorIndex: number;
    varbinds: { type: number; value: null; oid: number[] }[];
  };
}
interface NativeSession {
  readonly socket: Socket | undefined;
  close(): void;
}
interface NativeLibrary {
  encode(packet: NativePacket): Buffer;
  Session: new (options: {
    /** Handed to `dgram.createSocket`, which takes options as well as a name. */
    family: SocketOptions;
    msgReceived: (message: Buffer, from: RemoteInfo) => void;
  }) => NativeSession;
}
const native = snmpNative as unknown as NativeLibrary;

/** A GET's PDU type as snmp-native counts them. */
const nativeGet = 0;

/** Replies of many devices arrive together: the kernel must hold them while we read. */
const receiveBufferBytes = 4 * 1024 * 1024;
/** More requests in flight than this are refused; the poller stays far below. */
const maxInFlight = 8_192;

interface Pending {
  readonly session: NativeSession;
  readonly target: SnmpTarget;
  readonly datagram: Buffer;
  readonly version: number;
  readonly community: Buffer;
  readonly read: (head: ReplyHead) => GetResult | NextResult;
  readonly settle: (result: GetResult | NextResult) => void;
  sent: number;
  timer: NodeJS.Timeout | null;
  /** Something came that was not taken: said when the request times out. */
  note: string | null;
}

/** A list of objects that is asked again and again: its names, and its datagram for the last that asked. */
interface KnownList extends AskedOids {
  packet: {
    readonly community: string;
    readonly version: number;
    readonly bytes: Buffer;
    readonly idAt: number;
  } | null;
}

export class SnmpNativeRoad implements SnmpTransport {
  readonly name = 'snmp-native';
  private readonly pending = new Map<number, Pending>();
  private readonly sessions = new Map<'udp4' | 'udp6', NativeSession>();
  private readonly lists = new WeakMap<readonly Oid[], KnownList>();
  private readonly ids = new Uint32Array(1024);
  private nextId = this.ids.length;
  private closed = false;
  private readonly drop: CountDrop;
  private readonly random: () => number;

  constructor(drop: CountDrop, random: () => number) {
    this.drop = drop;
    this.random = random;
  }

  get(target: SnmpTarget, oids: readonly Oid[]): Promise<GetResult> {
    let list = this.lists.get(oids);
    if (list === undefined) {
      list = { ...askedOids(oids), packet: null };
      this.lists.set(oids, list);
    }
    const known = list;
    const datagram = (community: string, version: 0 | 1, id: number): Buffer =>
      getDatagram(known, community, version, id);
    return this.request(target, datagram, (head) => readGetReply(head, known));
  }

  next(target: SnmpTarget, cursors: readonly Cursor[], maxRepetitions: number): Promise<NextResult> {
    const datagram = (community: string, version: 0 | 1, requestId: number): Buffer =>
      requestMessage({
        version,
        community: Buffer.from(community),
        pduTag: version === 0 ? tags.getNext : tags.getBulk,
        requestId,
        first: 0,
        second: version === 0 ? 0 : maxRepetitions,
        names: cursors.map(encodedAfter),
      });
    return this.request(target, datagram, (head) => readNextReply(head, cursors, maxRepetitions));
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const session of this.sessions.values()) session.close();
    this.sessions.clear();
    for (const id of [...this.pending.keys()]) this.settle(id, failure('unreachable', 'closed'));
  }

  private request<Result extends GetResult | NextResult>(
    target: SnmpTarget,
    datagram: (community: string, version: 0 | 1, id: number) => Buffer,
    read: (head: ReplyHead) => Result,
  ): Promise<Result | Failure> {
    const { access } = target;
    if (this.closed) return Promise.resolve(failure('unreachable', 'closed'));
    if (this.pending.size >= maxInFlight)
      return Promise.resolve(failure('unreachable', 'too many requests in flight'));
    if (access.version === '3') return Promise.resolve(failure('unreachable', 'v3 does not go this road'));
    const version = access.version === '1' ? 0 : 1;
    return new Promise((resolve) => {
      const id = this.freshId();
      this.pending.set(id, {
        session: this.session(isIPv6(target.address) ? 'udp6' : 'udp4'),
        target,
        datagram: datagram(access.community, version, id),
        version,
        community: Buffer.from(access.community),
        read,
        settle: resolve as (result: GetResult | NextResult) => void,
        sent: 0,
        timer: null,
        note: null,
      });
      this.transmit(id);
    });
  }

  /** Sends, and again with the same request-id until its attempts are over. */
  private transmit(id: number): void {
    const pending = this.pending.get(id);
    if (pending === undefined) return;
    const { session, target, datagram } = pending;
    if (pending.sent >= target.attempts) {
      const kind = pending.note?.startsWith('malformed') ? 'malformed' : 'timeout';
      this.settle(id, failure(kind, pending.note ?? 'no answer'));
      return;
    }
    pending.sent += 1;
    session.socket?.send(datagram, target.port, target.address, (error) => {
      if (error !== null) this.settle(id, failure('unreachable', error.message));
    });
    // Each attempt waits a little more or less than the others, so that devices do not retry in step.
    pending.timer = setTimeout(() => this.transmit(id), target.timeoutMs * (0.9 + 0.2 * this.random()));
  }

  private settle(id: number, result: GetResult | NextResult): void {
    const pending = this.pending.get(id);
    if (pending === undefined) return;
    this.pending.delete(id);
    if (pending.timer !== null) clearTimeout(pending.timer);
    pending.settle(result);
  }

  /** Random, so that a reply cannot be guessed from outside; never one that is in flight. */
  private freshId(): number {
    for (;;) {
      if (this.nextId >= this.ids.length) {
        randomFillSync(this.ids);
        this.nextId = 0;
      }
      const id = (this.ids[this.nextId++] as number) & mostRequestId;
      if (id >= leastRequestId && !this.pending.has(id)) return id;
    }
  }

  private session(family: 'udp4' | 'udp6'): NativeSession {
    let session = this.sessions.get(family);
    if (session === undefined) {
      session = new native.Session({
        family: { type: family, recvBufferSize: receiveBufferBytes, lookup: asItIs },
        msgReceived: (message, from) => this.received(message, from),
      });
      this.sessions.set(family, session);
    }
    return session;
  }

  /** Every datagram that reaches the shared socket, from whomever. */
  received(message: Buffer, from: RemoteInfo): void {
    let head: ReplyHead;
    try {
      head = readHead(message);
    } catch (error) {
      this.refuseUnread(error, from);
      return;
    }
    const pending = this.pending.get(head.requestId);
    // Also what a reply to an earlier attempt looks like, once the request is over.
    if (pending === undefined) {
      this.drop('reply to no request', from.address);
      return;
    }
    const wrong = mismatch(head, pending, from);
    if (wrong !== null) {
      // Not ours: the request goes on waiting for the real one, else anyone could silence a device.
      pending.note = `${wrong} (from ${from.address}:${from.port})`;
      this.drop(wrong, from.address);
      return;
    }
    let result: GetResult | NextResult;
    try {
      result = pending.read(head);
    } catch (error) {
      // A fault of our own reader counts as well: no packet may end the process.
      const why = error instanceof Malformed ? error.message : 'fault of the reader';
      this.drop(`malformed reply: ${why}`, from.address);
      result = failure('malformed', why);
    }
    this.settle(head.requestId, result);
  }

  /** A packet whose head cannot be read belongs to nobody; the devices waiting on that address hear of it. */
  private refuseUnread(error: unknown, from: RemoteInfo): void {
    const why = `malformed reply: ${error instanceof Malformed ? error.message : 'fault of the reader'}`;
    this.drop(why, from.address);
    for (const pending of this.pending.values())
      if (pending.target.address === from.address && pending.target.port === from.port) pending.note = why;
  }
}

/** Addresses are numeric here: nothing to look up. */
const asItIs = (
  address: string,
  _options: LookupOneOptions,
  callback: (error: null, address: string, family: number) => void,
): void => callback(null, address, isIPv6(address) ? 6 : 4);

/** snmp-native encodes the list once; the request-id is written over in a copy. */
function getDatagram(list: KnownList, community: string, version: 0 | 1, requestId: number): Buffer {
  let { packet } = list;
  if (packet === null || packet.community !== community || packet.version !== version) {
    const varbinds = list.oids.map((oid) => ({ type: 5, value: null, oid: oidArcs(oid) }));
    const pdu = { type: nativeGet, reqid: leastRequestId, error: 0, errorIndex: 0, varbinds };
    const bytes = native.encode({ version, community, pdu });
    packet = { community, version, bytes, idAt: requestIdPlace(bytes) };
    list.packet = packet;
  }
  const datagram = Buffer.from(packet.bytes);
  datagram.writeUInt32BE(requestId, packet.idAt);
  return datagram;
}

function mismatch(head: ReplyHead, pending: Pending, from: RemoteInfo): string | null {
  if (from.address !== pending.target.address || from.port !== pending.target.port)
    return 'reply from another address';
  if (head.version !== pending.version) return 'reply of another version';
  if (!head.community.equals(pending.community)) return 'reply with another community';
  if (head.pduType !== tags.response) return 'reply of another PDU type';
  return null;
}
