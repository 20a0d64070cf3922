/**
 * The link in a message: for one person and one incident, signed, and it expires. Opening it changes nothing (scanners
 * of mail open links); only the button on its page posts. It carries no name and no number.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../time/clock.ts';

export interface AcknowledgeClaim {
  readonly incident: string;
  readonly person: string;
  readonly expiresAt: Instant;
}
export type LinkVerdict =
  | { readonly ok: true; readonly claim: AcknowledgeClaim }
  | { readonly ok: false; readonly reason: 'malformed' | 'forged' | 'expired' };

/** An SMS of yesterday must still open; one of last week must not. */
export const linkLivesMs = 48 * 3_600_000;
/** 96 bits: not guessed within the two days that a link lives. */
const signatureBytes = 12;
const tokenMax = 400;

const signature = (key: Uint8Array, body: string): Buffer =>
  createHmac('sha256', key).update(`vigie acknowledge 1 ${body}`).digest().subarray(0, signatureBytes);

const encoded = (claim: AcknowledgeClaim): string =>
  Buffer.from(
    JSON.stringify([claim.incident, claim.person, Math.floor(claim.expiresAt / 1_000)]),
    'utf8',
  ).toString('base64url');

export const acknowledgeToken = (key: Uint8Array, claim: AcknowledgeClaim): string => {
  const body = encoded(claim);
  return `${body}.${signature(key, body).toString('base64url')}`;
};

/** `publicUrl` without a closing slash. */
export const acknowledgeLink = (publicUrl: string, key: Uint8Array, claim: AcknowledgeClaim): string =>
  `${publicUrl.replace(/\/+$/, '')}/a/${acknowledgeToken(key, claim)}`;

export function readAcknowledgeToken(key: Uint8Array, token: string, now: Instant): LinkVerdict {
  const match = token.length <= tokenMax ? /^([\w-]+)\.([\w-]+)$/.exec(token) : null;
  const [, body = '', given = ''] = match ?? [];
  if (match === null) return { ok: false, reason: 'malformed' };
  const theirs = Buffer.from(given, 'base64url');
  const ours = signature(key, body);
  // The spelling counts too: base64url has several for the same bytes, and a link has one.
  if (
    theirs.length !== ours.length ||
    !timingSafeEqual(theirs, ours) ||
    theirs.toString('base64url') !== given
  )
    return { ok: false, reason: 'forged' };
  const said: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  const [incident, person, seconds] = Array.isArray(said) ? (said as unknown[]) : [];
  if (typeof incident !== 'string' || typeof person !== 'string' || typeof seconds !== 'number')
    return { ok: false, reason: 'malformed' };
  const claim = { incident, person, expiresAt: seconds * 1_000 };
  return now < claim.expiresAt ? { ok: true, claim } : { ok: false, reason: 'expired' };
}

export type LinkAct = 'show' | 'acknowledge' | 'refuse';

/** What a request on a link may do. GET and HEAD only ever show; POST acts, and only when the link is good. */
export function linkAct(method: string, verdict: LinkVerdict): LinkAct {
  if (!verdict.ok) return 'refuse';
  if (method === 'POST') return 'acknowledge';
  return method === 'GET' || method === 'HEAD' ? 'show' : 'refuse';
}
