/**
 * A trap or inform of v1 or v2c (RFC 1157 section 4.1.6, RFC 3416 section 4.2.6), read as strictly as a reply.
 * Its values are never believed: a trap only says which device to ask now.
 */
import { Buffer } from 'node:buffer';
import { BerReader, Malformed, tags } from './ber.ts';
import { readVarbindList } from './reply-message.ts';
import type { Oid, Varbind } from './varbind.ts';

export interface Trap {
  readonly version: 0 | 1;
  readonly community: Buffer;
  /** Whether the sender waits for an answer. */
  readonly inform: boolean;
  readonly trapOid: Oid;
  readonly varbinds: readonly Varbind[];
}

const snmpTrapOid = '1.3.6.1.6.3.1.1.4.1.0';
const standardTraps = '1.3.6.1.6.3.1.1.5';
const enterpriseSpecific = 6;
const maxVarbinds = 200;

/** The version alone, to send v3 another way. */
export function versionOf(bytes: Buffer): number {
  const reader = new BerReader(bytes);
  reader.enterLast(tags.sequence);
  return reader.integer();
}

export function readTrap(bytes: Buffer): Trap {
  const reader = new BerReader(bytes);
  reader.enterLast(tags.sequence);
  const version = reader.integer();
  if (version !== 0 && version !== 1) throw new Malformed('another version');
  const community = reader.octets(tags.octets);
  const type = reader.peekTag();
  const known = version === 0 ? type === tags.trapV1 : type === tags.trapV2 || type === tags.inform;
  if (!known) throw new Malformed('neither a trap nor an inform');
  reader.enterLast(type);
  if (version === 0) return { version, community, inform: false, ...readV1(reader) };
  reader.integer();
  reader.integer();
  reader.integer();
  const varbinds = readVarbindList(reader, version, maxVarbinds);
  // RFC 3416: sysUpTime.0 first, then snmpTrapOID.0.
  const named = varbinds[1];
  if (named?.oid !== snmpTrapOid || named.type !== 'oid') throw new Malformed('a trap without its name');
  return { version, community, inform: type === tags.inform, trapOid: named.value, varbinds };
}

function readV1(reader: BerReader): { trapOid: Oid; varbinds: Varbind[] } {
  const enterprise = reader.oid();
  reader.ipAddress();
  const generic = reader.integer();
  const specific = reader.integer();
  reader.unsigned32(tags.timeticks);
  if (generic < 0 || generic > enterpriseSpecific || specific < 0) throw new Malformed('a trap of no kind');
  // RFC 3584 section 3.1: the same names as in v2.
  const trapOid =
    generic === enterpriseSpecific ? `${enterprise}.0.${specific}` : `${standardTraps}.${generic + 1}`;
  return { trapOid, varbinds: readVarbindList(reader, 0, maxVarbinds) };
}

/** An inform's answer is the same message as a Response (RFC 3416 section 4.2.7): one byte differs. */
export function informResponse(bytes: Buffer): Buffer {
  const answer = Buffer.from(bytes);
  const reader = new BerReader(answer);
  reader.enterLast(tags.sequence);
  reader.integer();
  reader.octets(tags.octets);
  answer[reader.position] = tags.response;
  return answer;
}
