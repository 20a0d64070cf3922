/** Secrets that Vigie gives out: what they look like, and the hash that alone is kept of them. */
import { createHash } from 'node:crypto';

/** A prefix says at sight (and to secret scanners) what was found. */
const prefixes = {
  wall: 'vigie_wall_',
  api: 'vigie_api_',
  device: 'vigie_device_',
  session: 'vigie_session_',
  code: '',
} as const;
export type SecretKind = keyof typeof prefixes;

/** 192 random bits: no list of them can be tried, so a fast hash is enough (a password would need a slow one). */
export const secretBytes = 24;

export const secretOf = (kind: SecretKind, random: Uint8Array): string =>
  `${prefixes[kind]}${Buffer.from(random).toString('base64url')}`;

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
