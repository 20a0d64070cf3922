/** The port of identity: who calls, what they hold, what is written down of what they changed. */
import type { Instant } from '../time/clock.ts';
import type { Who } from './authorise.ts';

/** What a request shows of itself; not yet believed. */
export interface Credentials {
  /** Authorization: Bearer. */
  readonly bearer: string | null;
  /** Session cookie of a person. */
  readonly session: string | null;
  /** Cookie of a wall, from `?token=`. */
  readonly wall: string | null;
}

export interface AuditEntry {
  readonly at: Instant;
  readonly who: string;
  readonly what: string;
  /** What was changed; never a secret. */
  readonly about: unknown;
}
export interface TokenLine {
  readonly id: string;
  readonly kind: Who['kind'];
  readonly name: string;
  readonly createdAt: Instant;
  readonly revoked: boolean;
}

export interface Identity {
  /** Null: nobody we know. */
  whoIs(credentials: Credentials): Promise<Who | null>;
  /** A one-time code (10 minutes) for a person; the caller puts it into a link. */
  makeCode(person: string, by: string): Promise<string>;
  /** Takes a code, once; gives the token of a new session, or null. */
  redeem(code: string): Promise<string | null>;
  signOut(session: string): Promise<void>;
  /** The token is given once and cannot be read again. */
  makeToken(kind: 'wall' | 'api', name: string, by: string): Promise<string>;
  tokens(): Promise<TokenLine[]>;
  /** False when there is no such token in force. */
  revokeToken(id: string, by: string): Promise<boolean>;
  audit(entry: AuditEntry): Promise<void>;
  /** Does the operational store answer? */
  check(): Promise<{ ok: boolean; reason: string | null }>;
  close(): Promise<void>;
}
