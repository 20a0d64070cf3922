/**
 * Road 1, SNMP v1 and v2c: snmp-native sends (its own PDU builder and retransmission, one shared socket for all
 * devices) and our strict reader takes the replies through its `msgReceived` door. Its own parser is not used:
 * it checks neither source, version, community nor PDU type, drops varbinds and rounds 64-bit counters.
 */
import { Buffer } from 'node:buffer';
import { randomFillSync } from 'node:crypto';
import type { RemoteInfo, Socket } from 'node:dgram';
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
  socket: Socket | undefined;
  requestId: () => number;
  /** Its requests in flight; `timeout` is set once the datagram has left. */
  reqs: Record<number, { timeout?: NodeJS.Timeout }>;
  sendMsg(
    packet: NativePacket,
    options: { host: string; port: number; timeouts: number[] },
    callback: (error: Error | null) => void,
  ): void;
  close(): void;
}
interface NativeLibrary {
  Session: new (options: {
    family: 'udp4' | 'udp6';
    msgReceived: (message: Buffer, from: RemoteInfo) => void;
  }) => NativeSession;
}
const native = snmpNative as unknown as NativeLibrary;

/** PDU types as snmp-native counts them. */
const pduTypes = { get: 0, getNext: 1, getBulk: 5 } as const;

/** Replies of many devices arrive together: the kernel must hold them while we read. */
const receiveBufferBytes = 4 * 1024 * 1024;
/** More requests in flight than this are refused; the poller stays far below. */
const maxInFlight = 8_192;

interface Pending {
  readonly session: NativeSession;
  readonly target: SnmpTarget;
  readonly version: number;
  readonly community: Buffer;
  readonly read: (head: ReplyHead) => GetResult | NextResult;
  readonly settle: (result: GetResult | NextResult) => void;
  /** Something came that was not taken: said when the request times out. */
  note: string | null;
}

