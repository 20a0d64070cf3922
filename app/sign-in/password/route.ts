/** POST /sign-in/password: the form of the sign-in page. Whatever is wrong is said on that page, never what of it. */
import { credentialCookie, sessionCookie } from '../../_server/cookies.ts';
import { theHouse } from '../../_server/house.ts';
import { localPath } from '../../_server/local-path.ts';
import { seeOther, setCookie } from '../../_server/redirect.ts';
import { textOf } from '../../_server/request-input.ts';
import { visitorOf } from '../../_server/visitor.ts';

export const dynamic = 'force-dynamic';

const longest = 1_000;

export async function POST(request: Request): Promise<Response> {
  const house = theHouse();
  const form = new URLSearchParams(await textOf(request).catch(() => ''));
  const next = localPath(form.get('next'));
  const back = (why: string) => seeOther(`/sign-in?problem=${why}&next=${encodeURIComponent(next)}`);
  if (!house) return back('starting');
  const person = (form.get('person') ?? '').trim().toLowerCase();
  const password = form.get('password') ?? '';
  const code = (form.get('code') ?? '').replace(/\s/g, '');
  if (!/^[a-z0-9._-]{1,64}$/.test(person) || password === '' || password.length > longest)
    return back('wrong');
  try {
    const asked = { person, password, code: code === '' ? null : code.slice(0, 20) };
    const answer = await house.identity.accounts.signIn(asked, visitorOf(request.headers));
    if (!answer.ok)
      return back(answer.why === 'wait' ? `wait&seconds=${Math.ceil(answer.waitMs / 1000)}` : answer.why);
    const cookie = credentialCookie(new URL(request.url).protocol === 'https:');
    return seeOther(next, { 'set-cookie': setCookie(sessionCookie, answer.session, cookie) });
  } catch (error) {
    house.log.error({ err: error }, 'a password could not be checked');
    return back('store');
  }
}
