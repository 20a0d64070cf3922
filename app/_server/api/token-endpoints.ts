/** Tokens of walls, programs and devices: listed, made (shown once), revoked. */
import { z } from 'zod';
import { nameOf } from '../../../lib/identity/authorise.ts';
import type { TokenLine } from '../../../lib/identity/identity.ts';
import { type Role, roles, tokenKinds } from '../../../lib/identity/rights.ts';
import { callerOf } from '../caller.ts';
import { defineEndpoint } from '../endpoint.ts';
import { pageOf, pageQuery, pageSchema } from '../page-of.ts';
import { ProblemError } from '../problem.ts';
import { knownSites } from './people-endpoints.ts';
import { instant, iso } from './shapes.ts';

const dayMs = 86_400_000;
const isTokenRole = (role: Role): role is Exclude<Role, 'administrator'> => role !== 'administrator';
const tokenRoles = roles.filter(isTokenRole);

const tokenSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['administrator', ...tokenKinds]),
    name: z.string(),
    role: z.enum(tokenRoles).nullable().describe('Null: what its kind may.'),
    sites: z.array(z.string()).nullable(),
    customer: z.string().nullable(),
    createdAt: instant,
    createdBy: z.string(),
    expiresAt: instant.nullable(),
    revoked: z.boolean(),
  })
  .meta({ id: 'Token' });

const shape = (line: TokenLine) => ({
  ...line,
  createdAt: iso(line.createdAt),
  expiresAt: line.expiresAt === null ? null : iso(line.expiresAt),
});

export const listTokens = defineEndpoint({
  path: '/api/v1/tokens',
  summary: 'Every token, never its secret.',
  right: { verb: 'read', resource: 'tokens' },
  query: z.strictObject({ ...pageQuery }),
  answer: pageSchema(tokenSchema),
  answerWith: async ({ house, query }) => {
    const lines = (await house.identity.tokens()).map((line) => ({
      key: `${iso(line.createdAt)}/${line.id}`,
      line,
    }));
    const page = pageOf(lines, ({ key }) => key, query);
    return { items: page.items.map(({ line }) => shape(line)), next: page.next };
  },
});

export const makeToken = defineEndpoint({
  method: 'POST',
  path: '/api/v1/tokens',
  summary: 'Makes a token; it is shown in this answer and never again.',
  right: { verb: 'manage', resource: 'tokens' },
  status: 201,
  auditedByStore: true,
  body: z.strictObject({
    kind: z.enum(tokenKinds),
    name: z.string().trim().min(1).max(100),
    role: z.enum(tokenRoles).optional().describe('Only for kind api: its rights instead of its kind’s.'),
    sites: z.array(z.string().min(1).max(64)).min(1).max(200).nullable().default(null),
    customer: z.string().min(1).max(64).nullable().default(null),
    days: z.number().int().min(1).max(3650).optional().describe('Left out: until it is revoked.'),
  }),
  answer: z.object({ token: z.string(), kind: z.enum(tokenKinds), name: z.string() }),
  answerWith: async ({ house, body, who }) => {
    const { kind, name, role, sites, customer, days } = body;
    if (role !== undefined && kind !== 'api')
      throw new ProblemError(400, 'role: only a token of kind api takes one');
    knownSites(house, sites);
    const token = await house.identity.makeToken(kind, name, nameOf(callerOf(who)), {
      role,
      scope: { sites, customer },
      expiresAt: days === undefined ? undefined : house.clock.now() + days * dayMs,
    });
    return { token, kind, name };
  },
});

export const revokeToken = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/tokens/{id}',
  summary: 'Revokes a token; it is refused within five seconds.',
  right: { verb: 'manage', resource: 'tokens' },
  auditedByStore: true,
  params: z.object({ id: z.string().min(1).max(64) }),
  answer: z.object({ id: z.string(), revoked: z.literal(true) }),
  answerWith: async ({ house, params, who }) => {
    if (!(await house.identity.revokeToken(params.id, nameOf(callerOf(who)))))
      throw new ProblemError(404, 'No token in force has this id; the administrator’s stays.');
    return { id: params.id, revoked: true };
  },
});
