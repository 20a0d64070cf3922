/** `/sign-in?code=CODE` arrives here (the proxy rewrites it): the code is taken once and becomes a session. */
import { credentialCookie, sessionCookie } from '../../_server/cookies.ts';
import { theHouse } from '../../_server/house.ts';
import { localPath } from '../../_server/local-path.ts';
import { seeOther, setCookie } from '../../_server/redirect.ts';
import { visitorOf } from '../../_server/visitor.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const next = localPath(url.searchParams.get('next'));
  const back = (why: string) => seeOther(`/sign-in?problem=${why}&next=${encodeURIComponent(next)}`);
  const code = url.searchParams.get('code') ?? '';
  const house = theHouse();
  if (!house) return back('starting');
  if (!/^[\w-]{8,200}$/.test(code)) return back('link');
  try {
    const session = await house.identity.redeem(code, visitorOf(request.headers));
    if (!session) return back('link');
    const cookie = credentialCookie(url.protocol === 'https:');
    return seeOther(next, { 'set-cookie': setCookie(sessionCookie, session, cookie) });
  } catch (error) {
    house.log.error({ err: error }, 'a sign-in code could not be checked');
    return back('store');
  }
}
