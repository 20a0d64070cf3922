/** One's own account: password, second factor, sessions. Nobody does this for somebody else. */
import { z } from 'zod';
import { type Weakness, weakness } from '../../../lib/identity/password-form.ts';
import { base32, totpAddress } from '../../../lib/identity/totp.ts';
import { credentialCookie, sessionCookie } from '../cookies.ts';
import { credentialsOf } from '../credentials.ts';
import { defineEndpoint } from '../endpoint.ts';
import type { Who } from '../identity.ts';
import { ProblemError } from '../problem.ts';
import { setCookie } from '../redirect.ts';
import { instant, iso } from './shapes.ts';

const own = { verb: 'operate', resource: 'account' } as const;
const current = z.string().max(1_000).nullable().default(null).describe('Not asked for just after a link.');

interface Mine {
  readonly session: string;
  readonly person: string;
}
/** A token, and the administrator's link, have no account. */
function mineOf(who: Who | null, request: Request): Mine {
  const { session } = credentialsOf(request.headers);
  if (who?.kind !== 'person' || who.person === undefined || session === null)
    throw new ProblemError(
      409,
      'This sign-in has no account of its own: add a person (vigie user add), and sign in as that person.',
    );
  return { session, person: who.person };
}

const weak: { readonly [W in Weakness]: string } = {
  short: 'next: at least 12 characters; a few words at random are easy to keep',
  long: 'next: at most 200 characters',
  simple: 'next: a few characters over and over are quickly guessed',
  name: 'next: not one’s own name',
};

/** The session goes on under its new secret. */
function renewed(request: Request, session: string): Response {
  const cookie = credentialCookie(new URL(request.url).protocol === 'https:');
  return Response.json(
    { ok: true },
    { headers: { 'cache-control': 'no-store', 'set-cookie': setCookie(sessionCookie, session, cookie) } },
  );
}
const done = z.object({ ok: z.literal(true) });

export const account = defineEndpoint({
  path: '/api/v1/account',
  summary: 'One’s own account and sessions.',
  right: own,
  query: z.strictObject({}),
  answer: z.object({
    person: z.string(),
    name: z.string(),
    hasPassword: z.boolean(),
    hasTotp: z.boolean(),
    fresh: z.boolean().describe('Came by a link a moment ago: the current password is not asked for.'),
    sessions: z.array(
      z.object({
        id: z.string(),
        means: z.enum(['link', 'password']),
        address: z.string(),
        agent: z.string(),
        createdAt: instant,
        seenAt: instant,
        mine: z.boolean(),
      }),
    ),
  }),
  answerWith: async ({ house, who, request }) => {
    const { session } = mineOf(who, request);
    const { accounts } = house.identity;
    const facts = await accounts.facts(session);
    if (!facts) throw new ProblemError(401, 'This session has ended.');
    const { person, name, hasPassword, hasTotp, fresh } = facts;
    const sessions = (await accounts.sessions(session)).map((one) => ({
      ...one,
      createdAt: iso(one.createdAt),
      seenAt: iso(one.seenAt),
    }));
    return { person, name, hasPassword, hasTotp, fresh, sessions };
  },
});

export const setPassword = defineEndpoint({
  method: 'POST',
  path: '/api/v1/account/password',
  summary: 'Sets one’s own password; every other session ends.',
  right: own,
  auditedByStore: true,
  body: z.strictObject({ current, next: z.string().max(1_000) }),
  answer: done,
  answerWith: async ({ house, who, request, body }) => {
    const { session, person } = mineOf(who, request);
    const problem = weakness(body.next, person);
    if (problem) throw new ProblemError(400, weak[problem], [{ field: 'next', reason: problem }]);
    const next = await house.identity.accounts.setPassword(session, body.current, body.next);
    if (next === null)
      throw new ProblemError(403, 'current: not the password (after five wrong ones, wait).');
    return renewed(request, next);
  },
});

export const offerTotp = defineEndpoint({
  method: 'POST',
  path: '/api/v1/account/totp',
  summary: 'A secret for an authenticator, shown once; in force when a code has proved it.',
  right: own,
  status: 201,
  auditedByStore: true,
  answer: z.object({ secret: z.string(), address: z.string() }),
  answerWith: async ({ house, who, request }) => {
    const { session, person } = mineOf(who, request);
    const secret = await house.identity.accounts.offerTotp(session);
    if (!secret) throw new ProblemError(401, 'This session has ended.');
    const issuer = `Vigie ${house.picture.inventory?.organisation ?? ''}`.trim();
    return { secret: base32(secret), address: totpAddress(secret, person, issuer) };
  },
});

export const confirmTotp = defineEndpoint({
  method: 'POST',
  path: '/api/v1/account/totp/confirm',
  summary: 'Turns the second factor on; every other session ends.',
  right: own,
  auditedByStore: true,
  body: z.strictObject({ code: z.string().max(20) }),
  answer: done,
  answerWith: async ({ house, who, request, body }) => {
    const { session } = mineOf(who, request);
    const next = await house.identity.accounts.confirmTotp(session, body.code);
    if (next === null)
      throw new ProblemError(400, 'code: not the one of now; is the clock of the telephone right?');
    return renewed(request, next);
  },
});

export const removeTotp = defineEndpoint({
  method: 'POST',
  path: '/api/v1/account/totp/remove',
  summary: 'Turns the second factor off.',
  right: own,
  auditedByStore: true,
  body: z.strictObject({ current }),
  answer: done,
  answerWith: async ({ house, who, request, body }) => {
    const { session } = mineOf(who, request);
    if (!(await house.identity.accounts.removeTotp(session, body.current)))
      throw new ProblemError(403, 'current: not the password (after five wrong ones, wait).');
    return { ok: true };
  },
});

export const endOtherSessions = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/account/sessions',
  summary: 'Ends every session of one’s own but this one.',
  right: own,
  auditedByStore: true,
  answer: z.object({ ended: z.number().int() }),
  answerWith: async ({ house, who, request }) => ({
    ended: await house.identity.accounts.endSessions(mineOf(who, request).session, null),
  }),
});

export const endSession = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/account/sessions/{id}',
  summary: 'Ends one session of one’s own.',
  right: own,
  auditedByStore: true,
  params: z.object({ id: z.string().min(1).max(64) }),
  answer: z.object({ ended: z.number().int() }),
  answerWith: async ({ house, who, request, params }) => ({
    ended: await house.identity.accounts.endSessions(mineOf(who, request).session, params.id),
  }),
});
