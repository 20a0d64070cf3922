/** SMS-SUBMIT as a PDU for `AT+CMGS` (3GPP TS 23.040 section 9.2.2.2), and the status report that answers it. */
import { septetsOf, smsParts } from './sms-text.ts';

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');

/** Digits two by two, low half first, filled up with F. */
const semiOctets = (digits: string): number[] =>
  (digits.length % 2 ? `${digits}F` : digits)
    .match(/../g)
    ?.map((pair) => Number.parseInt(`${pair[1]}${pair[0]}`, 16)) ?? [];

/** Seven bits after seven bits; `fill` bits come first, so that text begins on a septet after a header. */
export function packSeptets(septets: readonly number[], fill = 0): number[] {
  const bytes: number[] = [];
  let bits = fill;
  let buffer = 0;
  for (const septet of septets) {
    buffer |= septet << bits;
    bits += 7;
    while (bits >= 8) {
      bytes.push(buffer & 0xff);
      buffer >>= 8;
      bits -= 8;
    }
  }
  return bits > 0 ? [...bytes, buffer & 0xff] : bytes;
}

const ucs2 = (text: string): number[] =>
  [...Array(text.length).keys()].flatMap((i) => [text.charCodeAt(i) >> 8, text.charCodeAt(i) & 0xff]);

export interface Pdu {
  /** What `AT+CMGS=` is told: octets without the leading service-centre field. */
  readonly length: number;
  readonly hex: string;
}

const concatenated = (reference: number, total: number, index: number): number[] => [
  5,
  0,
  3,
  reference & 0xff,
  total,
  index,
];

/** One PDU for each part. `reference` ties the parts together; null for a number that is none. */
export function submitPdus(to: string, text: string, reference: number, statusReport: boolean): Pdu[] | null {
  const digits = to.replace(/[\s().-]/g, '');
  if (!/^\+?\d{3,20}$/.test(digits)) return null;
  const bare = digits.replace('+', '');
  const parts = smsParts(text);
  return parts.map(({ alphabet, text: part }, i) => {
    const header = parts.length > 1 ? concatenated(reference, parts.length, i + 1) : [];
    const septets = alphabet === 'gsm' ? (septetsOf(part) ?? []) : [];
    const headerSeptets = Math.ceil((header.length * 8) / 7);
    const data =
      alphabet === 'gsm'
        ? [...header, ...packSeptets(septets, headerSeptets * 7 - header.length * 8)]
        : [...header, ...ucs2(part)];
    const tpdu = [
      // SUBMIT, relative validity, header present, status report wanted.
      0x11 | (header.length > 0 ? 0x40 : 0) | (statusReport ? 0x20 : 0),
      0,
      bare.length,
      digits.startsWith('+') ? 0x91 : 0x81,
      ...semiOctets(bare),
      0,
      alphabet === 'gsm' ? 0x00 : 0x08,
      // Kept for a day: an alarm of yesterday is no alarm.
      0xa7,
      alphabet === 'gsm' ? headerSeptets + septets.length : data.length,
      ...data,
    ];
    return { length: tpdu.length, hex: hex([0, ...tpdu]) };
  });
}

export interface StatusReport {
  readonly reference: number;
  /** Null: the network is still trying. */
  readonly arrived: boolean | null;
}

/** The PDU of a `+CDS:` line; null for anything else. */
export function parseStatusReport(text: string): StatusReport | null {
  if (!/^(?:[0-9A-F]{2}){16,200}$/i.test(text)) return null;
  const bytes = Buffer.from(text, 'hex');
  const start = 1 + (bytes[0] ?? 0);
  if (((bytes[start] ?? 0) & 0x03) !== 0x02) return null;
  const reference = bytes[start + 1];
  const addressBytes = 2 + Math.ceil((bytes[start + 2] ?? 0) / 2);
  const status = bytes[start + 2 + addressBytes + 14];
  if (reference === undefined || status === undefined) return null;
  return { reference, arrived: status < 0x20 ? true : status < 0x40 ? null : false };
}
