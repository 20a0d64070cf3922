/** The key in the address that a gateway calls back: made for each channel from the house's own key, so that nothing has to be stored. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const keyBytes = 18;

const bytesOf = (houseKey: Uint8Array, channel: string): Buffer =>
  createHmac('sha256', houseKey).update(`vigie callback 1 ${channel}`).digest().subarray(0, keyBytes);

export const callbackKey = (houseKey: Uint8Array, channel: string): string =>
  bytesOf(houseKey, channel).toString('base64url');

export function checkCallbackKey(houseKey: Uint8Array, channel: string, given: string): boolean {
  const ours = bytesOf(houseKey, channel);
  const theirs = Buffer.from(given, 'base64url');
  return theirs.length === ours.length && timingSafeEqual(theirs, ours);
}

export const callbackPath = (houseKey: Uint8Array, channel: string): string =>
  `/api/v1/notifications/callbacks/${encodeURIComponent(channel)}/${callbackKey(houseKey, channel)}`;
