/** From where somebody signs in, and what this browser held before. */
import type { Visitor } from '../../lib/identity/identity.ts';
import { credentialsOf } from './credentials.ts';
import { addressOf } from './forwarded.ts';

export const visitorOf = (headers: Headers): Visitor => ({
  address: addressOf(headers),
  agent: headers.get('user-agent') ?? '',
  before: credentialsOf(headers).session,
});
