/** The adapter of the identity port: the tokens, sessions and audit of the operational store. */
import type { Runtime } from '../../lib/config/runtime.ts';
import { authorise } from '../../lib/identity/authorise.ts';
import { openPostgresIdentity } from '../../lib/identity/postgres-identity-store.ts';
import type { Clock } from '../../lib/time/clock.ts';
import type { Identity } from './identity.ts';

export async function openIdentity(runtime: Runtime, clock: Clock): Promise<Identity> {
  const people = openPostgresIdentity(runtime.operations, clock);
  return {
    authorise,
    whoIs: (credentials) => people.whoIs(credentials),
    redeem: (code) => people.redeem(code),
    signOut: (session) => people.signOut(session),
    audit: (entry) => people.audit(entry),
    check: () => people.check(),
    close: () => people.close(),
  };
}
