/**
 * The only way in: every operation of the API and every page passes here, is asked who it is and whether it may
 * (`authorise` of lib/identity decides), and every change is written to the audit.
 */
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { nameOf, type Subject } from '../../lib/identity/authorise.ts';
import { credentialsOf } from './credentials.ts';
import type { Endpoint, Right } from './endpoint.ts';
import { type House, house, theHouse } from './house.ts';
import type { Resource, Verb, Who } from './identity.ts';
import { ProblemError, problemResponse } from './problem.ts';
import { inputOf } from './request-input.ts';

type RouteContext = { readonly params: Promise<Record<string, string | string[] | undefined>> };
type Route = (request: Request, context: RouteContext) => Promise<Response>;

async function admit(request: Request, right: Right, of: House): Promise<Who | null> {
  if (typeof right === 'string') return null;
  const who = await of.identity.whoIs(credentialsOf(request.headers));
  if (!who)
    throw new ProblemError(
      401,
      'Sign in with a link from "npm run vigie -- sign-in", or send Authorization: Bearer TOKEN.',
    );
  const answer = of.identity.authorise(who, right.verb, right.resource);
  if (!answer.ok) throw new ProblemError(403, answer.reason);
  return who;
}

/** A wall's beat and a job's heartbeat (which proves itself by its own key) are signs of life, not changes. */
const isChange = ({ method, right, auditedByStore }: Endpoint): boolean =>
  method !== 'GET' &&
  typeof right === 'object' &&
  // A question that is too long for an address (what would this plan silence?) changes nothing.
  right.verb !== 'read' &&
  right.resource !== 'walls' &&
  auditedByStore !== true;

/** Makes the route of one endpoint. */
export function withRight<P, Q, B>(endpoint: Endpoint<P, Q, B>): Route {
  return async (request, context) => {
    try {
      if (endpoint.right === 'public')
        return answer(endpoint.status, await endpoint.answerWith({ request } as never));
      const of = house();
      // The credentials come before the input: who may not know learns nothing from the errors either.
      const who = await admit(request, endpoint.right, of);
      const input = await inputOf(endpoint, request, await context.params);
      if (who) withinScope(of, who, endpoint as Endpoint, input);
      const value = await endpoint.answerWith({ ...input, request, who, house: of });
      if (who && isChange(endpoint as Endpoint))
        await audit(of, who, endpoint as Endpoint, input.params ?? input.body);
      return answer(endpoint.status, value);
    } catch (error) {
      return failure(error);
    }
  };
}

/** A site or customer that the request names must be within the scope; lists and pages filter by it themselves. */
function withinScope(of: House, who: Who, { right }: Endpoint, input: object): void {
  if (typeof right === 'string') return;
  for (const part of Object.values(input) as unknown[]) {
    const { site, customer } = (part ?? {}) as { site?: unknown; customer?: unknown };
    for (const one of Array.isArray(site) ? site : [site])
      if (typeof one === 'string') check(of, who, right, { site: one });
    if (typeof customer === 'string') check(of, who, right, { customer });
  }
}

function check(of: House, who: Who, right: Exclude<Right, string>, subject: Subject): void {
  const answer = of.identity.authorise(who, right.verb, right.resource, subject);
  if (!answer.ok) throw new ProblemError(403, answer.reason);
}

const answer = (status: number, value: unknown): Response =>
  value instanceof Response
    ? value
    : Response.json(value, { status, headers: { 'cache-control': 'no-store' } });

async function audit(of: House, who: Who, endpoint: Endpoint, about: unknown): Promise<void> {
  await of.identity.audit({
    at: of.clock.now(),
    who: nameOf(who),
    what: `${endpoint.method} ${endpoint.path}`,
    about,
  });
}

function failure(error: unknown): Response {
  if (error instanceof ProblemError)
    return problemResponse(error.problem, error.problem.status === 503 ? { 'retry-after': '5' } : {});
  theHouse()?.log.error({ err: error }, 'a request failed');
  return problemResponse({
    status: 500,
    title: 'Internal error',
    detail: 'Vigie could not answer; the reason is in its log.',
  });
}

/**
 * For pages, each of them: sends whoever is not signed in to the sign-in page, and says no to who has no right. A
 * layout does not guard its pages: a request that claims to hold the layout already is answered with the page alone.
 */
export async function requireRight(verb: Verb, resource: Resource): Promise<{ who: Who; house: House }> {
  const of = house();
  const asked = await headers();
  const who = await of.identity.whoIs(credentialsOf(asked));
  if (!who) redirect(`/sign-in?next=${encodeURIComponent(asked.get('x-vigie-path') ?? '/')}`);
  const decision = of.identity.authorise(who, verb, resource);
  if (!decision.ok) redirect('/sign-in?refused=1');
  return { who, house: of };
}
