/** Forged SNMPv3 answers: the library alone would take one whose security flags were cleared. */
import { createSocket, type Socket } from 'node:dgram';
import { afterEach, describe, expect, test } from 'vitest';
import { NetSnmpRoad } from '../../collectors/snmp/net-snmp-road.ts';
import { encodeOid } from '../../collectors/snmp/oid.ts';
import type { SnmpTarget } from '../../collectors/snmp/snmp-transport.ts';
import { int32, tlv } from './mutate.ts';
import { v3Users } from './real-snmpd.ts';
import { readTree } from './tlv-tree.ts';

const sysName = '1.3.6.1.2.1.1.5.0';
const engine = Buffer.from('80001f8880aabbccdd', 'hex');
const number = (value: number): Buffer => tlv(2, Buffer.from([value]));

/** An answer without any security, to whatever was asked. */
function forged(request: Buffer, user: string, pduTag: number): Buffer {
  const header = readTree(request)?.parts?.[1]?.parts ?? [];
  const messageId = tlv(2, header[0]?.content ?? Buffer.alloc(1));
  const discovery = ((header[2]?.content[0] ?? 0) & 3) === 0 && user !== 'plain';
  const varbind = discovery
    ? tlv(0x30, tlv(6, encodeOid('1.3.6.1.6.3.15.1.1.4.0')), tlv(0x41, Buffer.from([1])))
    : tlv(0x30, tlv(6, encodeOid(sysName)), tlv(4, Buffer.from('forged')));
  const pdu = tlv(discovery ? 0xa8 : pduTag, int32(12_345_678), number(0), number(0), tlv(0x30, varbind));
  const security = tlv(0x30, tlv(4, engine), number(1), number(1), tlv(4, Buffer.from(user)), tlv(4), tlv(4));
  return tlv(
    0x30,
    number(3),
    tlv(0x30, messageId, int32(65_507), tlv(4, Buffer.from([0])), number(3)),
    tlv(4, security),
    tlv(0x30, tlv(4, engine), tlv(4), pdu),
  );
}

describe('a forged v3 answer', () => {
  let socket: Socket | null = null;
  afterEach(() => socket?.close());

  async function forger(user: string, pduTag: number): Promise<number> {
    const made = createSocket('udp4');
    socket = made;
    await new Promise<void>((resolve) => made.bind(0, '127.0.0.1', resolve));
    made.on('message', (request, from) => made.send(forged(request, user, pduTag), from.port, from.address));
    return made.address().port;
  }
  const ask = async (port: number, access: SnmpTarget['access']) => {
    const drops: string[] = [];
    const road = new NetSnmpRoad((cause) => drops.push(cause));
    const result = await road.get({ address: '127.0.0.1', port, access, timeoutMs: 150, attempts: 2 }, [
      sysName,
    ]);
    await road.close();
    return { result, drops };
  };

  test('without authentication is not taken where authentication was asked', async () => {
    const { result, drops } = await ask(await forger('sha256aes', 0xa2), v3Users.sha256Aes);
    expect(result.ok).toBe(false);
    expect(drops).toContain('reply without authentication');
  });

  test('with another request-id is not taken, even without any security asked', async () => {
    const { result } = await ask(await forger('plain', 0xa2), v3Users.noAuth);
    expect(result).toMatchObject({ ok: false, reason: 'another request-id' });
  });

  test('of another PDU type is not taken', async () => {
    const { result, drops } = await ask(await forger('plain', 0xa7), v3Users.noAuth);
    expect(result.ok).toBe(false);
    expect(drops).toContain('reply of another PDU type');
  });
});
