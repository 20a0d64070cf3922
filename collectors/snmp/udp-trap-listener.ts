/**
 * Listens for traps and informs of v1, v2c and v3. A taken port is a warning; packets of strangers, with a wrong
 * community or that cannot be read are counted; an accepted one becomes a hint, and an inform is answered.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import netSnmp from 'net-snmp';
import type { SnmpAccess } from '../../lib/inventory/inventory.ts';
import type { Clock } from '../../lib/time/clock.ts';
import { Malformed, tags, wellFormed } from './ber.ts';
import { userOf } from './net-snmp-road.ts';
import type { TrapDoor, TrapSource } from './trap-door.ts';
import { informResponse, readTrap, versionOf } from './trap-message.ts';
import { readV3Frame } from './v3-frame.ts';

export interface TrapParts {
  readonly door: TrapDoor;
  readonly clock: Clock;
  /** Ours, the same over restarts: senders of v3 informs know us by it. */
  readonly engineId: string;
  hint(source: TrapSource, trapOid: string): void;
  drop(cause: string, site: string, device: string, count?: number): void;
  warn(text: string, about: object): void;
}

const receiveBufferBytes = 1 << 20;
/** v3 credentials that were met; the site book bounds them, this bounds the site book. */
const maxReceivers = 1_000;
const countKernelDropsMs = 60_000;

/** The socket as one net-snmp receiver sees it: it gets only what is meant for its user. */
class ReceiverSocket extends EventEmitter {
  private readonly real: Socket;
  constructor(real: Socket) {
    super();
    this.real = real;
  }
  bind(): void {}
  close(): void {}
  send(
    buffer: Buffer,
    offset: number,
    length: number,
    port: number,
    address: string,
    callback: (error: Error | null) => void,
  ): void {
    this.real.send(buffer, offset, length, port, address, callback);
  }
}

export class UdpTrapListener {
  private readonly parts: TrapParts;
  private readonly receivers = new Map<string, ReceiverSocket>();
  private socket: Socket | null = null;
  private timer: NodeJS.Timeout | null = null;
  private kernelDrops = 0;
  port: number | null = null;

  constructor(parts: TrapParts) {
    this.parts = parts;
  }

  /** Settles once it listens, or once it is known that it cannot. */
  async open(host: string, port: number): Promise<void> {
    const socket = createSocket({
      type: host.includes(':') ? 'udp6' : 'udp4',
      recvBufferSize: receiveBufferBytes,
    });
    await new Promise<void>((resolve) => {
      socket.once('error', (error) => {
        this.parts.warn('traps cannot be listened for', { port, error: error.message });
        socket.close();
        resolve();
      });
      socket.bind(port, host, () => {
        socket.removeAllListeners('error');
        socket.on('error', (error) => this.parts.warn('the trap port failed', { error: error.message }));
        socket.on('message', (message, from) => this.received(message, from));
        this.socket = socket;
        this.port = socket.address().port;
        resolve();
      });
    });
    if (this.socket === null) return;
    this.timer = setInterval(() => this.countKernelDrops(), countKernelDropsMs);
    this.timer.unref();
  }

  close(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.socket?.close();
    this.socket = null;
    this.port = null;
  }

  received(message: Buffer, from: RemoteInfo): void {
    const { door, clock } = this.parts;
    const [owner] = door.at(from.address);
    if (owner === undefined) {
      this.refuse('trap of an unknown source');
      return;
    }
    if (!door.admits(from.address, clock.monotonic())) {
      this.refuse('too many traps', owner);
      return;
    }
    try {
      if (versionOf(message) === 3) this.receivedV3(message, from, owner);
      else this.receivedCommunity(message, from, owner);
    } catch (error) {
      this.refuse(
        `malformed trap: ${error instanceof Malformed ? error.message : 'fault of the reader'}`,
        owner,
      );
    }
  }

