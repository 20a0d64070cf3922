/** Whoever asks: the door has let somebody in, so that an endpoint with a right always has one. */
import type { Who } from './identity.ts';
import { ProblemError } from './problem.ts';

export function callerOf(who: Who | null): Who {
  if (who === null) throw new ProblemError(401, 'Sign in first.');
  return who;
}
