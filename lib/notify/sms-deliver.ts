/** An SMS that has come in: SMS-DELIVER as a modem lists it (3GPP TS 23.040 section 9.2.2.1), and its parts put together. */
import type { Instant } from '../time/clock.ts';
import { textOfSeptets } from './sms-text.ts';

export interface Incoming {
  /** As the network gives it: `+229…`, a short number, or a name. */
  readonly from: string;
  readonly text: string;
  /** By the service centre's clock; null when it gave none. */
  readonly at: Instant | null;
  readonly part: { readonly reference: number; readonly total: number; readonly index: number } | null;
}

/** A reply of yesterday to an alarm of yesterday says nothing any more; the half of one is not waited for longer. */
export const incomingLivesMs = 24 * 3_600_000;
const partsMax = 8;

function unpackSeptets(bytes: Uint8Array, count: number, fill: number): number[] {
  const septets: number[] = [];
  for (let i = 0; i < count; i++) {
    const bit = fill + i * 7;
    const pair = (bytes[bit >> 3] ?? 0) | ((bytes[(bit >> 3) + 1] ?? 0) << 8);
    septets.push((pair >> (bit & 7)) & 0x7f);
  }
  return septets;
}

/** Digits two by two, low half first; `*`, `#`, a, b, c stand beside them, F fills up. */
const semiOctetDigits = (bytes: Uint8Array): string =>
  [...bytes]
    .map((byte) => `${'0123456789*#abc'[byte & 15] ?? ''}${'0123456789*#abc'[byte >> 4] ?? ''}`)
    .join('');

function sender(bytes: Uint8Array, digits: number, type: number): string {
  if ((type & 0x70) === 0x50) return textOfSeptets(unpackSeptets(bytes, Math.floor((digits * 4) / 7), 0));
  return `${(type & 0x70) === 0x10 ? '+' : ''}${semiOctetDigits(bytes).slice(0, digits)}`;
}

function sentAt(bytes: Uint8Array): Instant | null {
  const number = (at: number, mask = 0xff): number =>
    ((bytes[at] ?? 0) & mask & 15) * 10 + ((bytes[at] ?? 0) >> 4);
  const quarters = number(6, 0xf7);
  const zoneMs = ((bytes[6] ?? 0) & 0x08 ? -1 : 1) * quarters * 900_000;
  const at = Date.UTC(2000 + number(0), number(1) - 1, number(2), number(3), number(4), number(5)) - zoneMs;
  return number(1) >= 1 && number(1) <= 12 && Number.isFinite(at) ? at : null;
}

type Alphabet = 'gsm' | 'ucs2' | null;
/** Null: bytes that are no text, or compressed ones. */
function alphabetOf(dcs: number): Alphabet {
  if (dcs >> 4 === 0xf) return dcs & 4 ? null : 'gsm';
  if (dcs >> 4 === 0xe) return 'ucs2';
  if (dcs >= 0x80) return 'gsm';
  if (dcs & 0x20) return null;
  return (['gsm', null, 'ucs2', 'gsm'] as const)[(dcs >> 2) & 3] ?? null;
}

function partOf(header: Uint8Array): Incoming['part'] {
  for (let at = 0; at + 1 < header.length; ) {
    const [kind, length] = [header[at], header[at + 1] ?? 0];
    const value = header.subarray(at + 2, at + 2 + length);
    const wide = kind === 0x08 && value.length === 4;
    if (wide || (kind === 0x00 && value.length === 3)) {
      const [total = 0, index = 0] = value.subarray(wide ? 2 : 1);
      const reference = wide ? ((value[0] ?? 0) << 8) | (value[1] ?? 0) : (value[0] ?? 0);
      return total > 1 && total <= partsMax && index >= 1 && index <= total
        ? { reference, total, index }
        : null;
    }
    at += 2 + length;
  }
  return null;
}

const ucs2Text = (bytes: Uint8Array): string =>
  Array.from({ length: bytes.length >> 1 }, (_, i) =>
    String.fromCharCode(((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)),
  )
    .join('')
    .toWellFormed();

/** The PDU line of a message; null for anything that is no readable text message. */
export function parseDeliver(line: string): Incoming | null {
  if (!/^(?:[0-9A-F]{2}){12,200}$/i.test(line)) return null;
  const bytes = Uint8Array.from(Buffer.from(line, 'hex'));
  let at = 1 + (bytes[0] ?? 0);
  const first = bytes[at] ?? 0xff;
  if ((first & 0x03) !== 0) return null;
  const digits = bytes[at + 1] ?? 0;
  const type = bytes[at + 2] ?? 0;
  const addressBytes = Math.ceil(digits / 2);
  if (digits > 20) return null;
  const from = sender(bytes.subarray(at + 3, at + 3 + addressBytes), digits, type);
  at += 3 + addressBytes;
  const alphabet = alphabetOf(bytes[at + 1] ?? 0);
  const time = sentAt(bytes.subarray(at + 2, at + 9));
  const length = bytes[at + 9];
  if (length === undefined || alphabet === null) return null;
  const data = bytes.subarray(at + 10);
  const headerBytes = first & 0x40 ? 1 + (data[0] ?? 0) : 0;
  const octets = alphabet === 'gsm' ? Math.ceil((length * 7) / 8) : length;
  if (data.length < octets || headerBytes > octets) return null;
  const part = headerBytes > 0 ? partOf(data.subarray(1, headerBytes)) : null;
  if (alphabet === 'ucs2') {
    return { from, text: ucs2Text(data.subarray(headerBytes, octets)), at: time, part };
  }
  const headerSeptets = Math.ceil((headerBytes * 8) / 7);
  const septets = unpackSeptets(data.subarray(0, octets), length, 0).slice(headerSeptets);
  return { from, text: textOfSeptets(septets), at: time, part };
}

export interface Listed {
  /** Its place on the card. */
  readonly index: number;
  readonly message: Incoming | null;
}
export interface Whole {
  readonly from: string;
  readonly text: string;
  readonly indexes: readonly number[];
}

/** What a card holds, as messages. Parts wait for each other on the card; what is unreadable or too old only fills it. */
export function assembled(
  listed: readonly Listed[],
  oldest: Instant,
): { readonly whole: Whole[]; readonly useless: number[] } {
  const whole: Whole[] = [];
  const useless: number[] = [];
  const groups = new Map<string, Map<number, Listed & { readonly message: Incoming }>>();
  for (const { index, message } of listed) {
    if (message === null || (message.at !== null && message.at < oldest)) useless.push(index);
    else if (message.part === null) whole.push({ from: message.from, text: message.text, indexes: [index] });
    else {
      const key = JSON.stringify([message.from, message.part.reference, message.part.total]);
      const group = groups.get(key) ?? new Map<number, Listed & { readonly message: Incoming }>();
      groups.set(key, group);
      // Sent twice by the network: the second is the same.
      if (group.has(message.part.index)) useless.push(index);
      else group.set(message.part.index, { index, message });
    }
  }
  for (const group of groups.values()) {
    const parts = [...group].sort(([a], [b]) => a - b).map(([, part]) => part);
    const [first] = parts;
    if (first === undefined || parts.length !== first.message.part?.total) continue;
    whole.push({
      from: first.message.from,
      text: parts.map(({ message }) => message.text).join(''),
      indexes: parts.map(({ index }) => index),
    });
  }
  return { whole, useless };
}
