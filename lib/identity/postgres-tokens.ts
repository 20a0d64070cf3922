/** Tokens in PostgreSQL: of walls, programs and devices, with their role, scope and end. */
import type { Role, Who } from './authorise.ts';
import type { TokenLimits, TokenLine } from './identity.ts';
import { freshSecret, type Ground, inTransaction, writeAudit } from './postgres-ground.ts';
import type { TokenKind } from './rights.ts';
import { hashOf } from './secret.ts';

export async function findToken({ pool, clock }: Ground, token: string): Promise<Who | null> {
  const { rows } = await pool.query<{
    kind: Who['kind'];
    name: string;
    role: Role | null;
    sites: string[] | null;
    customer: string | null;
  }>(
    `select kind, name, role, sites, customer from identity.token
      where hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
    [hashOf(token), new Date(clock.now())],
  );
  const found = rows[0];
  if (!found) return null;
  const { kind, name, role, sites, customer } = found;
  return {
    kind,
    name,
    ...(role === null ? {} : { roles: [role] }),
    ...(sites === null ? {} : { sites }),
    ...(customer === null ? {} : { customer }),
  };
}

export const makeToken = (
  ground: Ground,
  kind: TokenKind,
  name: string,
  by: string,
  { role, scope, expiresAt }: TokenLimits,
): Promise<string> =>
  inTransaction(ground, async (client) => {
    const token = freshSecret(kind);
    const now = ground.clock.now();
    const sites = scope?.sites ?? null;
    const customer = scope?.customer ?? null;
    await client.query(
      `insert into identity.token (hash, kind, name, created_at, created_by, role, sites, customer, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        hashOf(token),
        kind,
        name,
        new Date(now),
        by,
        role ?? null,
        sites,
        customer,
        expiresAt === undefined ? null : new Date(expiresAt),
      ],
    );
    const about = { kind, name, role: role ?? null, sites, customer };
    await writeAudit(client, { at: now, who: by, what: 'make token', about });
    return token;
  });

interface Row {
  readonly id: string;
  readonly kind: Who['kind'];
  readonly name: string;
  readonly role: Role | null;
  readonly sites: string[] | null;
  readonly customer: string | null;
  readonly created_at: Date;
  readonly created_by: string;
  readonly expires_at: Date | null;
  readonly revoked: boolean;
}

export async function listTokens({ pool }: Ground): Promise<TokenLine[]> {
  const { rows } = await pool.query<Row>(
    `select id, kind, name, role, sites, customer, created_at, created_by, expires_at,
            revoked_at is not null as revoked
       from identity.token order by created_at, id`,
  );
  return rows.map(({ created_at, created_by, expires_at, ...line }) => ({
    ...line,
    createdAt: created_at.getTime(),
    createdBy: created_by,
    expiresAt: expires_at?.getTime() ?? null,
  }));
}

export const revokeToken = (ground: Ground, id: string, by: string): Promise<boolean> =>
  inTransaction(ground, async (client) => {
    const now = ground.clock.now();
    const { rows } = await client.query<{ hash: Buffer; name: string }>(
      `update identity.token set revoked_at = $2
       where id::text = $1 and revoked_at is null and kind <> 'administrator' returning hash, name`,
      [id, new Date(now)],
    );
    const revoked = rows[0];
    if (!revoked) return false;
    ground.tokens.forget(revoked.hash);
    await writeAudit(client, { at: now, who: by, what: 'revoke token', about: { id, name: revoked.name } });
    return true;
  });
