/**
 * The outside of an SNMPv3 message (RFC 3412 section 6, RFC 3414 section 2.4), read strictly before the library
 * that decrypts it: security level, user, and, where it is not encrypted, the whole PDU.
 */
import { BerReader, Malformed, tags } from './ber.ts';
import { readVarbindList } from './reply-message.ts';
import type { Varbind } from './varbind.ts';

export interface V3Frame {
  readonly messageId: number;
  readonly authenticated: boolean;
  readonly encrypted: boolean;
  readonly reportable: boolean;
  readonly engineId: Buffer;
  readonly user: string;
  readonly digestBytes: number;
  /** null while encrypted. */
  readonly pdu: {
    readonly type: number;
    readonly requestId: number;
    readonly varbinds: readonly Varbind[];
  } | null;
}

const userSecurityModel = 3;
const maxVarbinds = 10_000;

export function readV3Frame(bytes: Buffer): V3Frame {
  const reader = new BerReader(bytes);
  reader.enterLast(tags.sequence);
  if (reader.integer() !== 3) throw new Malformed('another version');
  const whole = reader.end;
  reader.end = reader.open(tags.sequence);
  const messageId = reader.integer();
  reader.integer();
  const flags = reader.octets(tags.octets);
  const model = reader.integer();
  if (flags.length !== 1 || model !== userSecurityModel) throw new Malformed('another security model');
  if (!reader.done) throw new Malformed('bytes after the value');
  reader.end = whole;
  const security = readSecurity(reader.octets(tags.octets));
  const flag = flags[0] as number;
  const encrypted = (flag & 2) !== 0;
  if (encrypted && (flag & 1) === 0) throw new Malformed('encrypted but not authenticated');
  const pdu = encrypted ? readEncrypted(reader) : readScopedPdu(reader);
  return {
    messageId,
    authenticated: (flag & 1) !== 0,
    encrypted,
    reportable: (flag & 4) !== 0,
    ...security,
    pdu,
  };
}

function readSecurity(octets: Buffer): { engineId: Buffer; user: string; digestBytes: number } {
  const reader = new BerReader(octets);
  reader.enterLast(tags.sequence);
  const engineId = reader.octets(tags.octets);
  const boots = reader.integer();
  const time = reader.integer();
  const user = reader.octets(tags.octets).toString();
  const digestBytes = reader.octets(tags.octets).length;
  reader.octets(tags.octets);
  if (!reader.done) throw new Malformed('bytes after the value');
  if (boots < 0 || time < 0 || engineId.length > 32) throw new Malformed('engine out of range');
  return { engineId, user, digestBytes };
}

function readEncrypted(reader: BerReader): null {
  const end = reader.open(tags.octets);
  if (end !== reader.end) throw new Malformed('bytes after the value');
  return null;
}

function readScopedPdu(reader: BerReader): NonNullable<V3Frame['pdu']> {
  reader.enterLast(tags.sequence);
  reader.octets(tags.octets);
  reader.octets(tags.octets);
  const type = reader.peekTag();
  reader.enterLast(type);
  const requestId = reader.integer();
  reader.integer();
  reader.integer();
  return { type, requestId, varbinds: readVarbindList(reader, 1, maxVarbinds) };
}
