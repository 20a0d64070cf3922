/**
 * Road 2, net-snmp: SNMPv3 (noAuth, SHA-1 and SHA-2, AES), and v1 or v2c devices that road 1 cannot speak with.
 * One session a device and user, kept (a fresh one costs two exchanges and a key derivation), one socket for all.
 */
import { isIPv6 } from 'node:net';
import netSnmp, { type Varbind as LibraryVarbind, type User } from 'net-snmp';
import type { SnmpAccess } from '../../lib/inventory/inventory.ts';
import { Malformed, tags, wellFormed } from './ber.ts';
import { columnPart, exactly } from './net-snmp-varbind.ts';
import { readHead } from './reply-message.ts';
import {
  type CountDrop,
  type Cursor,
  type Failure,
  failure,
  type GetResult,
  type NextResult,
  noSuchName,
  refusal,
  type SnmpTarget,
  type SnmpTransport,
} from './snmp-transport.ts';
import { SharedSocket } from './udp-shared-socket.ts';
import { readV3Frame } from './v3-frame.ts';
import type { Oid } from './varbind.ts';

type Answer = (error: Error | null, varbinds?: LibraryVarbind[] | LibraryVarbind[][]) => void;
/** What is used of a session, and two inner parts that its type package does not declare. */
interface LibrarySession {
  get(oids: string[], answer: Answer): void;
  getNext(oids: string[], answer: Answer): void;
  getBulk(oids: string[], nonRepeaters: number, repetitions: number, answer: Answer): void;
  close(): void;
  on(event: 'error', listener: (error: Error) => void): void;
  cancelRequests(error: Error): void;
  onSimpleGetResponse(request: { message: InnerMessage; responseCb: Answer }, message: InnerMessage): void;
}
interface InnerMessage {
  readonly pdu: { readonly id: number };
}

interface Kept {
  readonly session: LibrarySession;
  timeoutMs: number;
  silences: number;
}

/** After so many silences in a row the session is made anew: the agent may have restarted with its clock at zero. */
const silencesBeforeAnew = 2;
/** More sessions than this are closed, the oldest first; ten thousand devices would be another architecture. */
const maxSessions = 4_096;

export class NetSnmpRoad implements SnmpTransport {
  readonly name = 'net-snmp';
  private readonly sessions = new Map<string, Kept>();
  /** Devices whose 256-bit keys are stretched the other way (Reeder's draft instead of Blumenthal's). */
  private readonly reeder = new Set<string>();
  private readonly shared: SharedSocket;
  private readonly drop: CountDrop;
  private closed = false;

  constructor(drop: CountDrop) {
    this.drop = drop;
    this.shared = new SharedSocket(drop);
  }

  async get(target: SnmpTarget, oids: readonly Oid[]): Promise<GetResult> {
    const asked = [...oids];
    const result = await this.ask(target, asked, (session, answer) => session.get(asked, answer));
    if (!result.ok) return result;
    return this.believe(target, () => ({
      ok: true,
      varbinds: exactly(oids, result.varbinds as LibraryVarbind[]),
    }));
  }

