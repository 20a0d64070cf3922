/** `vigie token create --role wall|api [--name NAME]`, `token list`, `token revoke ID`. */
import { operator, readAsked, withIdentity } from './running.ts';
import type { RunVerb } from './verb.ts';

export const token: RunVerb = async (args, write) => {
  const asked = readAsked(args, ['role', 'name']);
  const [what, id] = asked.positionals;
  const { role, name = role ?? '' } = asked.values;
  const answer = (value: object, text: string) =>
    write(asked.json ? `${JSON.stringify(value)}\n` : `${text}\n`);
  if (what === 'create') {
    if (role !== 'wall' && role !== 'api') throw new Error('token create: add --role wall or --role api');
    const made = await withIdentity(asked, (identity) => identity.makeToken(role, name, operator));
    answer({ role, name, token: made }, made);
    return 0;
  }
  if (what === 'list') {
    const lines = await withIdentity(asked, (identity) => identity.tokens());
    const text = lines.map(
      ({ id, kind, name, createdAt, revoked }) =>
        `${id}  ${kind.padEnd(13)}  ${new Date(createdAt).toISOString()}  ${revoked ? 'revoked  ' : ''}${name}`,
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
  throw new Error('token: say create --role wall|api, list, or revoke ID');
};
