/**
 * A fast SNMP agent for the benches: one process, a socket a device, answers v1 and v2c GET, GETNEXT and GETBULK
 * from a table encoded once. The same one serves every subject, so that only the subjects differ.
 */
import { createSocket, type Socket } from 'node:dgram';
import { BerReader, tags } from '../collectors/snmp/ber.ts';
import { compareOids, encodeOid } from '../collectors/snmp/oid.ts';

export interface ServedObject {
  readonly oid: string;
  /** BER tag of the value. */
  readonly tag: number;
  readonly value: number | bigint | string;
}

interface Row {
  readonly oid: string;
  readonly bytes: Buffer;
  /** SEQUENCE of name and value, ready to be copied. */
  readonly varbind: Buffer;
}

/** An agent's usual largest answer: what fits in an Ethernet frame with its headers. */
const frameBytes = 1_472;

export class Responder {
  private readonly rows: Row[];
  private readonly places = new Map<string, number>();
  private readonly sockets: Socket[] = [];
  private readonly mostBytes: number;
  varbinds = 0;

  constructor(objects: readonly ServedObject[], mostBytes = frameBytes) {
    this.mostBytes = mostBytes;
    this.rows = [...objects]
      .sort((a, b) => compareOids(a.oid, b.oid))
      .map(({ oid, tag, value }) => {
        const bytes = encodeOid(oid);
        return { oid, bytes, varbind: tlv(0x30, [tlv(tags.oid, [bytes]), tlv(tag, [content(tag, value)])]) };
      });
    for (const [at, row] of this.rows.entries()) this.places.set(row.bytes.toString('latin1'), at);
  }

  async listen(devices: number): Promise<number[]> {
    const ports: number[] = [];
    for (let i = 0; i < devices; i += 1) {
      const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
      await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
      socket.on('message', (message, from) => {
        const reply = this.answer(message);
        if (reply !== null) socket.send(reply, from.port, from.address);
      });
      this.sockets.push(socket);
      ports.push(socket.address().port);
    }
    return ports;
  }

  close(): void {
    for (const socket of this.sockets) socket.close();
  }

  answer(message: Buffer): Buffer | null {
    const reader = new BerReader(message);
    reader.enterLast(tags.sequence);
    const version = reader.integer();
    const communityFrom = reader.position;
    const communityEnd = reader.open(tags.octets);
    const community = message.subarray(communityFrom, communityEnd);
    reader.position = communityEnd;
    const type = reader.peekTag();
    reader.enterLast(type);
    const idFrom = reader.position;
    reader.integer();
    const id = message.subarray(idFrom, reader.position);
    const nonRepeaters = reader.integer();
    const repetitions = reader.integer();
    reader.enterLast(tags.sequence);
    const names: Buffer[] = [];
    while (!reader.done) {
      const end = reader.open(tags.sequence);
      const nameEnd = reader.open(tags.oid);
      names.push(message.subarray(reader.position, nameEnd));
      reader.position = end;
    }
    const bulk = type === tags.getBulk;
    const varbinds =
      type === tags.get
        ? this.get(names)
        : this.next(names, bulk ? nonRepeaters : names.length, bulk ? repetitions : 1);
    this.varbinds += varbinds.length;
    return tlv(0x30, [
      integer(version),
      community,
      tlv(tags.response, [id, integer(0), integer(0), tlv(0x30, varbinds)]),
    ]);
  }

  private get(names: readonly Buffer[]): Buffer[] {
    return names.map((name) => {
      const at = this.places.get(name.toString('latin1'));
      return (at === undefined ? undefined : this.rows[at]?.varbind) ?? exception(name, tags.noSuchObject);
    });
  }

  private next(names: readonly Buffer[], nonRepeaters: number, repetitions: number): Buffer[] {
    const out: Buffer[] = [];
    let size = 0;
    const cursors = names.map((name) => this.after(name));
    for (let turn = 0; turn < repetitions; turn += 1) {
      for (let column = turn === 0 ? 0 : nonRepeaters; column < names.length; column += 1) {
        const at = cursors[column] as number;
        const row = this.rows[at];
        const varbind =
          row?.varbind ?? exception(this.rows.at(-1)?.bytes ?? (names[column] as Buffer), tags.endOfMibView);
        size += varbind.length;
        if (size > this.mostBytes && out.length > 0) return out;
        out.push(varbind);
        cursors[column] = at + 1;
      }
      if (nonRepeaters >= names.length) break;
    }
    return out;
  }

  private after(name: Buffer): number {
    const at = this.places.get(name.toString('latin1'));
    if (at !== undefined) return at + 1;
    const reader = new BerReader(tlv(tags.oid, [name]));
    const oid = reader.oid();
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareOids((this.rows[middle] as Row).oid, oid) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const exception = (name: Buffer, tag: number): Buffer => tlv(0x30, [tlv(tags.oid, [name]), tlv(tag, [])]);

const integer = (value: number): Buffer => tlv(tags.integer, [content(tags.integer, value)]);

function content(tag: number, value: number | bigint | string): Buffer {
  if (typeof value === 'string') return tag === tags.oid ? encodeOid(value) : Buffer.from(value);
  let hex = BigInt.asUintN(72, BigInt(value)).toString(16).padStart(18, '0');
  // The shortest two's complement that still has the right sign.
  while (
    hex.length > 2 &&
    ((hex.startsWith('00') && hex[2] !== undefined && hex[2] < '8') ||
      (hex.startsWith('ff') && hex[2] !== undefined && hex[2] >= '8'))
  )
    hex = hex.slice(2);
  return Buffer.from(hex, 'hex');
}

export function tlv(tag: number, parts: readonly Buffer[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), ...parts], head.length + length);
}
