/** One simulated SNMP agent on a loopback UDP port: v1 and v2c by community, v3 by the user given. */
import { createSocket, type Socket } from 'node:dgram';
import { expectElement, integerElement, octetsElement, readInteger, tags, wrap } from './ber.ts';
import type { MibTree } from './mib-tree.ts';
import { answerPdu, readPdu } from './pdu.ts';
import { type Trap, trapPacket } from './trap.ts';
import { makeUsm, type UsmUser } from './usm.ts';

export interface AgentSettings {
  readonly tree: MibTree;
  readonly community: string | null;
  readonly user?: UsmUser;
  readonly address?: string;
  /** 0 or left out: a free port. */
  readonly port?: number;
  /** Milliseconds since the device says that it started. */
  readonly upMs: () => number;
}

const versions = { v1: 0, v2c: 1, v3: 3 } as const;

/** The answer to one packet; null for silence, which is what a real agent gives to a wrong community. */
export function answerCommunity(packet: Buffer, tree: MibTree, community: string | null): Buffer | null {
  const message = expectElement(packet, 0, packet.length, tags.sequence);
  const version = expectElement(packet, message.start, message.end, tags.integer);
  const name = expectElement(packet, version.end, message.end, tags.octets);
  if (community === null || packet.toString('latin1', name.start, name.end) !== community) return null;
  const number = readInteger(packet, version);
  const answer = answerPdu(tree, readPdu(packet, name.end, message.end), number === versions.v1);
  return answer === null ? null : wrap(tags.sequence, packet.subarray(message.start, name.end), answer);
}

export class UdpAgent {
  readonly #socket: Socket;
  readonly #settings: AgentSettings;
  readonly #usm: ((packet: Buffer) => Buffer | null) | null;
  #requestId = 1;
  /** Requests answered, and packets that nothing was said to. */
  readonly counts = { answered: 0, dropped: 0 };

  private constructor(settings: AgentSettings, socket: Socket) {
    this.#settings = settings;
    this.#socket = socket;
    this.#usm = settings.user ? makeUsm(settings.user, settings.tree, settings.upMs) : null;
    socket.on('message', (packet, from) => this.#take(packet, from.port, from.address));
    // A client that went away answers with ICMP "port unreachable": nothing to do about it.
    socket.on('error', () => {
      this.counts.dropped++;
    });
  }

  static open(settings: AgentSettings): Promise<UdpAgent> {
    const socket = createSocket('udp4');
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(settings.port ?? 0, settings.address ?? '127.0.0.1', () => {
        socket.off('error', reject);
        resolve(new UdpAgent(settings, socket));
      });
    });
  }

  get port(): number {
    return this.#socket.address().port;
  }

  #take(packet: Buffer, port: number, address: string): void {
    let answer: Buffer | null = null;
    try {
      const version = packet.length > 6 ? this.#versionOf(packet) : -1;
      answer =
        version === versions.v3
          ? (this.#usm?.(packet) ?? null)
          : answerCommunity(packet, this.#settings.tree, this.#settings.community);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    if (answer === null) {
      this.counts.dropped++;
      return;
    }
    this.counts.answered++;
    this.#socket.send(answer, port, address);
  }

  #versionOf(packet: Buffer): number {
    const message = expectElement(packet, 0, packet.length, tags.sequence);
    return readInteger(packet, expectElement(packet, message.start, message.end, tags.integer));
  }

  /** Sent from the agent's own port, so that the receiver knows whose it is though all live on one address. */
  sendTrap(trap: Trap, to: { readonly port: number; readonly address?: string }): void {
    const community = this.#settings.community ?? 'public';
    const packet = trapPacket(community, this.#requestId++, this.#settings.upMs(), trap);
    this.#socket.send(packet, to.port, to.address ?? '127.0.0.1');
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }
}

/** Only for tests and the farm: a request as a client would send it. */
export const communityRequest = (community: string, pdu: Buffer): Buffer =>
  wrap(tags.sequence, integerElement(versions.v2c), octetsElement(Buffer.from(community)), pdu);