export class SnmpNativeRoad implements SnmpTransport {
  readonly name = 'snmp-native';
  private readonly pending = new Map<number, Pending>();
  private readonly sessions = new Map<'udp4' | 'udp6', NativeSession>();
  private readonly asked = new WeakMap<readonly Oid[], AskedOids & { readonly arcs: readonly number[][] }>();
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
    // The poller asks the same list again and again: its encoding is kept as long as the list lives.
    let asked = this.asked.get(oids);
    if (asked === undefined) {
      asked = { ...askedOids(oids), arcs: oids.map(oidArcs) };
      this.asked.set(oids, asked);
    }
    const wanted = asked;
    return this.request(target, { type: pduTypes.get, arcs: wanted.arcs, repetitions: 0 }, (head) =>
      readGetReply(head, wanted),
    );
  }

  next(target: SnmpTarget, cursors: readonly Cursor[], maxRepetitions: number): Promise<NextResult> {
    const arcs = cursors.map((cursor) => oidArcs(cursor.after));
    const v1 = target.access.version === '1';
    const ask = v1
      ? { type: pduTypes.getNext, arcs, repetitions: 0 }
      : { type: pduTypes.getBulk, arcs, repetitions: maxRepetitions };
    return this.request(target, ask, (head) => readNextReply(head, cursors, maxRepetitions));
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const session of this.sessions.values()) session.close();
    this.sessions.clear();
    for (const id of [...this.pending.keys()]) this.settle(id, failure('unreachable', 'closed'));
  }

  private request<Result extends GetResult | NextResult>(
    target: SnmpTarget,
    ask: { type: number; arcs: readonly number[][]; repetitions: number },
    read: (head: ReplyHead) => Result,
  ): Promise<Result | Failure> {
    if (this.closed) return Promise.resolve(failure('unreachable', 'closed'));
    if (this.pending.size >= maxInFlight)
      return Promise.resolve(failure('unreachable', 'too many requests in flight'));
    const { access } = target;
    if (access.version === '3') return Promise.resolve(failure('unreachable', 'v3 does not go this road'));
    const session = this.session(isIPv6(target.address) ? 'udp6' : 'udp4');
    const version = access.version === '1' ? 0 : 1;
    const packet: NativePacket = {
      version,
      community: access.community,
      pdu: {
        type: ask.type,
        reqid: 0,
        // In a GETBULK these two fields are non-repeaters and max-repetitions (RFC 3416 section 3).
        error: 0,
        errorIndex: ask.repetitions,
        varbinds: ask.arcs.map((oid) => ({ type: 5, value: null, oid })),
      },
    };
    return new Promise((resolve) => {
      const id = this.freshId();
      session.requestId = () => id;
      const community = Buffer.from(access.community);
      const settle = resolve as (result: GetResult | NextResult) => void;
      this.pending.set(id, { session, target, version, community, read, settle, note: null });
      try {
        session.sendMsg(
          packet,
          { host: target.address, port: target.port, timeouts: this.waits(target) },
          (error) => this.settle(id, this.sendFailure(id, error)),
        );
      } catch (error) {
        this.settle(
          id,
          failure('unreachable', `cannot be sent: ${error instanceof Error ? error.message : error}`),
        );
      }
    });
  }

  /** Each attempt waits a little more or less than the others, so that devices do not retry in step. */
  private waits(target: SnmpTarget): number[] {
    const waits: number[] = [];
    for (let i = 0; i < target.attempts; i += 1)
      waits.push(Math.max(1, Math.round(target.timeoutMs * (0.9 + 0.2 * this.random()))));
    return waits;
  }

  private sendFailure(id: number, error: Error | null): Failure {
    const note = this.pending.get(id)?.note;
    if (error === null || error.message === 'Timeout')
      return failure(note?.startsWith('malformed') ? 'malformed' : 'timeout', note ?? 'no answer');
    return failure('unreachable', error.message);
  }

  private settle(id: number, result: GetResult | NextResult): void {
    const pending = this.pending.get(id);
    if (pending === undefined) return;
    this.pending.delete(id);
    const entry = pending.session.reqs[id];
    if (entry !== undefined) {
      clearTimeout(entry.timeout);
      delete pending.session.reqs[id];
    }
    pending.settle(result);
  }

  /** Random, so that a reply cannot be guessed from outside; never one that is in flight. */
  private freshId(): number {
    for (;;) {
      if (this.nextId >= this.ids.length) {
        randomFillSync(this.ids);
        this.nextId = 0;
      }
      const id = (this.ids[this.nextId++] as number) & 0x7fff_ffff;
      if (id !== 0 && !this.pending.has(id)) return id;
    }
  }

  private session(family: 'udp4' | 'udp6'): NativeSession {
    let session = this.sessions.get(family);
    if (session === undefined) {
      session = new native.Session({ family, msgReceived: (message, from) => this.received(message, from) });
      const { socket } = session;
      socket?.on('listening', () => {
        try {
          socket.setRecvBufferSize(receiveBufferBytes);
        } catch {
          // A kernel that refuses keeps its own size: only a burst would show it, as retries.
        }
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
      if (!(error instanceof Malformed)) throw error;
      this.drop(`malformed reply: ${error.message}`, from.address);
      result = failure('malformed', error.message);
    }
    this.settle(head.requestId, result);
  }

  /** A packet whose head cannot be read belongs to nobody; the devices waiting on that address hear of it. */
  private refuseUnread(error: unknown, from: RemoteInfo): void {
    if (!(error instanceof Malformed)) throw error;
    this.drop(`malformed reply: ${error.message}`, from.address);
    for (const pending of this.pending.values())
      if (pending.target.address === from.address && pending.target.port === from.port)
        pending.note = `malformed reply: ${error.message}`;
  }
}

function mismatch(head: ReplyHead, pending: Pending, from: RemoteInfo): string | null {
  if (from.address !== pending.target.address || from.port !== pending.target.port)
    return 'reply from another address';
  if (head.version !== pending.version) return 'reply of another version';
  if (!head.community.equals(pending.community)) return 'reply with another community';
  if (head.pduType !== tags.response) return 'reply of another PDU type';
  return null;
}
