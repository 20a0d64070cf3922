/** Who calls, and may they: the port of the web role to lib/identity. */
import type { authorise } from '../../lib/identity/authorise.ts';
import type { Identity as KnownPeople } from '../../lib/identity/identity.ts';

export type { Decision, Resource, Verb, Who } from '../../lib/identity/authorise.ts';

export interface Identity extends KnownPeople {
  readonly authorise: typeof authorise;
}