  async next(target: SnmpTarget, cursors: readonly Cursor[], maxRepetitions: number): Promise<NextResult> {
    const after = cursors.map((cursor) => cursor.after);
    const v1 = target.access.version === '1';
    const result = await this.ask(target, after, (session, answer) =>
      v1 ? session.getNext(after, answer) : session.getBulk(after, 0, maxRepetitions, answer),
    );
    if (!result.ok) return v1 && result.status === noSuchName ? this.endedV1(target, cursors) : result;
    const { varbinds } = result;
    const perColumn = (
      v1 ? (varbinds as LibraryVarbind[]).map((one) => [one]) : varbinds
    ) as LibraryVarbind[][];
    const tooMany =
      perColumn.length > cursors.length ||
      perColumn.some((column) => column.length > Math.max(1, maxRepetitions));
    return this.believe(target, () => {
      if (tooMany || perColumn.length === 0) throw new Malformed('more or fewer objects than asked');
      return { ok: true, parts: cursors.map((cursor, at) => columnPart(cursor, perColumn[at] ?? [])) };
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const key of [...this.sessions.keys()]) this.forget(key);
    this.shared.close();
  }

  /** v1 says only that one of the columns is over, and the library does not tell which: each is asked alone. */
  private async endedV1(target: SnmpTarget, cursors: readonly Cursor[]): Promise<NextResult> {
    if (cursors.length === 1) return { ok: true, parts: [{ varbinds: [], ended: true, looped: false }] };
    const parts = [];
    for (const cursor of cursors) {
      const one = await this.next(target, [cursor], 1);
      if (!one.ok) return one;
      parts.push(...one.parts);
    }
    return { ok: true, parts };
  }

  private believe<Result>(target: SnmpTarget, read: () => Result): Result | Failure {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.drop(`malformed reply: ${error.message}`, target.address);
      return failure('malformed', error.message);
    }
  }

  private async ask(
    target: SnmpTarget,
    asked: string[],
    send: (session: LibrarySession, answer: Answer) => void,
  ): Promise<{ ok: true; varbinds: LibraryVarbind[] | LibraryVarbind[][] } | Failure> {
    let last = failure('unreachable', 'closed');
    // Attempts are ours, not the library's: its own retransmission may answer twice and lose replies.
    for (let attempt = 0; attempt < target.attempts && !this.closed; attempt += 1) {
      const key = keyOf(target);
      const kept = this.kept(key, target);
      const result = await new Promise<
        { ok: true; varbinds: LibraryVarbind[] | LibraryVarbind[][] } | Failure
      >((resolve) => {
        send(kept.session, (error, varbinds) =>
          resolve(error !== null ? explain(error, asked) : { ok: true, varbinds: varbinds ?? [] }),
        );
      });
      if (result.ok || result.kind === 'refused' || result.kind === 'too-big') {
        kept.silences = 0;
        return result;
      }
      last = result;
      kept.silences += 1;
      if (result.kind !== 'timeout' || kept.silences >= silencesBeforeAnew) this.forget(key);
      if (result.kind === 'authentication' && usesAes256(target.access)) this.swapStretching(key);
    }
    return last;
  }

  private swapStretching(key: string): void {
    if (!this.reeder.delete(key)) this.reeder.add(key);
  }

  private kept(key: string, target: SnmpTarget): Kept {
    const known = this.sessions.get(key);
    if (known !== undefined && known.timeoutMs === target.timeoutMs) return known;
    if (known !== undefined) this.forget(key);
    if (this.sessions.size >= maxSessions) this.forget(this.sessions.keys().next().value as string);
    const { access } = target;
    const options = {
      port: target.port,
      timeout: target.timeoutMs,
      retries: 0,
      transport: isIPv6(target.address) ? ('udp6' as const) : ('udp4' as const),
      dgramModule: this.shared.moduleFor(target.address, target.port, (message) => lookOver(message, access)),
      reportOidMismatchErrors: true,
    };
    const session = (access.version === '3'
      ? netSnmp.createV3Session(target.address, userOf(access, this.reeder.has(key)), {
          ...options,
          context: access.context ?? '',
        } as never)
      : netSnmp.createSession(target.address, access.community, {
          ...options,
          version: access.version === '1' ? netSnmp.Version1 : netSnmp.Version2c,
        } as never)) as unknown as LibrarySession;
    // Without a listener a packet that it cannot read would end the process.
    session.on('error', () => this.drop('malformed reply: not readable', target.address));
    checkRequestId(session);
    const kept: Kept = { session, timeoutMs: target.timeoutMs, silences: 0 };
    this.sessions.set(key, kept);
    return kept;
  }

  private forget(key: string): void {
    const kept = this.sessions.get(key);
    this.sessions.delete(key);
    kept?.session.close();
  }
}

