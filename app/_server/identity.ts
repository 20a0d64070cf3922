/** Who calls, and may they: the port of the web role to lib/identity. */
import type { Instant } from '../../lib/time/clock.ts';
import type { Credentials } from './credentials.ts';

export type Verb = 'read' | 'operate' | 'beat';
export type Resource = 'readings' | 'live' | 'status' | 'wall' | 'desk' | 'drill' | 'walls';
export interface Who {
  readonly kind: 'administrator' | 'person' | 'wall';
  readonly name: string;
}
export type Decision = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface Identity {
  whoIs(credentials: Credentials): Promise<Who | null>;
  authorise(who: Who, verb: Verb, resource: Resource): Decision;
  /** Takes a one-time code; gives the token of a new session. */
  redeem(code: string): Promise<string | null>;
  signOut(session: string): Promise<void>;
  audit(entry: { at: Instant; who: string; what: string; about: unknown }): Promise<void>;
  /** Does the operational store answer? */
  check(): Promise<{ ok: boolean; reason: string | null }>;
  close(): Promise<void>;
}
