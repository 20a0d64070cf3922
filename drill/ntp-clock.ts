/** A site's clock over SNTP (RFC 4330): a server of stratum 2 whose time is a few milliseconds off, as real ones are. */
import { createSocket, type Socket } from 'node:dgram';

const packetBytes = 48;
/** Seconds between 1900, where NTP counts from, and 1970. */
const epochOffsetSeconds = 2_208_988_800;
/** Leap indicator 0, version 4, mode 4 (server). */
const serverHeader = 0x24;
const stratum = 2;
const originateAt = 24;
const transmitAt = 40;

function stamp(packet: Buffer, at: number, milliseconds: number): void {
  const seconds = Math.floor(milliseconds / 1000);
  packet.writeUInt32BE((seconds + epochOffsetSeconds) >>> 0, at);
  packet.writeUInt32BE(Math.floor(((milliseconds - seconds * 1000) / 1000) * 0x1_0000_0000), at + 4);
}

/** Null for what is no request of a client. */
export function ntpAnswer(request: Buffer, milliseconds: number): Buffer | null {
  const mode = (request[0] ?? 0) & 7;
  if (request.length < packetBytes || mode !== 3) return null;
  const answer = Buffer.alloc(packetBytes);
  answer.writeUInt8(serverHeader, 0);
  answer.writeUInt8(stratum, 1);
  answer.writeUInt8(6, 2);
  answer.writeInt8(-20, 3);
  answer.write('DRIL', 12, 'latin1');
  stamp(answer, 16, milliseconds - 60_000);
  request.copy(answer, originateAt, transmitAt, transmitAt + 8);
  stamp(answer, 32, milliseconds);
  stamp(answer, transmitAt, milliseconds);
  return answer;
}

export class NtpClock {
  readonly #socket: Socket;

  private constructor(socket: Socket, time: () => number) {
    this.#socket = socket;
    socket.on('message', (request, from) => {
      const answer = ntpAnswer(request, time());
      if (answer) socket.send(answer, from.port, from.address);
    });
    // A client that went away answers with ICMP "port unreachable".
    socket.on('error', () => {});
  }

  /** The port of before if it is free, so that the site book does not change with a restart. */
  static async open(time: () => number, port: number): Promise<NtpClock> {
    return NtpClock.#bind(time, port).catch(() => NtpClock.#bind(time, 0));
  }

  static #bind(time: () => number, port: number): Promise<NtpClock> {
    const socket = createSocket('udp4');
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, '127.0.0.1', () => {
        socket.off('error', reject);
        resolve(new NtpClock(socket, time));
      });
    });
  }

  get port(): number {
    return this.#socket.address().port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }
}
