/**
 * SNMPv3 user security for one user (RFC 3414, RFC 7860 for SHA-2, RFC 3826 for AES): discovery and
 * time-window reports, HMAC, AES-128-CFB. The simulated device at the far end of a v3 poll.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import {
  expectElement,
  integerElement,
  octetsElement,
  oidContents,
  readElement,
  readInteger,
  tags,
  wrap,
} from './ber.ts';
import { counter32, encodeValue, type MibTree } from './mib-tree.ts';
import { answerPdu, pduTags, readPdu, responsePdu } from './pdu.ts';

export interface UsmUser {
  readonly name: string;
  readonly engineId: Buffer;
  readonly boots: number;
  readonly auth: { readonly protocol: 'sha1' | 'sha256' | 'sha512'; readonly key: string } | null;
  readonly privacyKey: string | null;
}

const digestLengths = { sha1: 12, sha256: 24, sha512: 48 } as const;
/** usmStats: which counter a report names. */
const stats = {
  unsupportedLevel: 1,
  notInTimeWindow: 2,
  unknownUser: 3,
  unknownEngine: 4,
  wrongDigest: 5,
  decryption: 6,
} as const;
const flagsOf = { auth: 1, privacy: 2, reportable: 4 } as const;
const timeWindowSeconds = 150;
const securityModel = 3;
const maxMessageBytes = 65_507;

/** RFC 3414 A.2: the password stretched to a megabyte, hashed, then bound to the engine. */
export function localKey(protocol: string, password: string, engineId: Buffer): Buffer {
  const repeated = Buffer.alloc(1_048_576);
  for (let at = 0; at < repeated.length; at += password.length) repeated.write(password, at, 'latin1');
  const key = createHash(protocol).update(repeated).digest();
  return createHash(protocol).update(key).update(engineId).update(key).digest();
}

interface Message {
  readonly id: number;
  readonly flags: number;
  readonly engineId: Buffer;
  readonly boots: number;
  readonly time: number;
  readonly user: string;
  readonly digest: { readonly start: number; readonly end: number };
  readonly salt: Buffer;
  readonly scoped: {
    readonly tag: number;
    readonly start: number;
    readonly end: number;
    readonly at: number;
  };
}

function readMessage(packet: Buffer): Message {
  const whole = expectElement(packet, 0, packet.length, tags.sequence);
  const version = expectElement(packet, whole.start, whole.end, tags.integer);
  const global = expectElement(packet, version.end, whole.end, tags.sequence);
  const id = expectElement(packet, global.start, global.end, tags.integer);
  const size = expectElement(packet, id.end, global.end, tags.integer);
  const flags = expectElement(packet, size.end, global.end, tags.octets);
  const security = expectElement(packet, global.end, whole.end, tags.octets);
  const list = expectElement(packet, security.start, security.end, tags.sequence);
  const engine = expectElement(packet, list.start, list.end, tags.octets);
  const boots = expectElement(packet, engine.end, list.end, tags.integer);
  const time = expectElement(packet, boots.end, list.end, tags.integer);
  const user = expectElement(packet, time.end, list.end, tags.octets);
  const digest = expectElement(packet, user.end, list.end, tags.octets);
  const salt = expectElement(packet, digest.end, list.end, tags.octets);
  const scoped = readElement(packet, security.end, whole.end);
  return {
    id: readInteger(packet, id),
    flags: packet[flags.start] ?? 0,
    engineId: packet.subarray(engine.start, engine.end),
    boots: readInteger(packet, boots),
    time: readInteger(packet, time),
    user: packet.toString('latin1', user.start, user.end),
    digest,
    salt: packet.subarray(salt.start, salt.end),
    scoped: { ...scoped, at: security.end },
  };
}

class Usm {
  readonly #user: UsmUser;
  readonly #tree: MibTree;
  readonly #upMs: () => number;
  readonly #authKey: Buffer | null;
  readonly #privacyKey: Buffer | null;
  readonly #counts = new Map<number, number>();

  constructor(user: UsmUser, tree: MibTree, upMs: () => number) {
    this.#user = user;
    this.#tree = tree;
    this.#upMs = upMs;
    const protocol = user.auth?.protocol ?? 'sha1';
    this.#authKey = user.auth ? localKey(protocol, user.auth.key, user.engineId) : null;
    this.#privacyKey = user.privacyKey
      ? localKey(protocol, user.privacyKey, user.engineId).subarray(0, 16)
      : null;
  }

  #seconds(): number {
    return Math.floor(this.#upMs() / 1000);
  }

  #digest(packet: Buffer): Buffer {
    const { protocol } = this.#user.auth ?? { protocol: 'sha1' as const };
    return createHmac(protocol, this.#authKey ?? Buffer.alloc(0))
      .update(packet)
      .digest()
      .subarray(0, digestLengths[protocol]);
  }