/** The library pairs v3 replies by message id only; the PDU's own request-id must be the one sent, too. */
function checkRequestId(session: LibrarySession): void {
  const original = session.onSimpleGetResponse.bind(session);
  session.onSimpleGetResponse = (request, message) => {
    if (message.pdu.id === request.message.pdu.id) original(request, message);
    else request.responseCb(new Malformed('another request-id'));
  };
}

/** Looks a packet over before the library sees it. */
function lookOver(message: Buffer, access: SnmpAccess): string | null {
  if (!wellFormed(message)) return 'malformed reply: lengths';
  try {
    if (access.version !== '3') {
      const head = readHead(message);
      return head.pduType === tags.response ? null : 'reply of another PDU type';
    }
    const frame = readV3Frame(message);
    const type = frame.pdu?.type;
    if (type !== undefined && type !== tags.response && type !== tags.report)
      return 'reply of another PDU type';
    if (type === tags.report) return null;
    // The library would take an answer with the flags cleared, and so without any check of its digest.
    if (access.auth !== undefined && !frame.authenticated) return 'reply without authentication';
    if (access.privacy !== undefined && !frame.encrypted) return 'reply without encryption';
    return frame.user === access.user ? null : 'reply of another user';
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return `malformed reply: ${error.message}`;
  }
}

const authProtocols = {
  sha1: 'sha',
  sha224: 'sha224',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
} as const;

export function userOf(access: Extract<SnmpAccess, { version: '3' }>, reeder: boolean): User {
  const { SecurityLevel, AuthProtocols, PrivProtocols } = netSnmp;
  const { auth, privacy } = access;
  if (auth === undefined) return { name: access.user, level: SecurityLevel.noAuthNoPriv };
  const authenticated = {
    name: access.user,
    authProtocol: AuthProtocols[authProtocols[auth.protocol]],
    authKey: auth.key,
  };
  if (privacy === undefined) return { ...authenticated, level: SecurityLevel.authNoPriv };
  const aes256 = reeder ? PrivProtocols.aes256r : PrivProtocols.aes256b;
  return {
    ...authenticated,
    level: SecurityLevel.authPriv,
    privProtocol: privacy.protocol === 'aes256' ? aes256 : PrivProtocols.aes,
    privKey: privacy.key,
  };
}

const usesAes256 = (access: SnmpAccess): boolean =>
  access.version === '3' && access.privacy?.protocol === 'aes256';

const keyOf = (target: SnmpTarget): string =>
  `${target.address} ${target.port} ${JSON.stringify(target.access)}`;

function explain(error: Error & { status?: number; code?: number | string }, asked: readonly Oid[]): Failure {
  if (error.name === 'RequestTimedOutError') return failure('timeout', 'no answer');
  if (error.name === 'RequestFailedError') return refusal(error.status ?? 5, refusedIndex(error, asked));
  if (error instanceof Malformed) return failure('malformed', error.message);
  if (error.name === 'ResponseInvalidError') {
    const { ECouldNotDecrypt, EAuthFailure, ENotInTimeWindow, EUnexpectedReport } =
      netSnmp.ResponseInvalidCode as unknown as Record<string, number>;
    const security = [ECouldNotDecrypt, EAuthFailure, ENotInTimeWindow, EUnexpectedReport].includes(
      Number(error.code),
    );
    // The library's own words carry digests; a person needs the cause only.
    return failure(
      security ? 'authentication' : 'malformed',
      error.message.split(' received in message')[0] ?? '',
    );
  }
  return failure('unreachable', error.message);
}

/** The library names the refused object only in its message: "NoSuchName: 1.3.6…". */
function refusedIndex(error: Error, asked: readonly Oid[]): number {
  const named = /: ([0-9.]+)$/.exec(error.message)?.[1];
  return named === undefined ? 0 : asked.indexOf(named) + 1;
}
