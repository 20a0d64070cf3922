/** `vigie sign-in [PERSON]`: a link that works once, for ten minutes. */
import { webAddress } from '../../lib/config/runtime.ts';
import { operator, readAsked, withIdentity } from './running.ts';
import type { RunVerb } from './verb.ts';

const personPattern = /^[\p{L}\p{N} ._@'-]{1,100}$/u;

export const signIn: RunVerb = async (args, write) => {
  const asked = readAsked(args);
  const [person = 'administrator', ...more] = asked.positionals;
  if (more.length > 0 || !personPattern.test(person))
    throw new Error('sign-in takes one name (in quotes when it has a space)');
  const link = await withIdentity(asked, async (identity, { web }) => {
    const known = (await identity.people.list()).some(({ id }) => id === person);
    if (!known && person !== 'administrator')
      process.stderr.write(
        `${person} is nobody that "user list" shows: this link is an administrator's, under that name\n`,
      );
    const code = await identity.makeCode(person, operator);
    return `${webAddress(web)}/sign-in?code=${code}`;
  });
  write(asked.json ? `${JSON.stringify({ person, link, minutes: 10 })}\n` : `${link}\n`);
  return 0;
};