  answer(packet: Buffer): Buffer | null {
    const message = readMessage(packet);
    const own = message.engineId.equals(this.#user.engineId);
    if (!own) return this.#report(message, stats.unknownEngine, false);
    if (message.user !== this.#user.name) return this.#report(message, stats.unknownUser, false);
    const wanted = (this.#authKey ? flagsOf.auth : 0) | (this.#privacyKey ? flagsOf.privacy : 0);
    if ((message.flags & 3) !== wanted) return this.#report(message, stats.unsupportedLevel, false);
    if (this.#authKey && !this.#genuine(packet, message))
      return this.#report(message, stats.wrongDigest, false);
    const late =
      Math.abs(message.time - this.#seconds()) > timeWindowSeconds || message.boots !== this.#user.boots;
    if (this.#authKey && late) return this.#report(message, stats.notInTimeWindow, true);
    const plain = this.#privacyKey
      ? this.#decrypt(packet, message)
      : packet.subarray(message.scoped.at, message.scoped.end);
    const scoped = expectElement(plain, 0, plain.length, tags.sequence);
    const context = expectElement(plain, scoped.start, scoped.end, tags.octets);
    const name = expectElement(plain, context.end, scoped.end, tags.octets);
    const pdu = answerPdu(this.#tree, readPdu(plain, name.end, scoped.end));
    if (pdu === null) return null;
    return this.#seal(message.id, wanted, wrap(tags.sequence, plain.subarray(scoped.start, name.end), pdu));
  }

  #genuine(packet: Buffer, message: Message): boolean {
    const given = Buffer.from(packet.subarray(message.digest.start, message.digest.end));
    const blank = Buffer.from(packet);
    blank.fill(0, message.digest.start, message.digest.end);
    const own = this.#digest(blank);
    return own.length === given.length && timingSafeEqual(own, given);
  }

  #initialVector(salt: Buffer, boots: number, time: number): Buffer {
    const vector = Buffer.alloc(16);
    vector.writeUInt32BE(boots, 0);
    vector.writeUInt32BE(time, 4);
    salt.copy(vector, 8, 0, 8);
    return vector;
  }

  #decrypt(packet: Buffer, message: Message): Buffer {
    const vector = this.#initialVector(message.salt, message.boots, message.time);
    const decipher = createDecipheriv('aes-128-cfb', this.#privacyKey ?? Buffer.alloc(16), vector);
    return Buffer.concat([
      decipher.update(packet.subarray(message.scoped.start, message.scoped.end)),
      decipher.final(),
    ]);
  }

  #report(message: Message, stat: number, authenticated: boolean): Buffer {
    const count = (this.#counts.get(stat) ?? 0) + 1;
    this.#counts.set(stat, count);
    const name = wrap(tags.oid, oidContents([1, 3, 6, 1, 6, 3, 15, 1, 1, stat, 0]));
    const list = wrap(tags.sequence, wrap(tags.sequence, name, encodeValue(counter32(count))));
    const pdu = responsePdu(0, 0, 0, list, pduTags.report);
    const scoped = wrap(
      tags.sequence,
      octetsElement(this.#user.engineId),
      octetsElement(Buffer.alloc(0)),
      pdu,
    );
    // A report names the user as the request did: empty during discovery (RFC 3414 section 3.2).
    return this.#seal(message.id, authenticated ? flagsOf.auth : 0, scoped, message.user);
  }

  #seal(id: number, flags: number, scoped: Buffer, name = this.#user.name): Buffer {
    const { boots, engineId } = this.#user;
    const time = this.#seconds();
    const salt = flags & flagsOf.privacy ? randomBytes(8) : Buffer.alloc(0);
    let body = scoped;
    if (flags & flagsOf.privacy) {
      const cipher = createCipheriv(
        'aes-128-cfb',
        this.#privacyKey ?? Buffer.alloc(16),
        this.#initialVector(salt, boots, time),
      );
      body = octetsElement(Buffer.concat([cipher.update(scoped), cipher.final()]));
    }
    const digestLength =
      flags & flagsOf.auth && this.#user.auth ? digestLengths[this.#user.auth.protocol] : 0;
    const build = (digest: Buffer): Buffer => {
      const parts = [
        octetsElement(engineId),
        integerElement(boots),
        integerElement(time),
        octetsElement(Buffer.from(name)),
        octetsElement(digest),
        octetsElement(salt),
      ];
      const global = wrap(
        tags.sequence,
        integerElement(id),
        integerElement(maxMessageBytes),
        octetsElement(Buffer.from([flags])),
        integerElement(securityModel),
      );
      return wrap(
        tags.sequence,
        integerElement(3),
        global,
        octetsElement(wrap(tags.sequence, ...parts)),
        body,
      );
    };
    const blank = build(Buffer.alloc(digestLength));
    return digestLength === 0 ? blank : build(this.#digest(blank));
  }
}

export function makeUsm(user: UsmUser, tree: MibTree, upMs: () => number): (packet: Buffer) => Buffer | null {
  const usm = new Usm(user, tree, upMs);
  return (packet) => usm.answer(packet);
}
