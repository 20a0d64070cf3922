/** Whoever asks, and the sites that are theirs: lists leave the others out, changes there are refused. */
import { inScope, scopeOf } from '../../lib/identity/authorise.ts';
import type { House } from './house.ts';
import type { Resource, Who } from './identity.ts';
import { ProblemError } from './problem.ts';

/** The door has let somebody in: an endpoint with a right always has one. */
export function callerOf(who: Who | null): Who {
  if (who === null) throw new ProblemError(401, 'Sign in first.');
  return who;
}

/** Null as a site: it concerns the house, and whoever sees a part of it may read it. */
export const seenBy = (who: Who | null): ((site: string | null) => boolean) => {
  const scope = scopeOf(callerOf(who));
  return (site) => site === null || inScope(scope, { site });
};

export function mayChangeAt(house: House, who: Who | null, resource: Resource, site: string): Who {
  const caller = callerOf(who);
  const answer = house.identity.authorise(caller, 'operate', resource, { site });
  if (!answer.ok) throw new ProblemError(403, answer.reason);
  return caller;
}
