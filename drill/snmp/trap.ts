/** SNMPv2 notifications (RFC 3416 section 4.2.6): sysUpTime and snmpTrapOID first, then what the trap speaks of. */
import { arcsOf, integerElement, octetsElement, oidContents, tags, wrap } from './ber.ts';
import { encodeValue, type MibObject, oid, ticks } from './mib-tree.ts';
import { pduTags, responsePdu } from './pdu.ts';

export interface Trap {
  readonly trap: string;
  readonly varbinds: readonly MibObject[];
}

const version2c = 1;

const varbind = ([name, value]: MibObject): Buffer =>
  wrap(
    tags.sequence,
    wrap(tags.oid, oidContents(arcsOf(name))),
    encodeValue(typeof value === 'function' ? value() : value),
  );

export function trapPdu(requestId: number, upMs: number, trap: Trap): Buffer {
  const list = [
    ['1.3.6.1.2.1.1.3.0', ticks(upMs)],
    ['1.3.6.1.6.3.1.1.4.1.0', oid(trap.trap)],
    ...trap.varbinds,
  ] satisfies MibObject[];
  return responsePdu(requestId, 0, 0, wrap(tags.sequence, ...list.map(varbind)), pduTags.trap);
}

export const trapPacket = (community: string, requestId: number, upMs: number, trap: Trap): Buffer =>
  wrap(
    tags.sequence,
    integerElement(version2c),
    octetsElement(Buffer.from(community)),
    trapPdu(requestId, upMs, trap),
  );
