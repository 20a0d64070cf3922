/** The port of identity: who calls, what they hold, what is written down of what they changed. */
import type { Instant } from '../time/clock.ts';
import type { Role, Scope, Who } from './authorise.ts';
import type { PersonFacts, PersonLine } from './person.ts';
import type { TokenKind } from './rights.ts';

/** What a request shows of itself; not yet believed. */
export interface Credentials {
  /** Authorization: Bearer. */
  readonly bearer: string | null;
  /** Session cookie of a person. */
  readonly session: string | null;
  /** Cookie of a wall, from `?token=`. */
  readonly wall: string | null;
}
/** From where somebody signs in; told to the person in the list of their sessions. */
export interface Visitor {
  readonly address: string;
  readonly agent: string;
  /** The session that this browser had before: it ends. */
  readonly before: string | null;
}

export interface AuditEntry {
  readonly at: Instant;
  readonly who: string;
  readonly what: string;
  /** What was changed; never a secret. */
  readonly about: unknown;
}
export interface AuditLine extends AuditEntry {
  readonly id: string;
}
export interface AuditFilter {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly who?: string | undefined;
  /** Words that `what` holds. */
  readonly what?: string | undefined;
  /** Only lines older than this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface TokenLimits {
  /** Left out: what its kind may. */
  readonly role?: Exclude<Role, 'administrator'> | undefined;
  readonly scope?: Scope | undefined;
  readonly expiresAt?: Instant | undefined;
}
export interface TokenLine {
  readonly id: string;
  readonly kind: Who['kind'];
  readonly name: string;
  readonly role: Role | null;
  readonly sites: readonly string[] | null;
  readonly customer: string | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant | null;
  readonly revoked: boolean;
}

export interface SessionLine {
  readonly id: string;
  readonly means: 'link' | 'password';
  readonly address: string;
  readonly agent: string;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  /** The one that asks. */
  readonly mine: boolean;
}

export interface People {
  list(): Promise<PersonLine[]>;
  /** A person of this id that was removed comes back with these facts; false when there is one already. */
  add(person: PersonFacts, by: string): Promise<boolean>;
  /** False: no such person, or one of the book. A change of rights ends the sessions. */
  change(person: PersonFacts, by: string): Promise<boolean>;
  /** False: no such person, or one of the book. */
  remove(id: string, by: string): Promise<boolean>;
  /** The people of the book, whole: those that it no longer names are removed. */
  sync(book: readonly PersonFacts[]): Promise<void>;
  /** Ends every session of a person; how many there were. */
  signOutEverywhere(id: string, by: string): Promise<number>;
  /** A one-time code, as of `makeCode`; null: there is no such person. */
  makeCode(id: string, by: string): Promise<string | null>;
}

export type SignIn =
  | { readonly ok: true; readonly session: string }
  | { readonly ok: false; readonly why: 'wrong' | 'code' }
  | { readonly ok: false; readonly why: 'wait'; readonly waitMs: number }
  | { readonly ok: false; readonly why: 'busy' };

/** What a person does with their own account; each is asked with the session that acts. */
export interface Accounts {
  signIn(asked: { person: string; password: string; code: string | null }, from: Visitor): Promise<SignIn>;
  facts(session: string): Promise<AccountFacts | null>;
  /** Ends every other session, and gives this one a new token; null: the current password is wrong. */
  setPassword(session: string, current: string | null, next: string): Promise<string | null>;
  /** A new secret, kept until a code proves it. */
  offerTotp(session: string): Promise<Buffer | null>;
  /** Ends every other session, and gives this one a new token; null: the code is wrong. */
  confirmTotp(session: string, code: string): Promise<string | null>;
  /** False: the password is wrong. */
  removeTotp(session: string, current: string | null): Promise<boolean>;
  sessions(session: string): Promise<SessionLine[]>;
  /** `id` null: all but the one that asks. How many ended. */
  endSessions(session: string, id: string | null): Promise<number>;
}
export interface AccountFacts {
  readonly person: string;
  readonly name: string;
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  /** Came by a link a moment ago: the current password need not be known. */
  readonly fresh: boolean;
}

export interface Identity {
  readonly people: People;
  readonly accounts: Accounts;
  /** Null: nobody we know. */
  whoIs(credentials: Credentials): Promise<Who | null>;
  /**
   * A one-time code (10 minutes) for a person; the caller puts it into a link. For a name that no person has it is an
   * administrator's: only for who holds the data folder, and with it the administrator's token.
   */
  makeCode(person: string, by: string): Promise<string>;
  /** Takes a code, once; gives the token of a new session, or null. */
  redeem(code: string, from?: Visitor): Promise<string | null>;
  signOut(session: string): Promise<void>;
  /** The token is given once and cannot be read again. */
  makeToken(kind: TokenKind, name: string, by: string, limits?: TokenLimits): Promise<string>;
  tokens(): Promise<TokenLine[]>;
  /** False when there is no such token in force. */
  revokeToken(id: string, by: string): Promise<boolean>;
  audit(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  auditLines(filter: AuditFilter): Promise<AuditLine[]>;
  /** Does the operational store answer? */
  check(): Promise<{ ok: boolean; reason: string | null }>;
  close(): Promise<void>;
}
