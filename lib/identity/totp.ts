/** One-time codes of an authenticator (RFC 6238: HMAC-SHA-1, 30 s, 6 digits, as every such application speaks). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../time/clock.ts';

const stepMs = 30_000;
const digits = 6;
/** A phone's clock may be this many steps away. */
const slack = 1;
/** RFC 4226 section 4: at least 128 bits, 160 recommended. */
export const totpSecretBytes = 20;

/** RFC 4226 section 5.3. */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step that the code is of; null: of none that may be taken now. `takenStep`: a code works once. */
export function stepOf(secret: Uint8Array, code: string, now: Instant, takenStep: number): number | null {
  const typed = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(typed)) return null;
  const current = Math.floor(now / stepMs);
  for (let step = current - slack; step <= current + slack; step++)
    if (step > takenStep && timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(typed)))
      return step;
  return null;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** RFC 4648 section 6, without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '')
    .join('');
}

export const totpAddress = (secret: Uint8Array, person: string, issuer: string): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(person)}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
