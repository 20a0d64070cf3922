/** POST /sign-in/out: ends the session, here and in the store. */
import { credentialCookie, sessionCookie } from '../../_server/cookies.ts';
import { credentialsOf } from '../../_server/credentials.ts';
import { theHouse } from '../../_server/house.ts';
import { seeOther, setCookie } from '../../_server/redirect.ts';

export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  const { session } = credentialsOf(request.headers);
  if (session) await theHouse()?.identity.signOut(session);
  const cookie = { ...credentialCookie(new URL(request.url).protocol === 'https:'), maxAge: 0 };
  return seeOther('/sign-in', { 'set-cookie': setCookie(sessionCookie, '', cookie) });
}