  private refuse(cause: string, owner?: TrapSource): void {
    this.parts.drop(cause, owner?.site ?? '', owner?.device ?? '');
  }

  private receivedCommunity(message: Buffer, from: RemoteInfo, owner: TrapSource): void {
    const trap = readTrap(message);
    const asked = this.parts.door.ofCommunity(from, trap.community);
    if (asked.length === 0) {
      this.refuse('trap with a wrong community', owner);
      return;
    }
    if (trap.inform) this.socket?.send(informResponse(message), from.port, from.address, () => {});
    for (const source of asked) this.parts.hint(source, trap.trapOid);
  }

  /** net-snmp checks the digest and decrypts; what it is given has passed the look from outside. */
  private receivedV3(message: Buffer, from: RemoteInfo, owner: TrapSource): void {
    if (!wellFormed(message)) throw new Malformed('lengths');
    const frame = readV3Frame(message);
    // A sender of informs first asks who we are, without a user: any receiver answers that.
    const discovery = frame.user === '' && frame.pdu?.type === tags.get;
    const sources = discovery ? this.parts.door.at(from.address) : this.parts.door.ofUser(from, frame.user);
    const source = sources.find((one) => one.access.version === '3');
    if (source === undefined || source.access.version !== '3') {
      this.refuse('trap of an unknown user', owner);
      return;
    }
    this.receiver(source.access, from.address)?.emit('message', message, from);
  }

  private receiver(access: Extract<SnmpAccess, { version: '3' }>, address: string): ReceiverSocket | null {
    const key = `${address} ${JSON.stringify(access)}`;
    const known = this.receivers.get(key);
    if (known !== undefined || this.socket === null) return known ?? null;
    if (this.receivers.size >= maxReceivers) this.receivers.clear();
    const made = new ReceiverSocket(this.socket);
    const options = {
      engineID: this.parts.engineId,
      includeAuthentication: true,
      dgramModule: { createSocket: () => made },
    };
    const receiver = netSnmp.createReceiver(options as never, (error: Error | null, data: unknown) =>
      this.decrypted(address, access.user, error, data),
    );
    receiver.getAuthorizer().addUser(userOf(access, false));
    this.receivers.set(key, made);
    return made;
  }

  private decrypted(address: string, user: string, error: Error | null, data: unknown): void {
    const from = { address, port: isNotification(data) ? (data.rinfo?.port ?? 0) : 0 };
    const sources = this.parts.door.ofUser(from, user);
    if (error !== null || !isNotification(data)) {
      this.refuse('trap with wrong credentials', sources[0]);
      return;
    }
    const named = data.pdu.varbinds?.find((one) => one.oid === '1.3.6.1.6.3.1.1.4.1.0');
    for (const source of sources) this.parts.hint(source, String(named?.value ?? ''));
  }

  /** Linux counts what a full socket lost in the last column of /proc/net/udp. */
  private countKernelDrops(): void {
    if (this.port === null) return;
    const drops = kernelDropsOf(this.port);
    if (drops === null) return;
    if (drops > this.kernelDrops)
      this.parts.drop('traps lost by the kernel', '', '', drops - this.kernelDrops);
    this.kernelDrops = drops;
  }
}

interface Notification {
  readonly rinfo?: { readonly port: number };
  readonly pdu: { readonly varbinds?: readonly { readonly oid: string; readonly value?: unknown }[] };
}
const isNotification = (data: unknown): data is Notification =>
  typeof data === 'object' &&
  data !== null &&
  'pdu' in data &&
  typeof data.pdu === 'object' &&
  data.pdu !== null;

/** null where the kernel does not say. */
export function kernelDropsOf(port: number, file = '/proc/net/udp'): number | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const line = text.split('\n').find((one) => one.trim().split(/\s+/)[1]?.endsWith(`:${hex}`));
  return line === undefined ? null : Number(line.trim().split(/\s+/).at(-1));
}
