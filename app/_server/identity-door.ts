/** The adapter of the identity port: the tokens, sessions and audit of the operational store. */
import type { Runtime } from '../../lib/config/runtime.ts';
import { authorise } from '../../lib/identity/authorise.ts';
import { openPostgresIdentity } from '../../lib/identity/postgres-identity-store.ts';
import type { Clock } from '../../lib/time/clock.ts';
import type { Identity } from './identity.ts';

export const openIdentity = (runtime: Runtime, clock: Clock): Identity =>
  Object.assign(openPostgresIdentity(runtime.operations, clock), { authorise });
