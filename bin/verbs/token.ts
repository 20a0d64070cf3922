/** `vigie token create --role wall|api|device|ROLE [--name NAME] [--sites A,B] [--days N]`, `token list`, `token revoke ID`. */
import type { TokenLimits } from '../../lib/identity/identity.ts';
import { roles, type TokenKind, tokenKinds } from '../../lib/identity/rights.ts';
import { type Asked, operator, readAsked, withIdentity } from './running.ts';
import type { RunVerb } from './verb.ts';

const dayMs = 86_400_000;
const longestDays = 3_650;

function kindAndRole(asked: string): { kind: TokenKind; role?: TokenLimits['role'] } {
  const kind = tokenKinds.find((one) => one === asked);
  if (kind) return { kind };
  const role = roles.find((one) => one === asked);
  if (role && role !== 'administrator') return { kind: 'api', role };
  const there = [...tokenKinds, ...roles.filter((one) => one !== 'administrator')].join(', ');
  throw new Error(`token create: add --role with one of ${there}`);
}

function limitsOf({ values: { sites, customer, days } }: Asked, now: number): TokenLimits {
  const count = days === undefined ? null : Number(days);
  if (count !== null && !(Number.isInteger(count) && count > 0 && count <= longestDays))
    throw new Error(`--days ${days}: a whole number from 1 to ${longestDays}`);
  return {
    scope: { sites: sites === undefined ? null : sites.split(','), customer: customer ?? null },
    expiresAt: count === null ? undefined : now + count * dayMs,
  };
}

export const token: RunVerb = async (args, write) => {
  const asked = readAsked(args, ['role', 'name', 'sites', 'customer', 'days']);
  const [what, id] = asked.positionals;
  const { role = '', name = role } = asked.values;
  const answer = (value: object, text: string) =>
    write(asked.json ? `${JSON.stringify(value)}\n` : `${text}\n`);
  if (what === 'create') {
    const { kind, role: as } = kindAndRole(role);
    const limits = { ...limitsOf(asked, Date.now()), role: as };
    const made = await withIdentity(asked, (identity) => identity.makeToken(kind, name, operator, limits));
    answer({ role, name, token: made }, made);
    return 0;
  }
  if (what === 'list') {
    const lines = await withIdentity(asked, (identity) => identity.tokens());
    const text = lines.map(
      ({ id, kind, role, name, sites, createdAt, revoked }) =>
        `${id}  ${(role ?? kind).padEnd(13)}  ${new Date(createdAt).toISOString()}  ${revoked ? 'revoked  ' : ''}${sites ? `[${sites.join(',')}]  ` : ''}${name}`,
    );
    answer(lines, text.join('\n'));
    return 0;
  }
  if (what === 'revoke' && id) {
    const done = await withIdentity(asked, (identity) => identity.revokeToken(id, operator));
    if (!done) throw new Error(`token revoke ${id}: no such token in force ("token list" shows them)`);
    answer({ id, revoked: true }, `${id} is revoked; it is refused within 5 s`);
    return 0;
  }
  throw new Error('token: say create --role wall|api|device|ROLE, list, or revoke ID');
};
