/**
 * One UDP socket under many net-snmp sessions: it stands in for the `dgram` module that a session would open
 * a socket of its own from, and gives each session only the packets of its own device, already looked over.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { EventEmitter } from 'node:events';
import { isIPv6 } from 'node:net';

/** Looks a packet over before the library sees it: null, or why it is not taken. */
export type LookOver = (message: Buffer) => string | null;

/** What net-snmp uses of a socket. */
export class DeviceSocket extends EventEmitter {
  readonly lookOver: LookOver;
  private readonly shared: SharedSocket;
  private readonly key: string;
  private readonly family: 'udp4' | 'udp6';

  constructor(shared: SharedSocket, key: string, family: 'udp4' | 'udp6', lookOver: LookOver) {
    super();
    this.shared = shared;
    this.key = key;
    this.family = family;
    this.lookOver = lookOver;
    shared.join(key, this);
  }

  send(
    buffer: Buffer,
    offset: number,
    length: number,
    port: number,
    address: string,
    callback: (error: Error | null) => void,
  ): void {
    this.shared.socket(this.family).send(buffer, offset, length, port, address, callback);
  }

  bind(): void {}
  ref(): void {}
  unref(): void {}

  close(): void {
    this.shared.leave(this.key, this);
    this.emit('close');
  }
}

export class SharedSocket {
  private readonly sockets = new Map<'udp4' | 'udp6', Socket>();
  private readonly devices = new Map<string, Set<DeviceSocket>>();
  private readonly drop: (cause: string, address: string) => void;

  constructor(drop: (cause: string, address: string) => void) {
    this.drop = drop;
  }

  /** The `dgramModule` option of one session. */
  moduleFor(address: string, port: number, lookOver: LookOver): { createSocket: () => DeviceSocket } {
    const family = isIPv6(address) ? 'udp6' : 'udp4';
    return { createSocket: () => new DeviceSocket(this, keyOf(address, port), family, lookOver) };
  }

  join(key: string, device: DeviceSocket): void {
    const devices = this.devices.get(key) ?? new Set();
    devices.add(device);
    this.devices.set(key, devices);
  }

  leave(key: string, device: DeviceSocket): void {
    const devices = this.devices.get(key);
    devices?.delete(device);
    if (devices?.size === 0) this.devices.delete(key);
  }

  socket(family: 'udp4' | 'udp6'): Socket {
    let socket = this.sockets.get(family);
    if (socket === undefined) {
      socket = createSocket(family);
      socket.on('message', (message, from) => this.received(message, from));
      // A send that fails is told to its own callback; an error here (ICMP refusals) concerns nobody.
      socket.on('error', () => {});
      this.sockets.set(family, socket);
    }
    return socket;
  }

  private received(message: Buffer, from: RemoteInfo): void {
    const devices = this.devices.get(keyOf(from.address, from.port));
    if (devices === undefined) {
      this.drop('reply from another address', from.address);
      return;
    }
    // Several sessions may share a device (another user, another context): each has its own expectations.
    let fault: string | null = null;
    let taken = false;
    for (const device of devices) {
      const why = device.lookOver(message);
      if (why !== null) fault = why;
      else {
        taken = true;
        // The library zeroes the digest inside the packet while it checks it.
        device.emit('message', Buffer.from(message), from);
      }
    }
    if (!taken && fault !== null) this.drop(fault, from.address);
  }

  close(): void {
    for (const socket of this.sockets.values()) socket.close();
    this.sockets.clear();
  }
}

const keyOf = (address: string, port: number): string => `${address} ${port}`;
