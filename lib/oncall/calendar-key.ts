/** The key in the address of a calendar: a telephone fetches it without signing in, and it opens that one schedule only. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const keyOf = (secret: Uint8Array, schedule: string): Buffer =>
  createHmac('sha256', secret).update(`vigie calendar 1 ${schedule}`).digest();

export const calendarKey = (secret: Uint8Array, schedule: string): string =>
  keyOf(secret, schedule).toString('base64url');

export function isCalendarKey(secret: Uint8Array, schedule: string, given: string): boolean {
  const [ours, theirs] = [keyOf(secret, schedule), Buffer.from(given, 'base64url')];
  return theirs.length === ours.length && timingSafeEqual(theirs, ours);
}
