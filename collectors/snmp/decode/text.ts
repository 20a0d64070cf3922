/** A varbind as text and as number: the one place that knows how agents dress their values up. */
import type { Varbind } from '../varbind.ts';

/** Opaque-wrapped float and double (net-snmp): tag 9f 78 / 9f 79, length, IEEE bytes. */
function opaqueNumber(bytes: Buffer): number | null {
  if (bytes.length >= 7 && bytes[0] === 0x9f && bytes[1] === 0x78) return bytes.readFloatBE(3);
  if (bytes.length >= 11 && bytes[0] === 0x9f && bytes[1] === 0x79) return bytes.readDoubleBE(3);
  return null;
}

const strict = new TextDecoder('utf-8', { fatal: true });
function octetsText(bytes: Buffer): string {
  try {
    return strict.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
/** Control characters and runs of blanks; agents pad with NUL, CR and spaces. */
const clean = (text: string): string =>
  text
    // biome's control-character rule is answered by building the class from code points
    .replace(controls, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const controls = new RegExp(
  `[${String.fromCharCode(0)}-${String.fromCharCode(31)}${String.fromCharCode(127)}]+`,
  'g',
);

/** '' when there is nothing to read. */
export function textOf(varbind: Varbind | undefined): string {
  if (!varbind || varbind.value === null) return '';
  if (varbind.type === 'opaque') {
    const n = opaqueNumber(varbind.value);
    return n === null ? clean(octetsText(varbind.value)) : String(n);
  }
  if (varbind.type === 'octets') return clean(octetsText(varbind.value));
  return String(varbind.value);
}

const firstNumber = /[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?/;
/** The number, or the first number in the text ("12.5 V"); null when there is none. */
export function numberOf(varbind: Varbind | undefined): number | null {
  if (!varbind || varbind.value === null) return null;
  switch (varbind.type) {
    case 'integer':
    case 'counter32':
    case 'gauge32':
    case 'timeticks':
      return varbind.value;
    case 'counter64':
      return Number(varbind.value);
    case 'opaque': {
      const n = opaqueNumber(varbind.value);
      return n === null ? numberInText(textOf(varbind)) : Number.isFinite(n) ? n : null;
    }
    case 'octets':
      return numberInText(textOf(varbind));
    default:
      return null;
  }
}

export function numberInText(text: string): number | null {
  const found = firstNumber.exec(text.includes('.') ? text : text.replace(/^([^,]*\d),(\d)/, '$1.$2'));
  if (!found) return null;
  const n = Number(found[0]);
  return Number.isFinite(n) ? n : null;
}

/** `2:05:10` or `125:10` (hours first) in seconds. */
export function secondsOfClock(text: string): number | null {
  const parts = text.match(/\d+/g);
  if (!parts || parts.length < 2 || parts.length > 3) return null;
  const [h, m, s] = [Number(parts[0]), Number(parts[1]), Number(parts[2] ?? 0)];
  return h * 3600 + m * 60 + s;
}
