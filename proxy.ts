/**
 * What every request passes first: host, origin and size checks, security headers, language and theme of the
 * address, a wall's token. It decides no right: that is `app/_server/door.ts`.
 */
import { type NextRequest, NextResponse } from 'next/server';
import { credentialCookie, langCookie, tasteCookie, themeCookie, wallCookie } from './app/_server/cookies.ts';
import { problemResponse } from './app/_server/problem.ts';
import { maxAddressLength, refuse, securityHeaders } from './app/_server/request-checks.ts';
import { isLocale } from './lib/messages/message.ts';

const names = new Set(
  (process.env.VIGIE_HOST_NAMES ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);

function refused(request: NextRequest): Response | null {
  if (request.nextUrl.href.length > maxAddressLength)
    return problemResponse({ status: 414, title: 'Address too long', detail: 'Shorten the query.' });
  const refusal = refuse(
    {
      method: request.method,
      host: request.headers.get('host'),
      origin: request.headers.get('origin'),
      fetchSite: request.headers.get('sec-fetch-site'),
      contentLength: request.headers.get('content-length'),
      bearer: request.headers.has('authorization'),
    },
    names,
  );
  return refusal ? problemResponse({ ...refusal, title: 'Refused' }) : null;
}

/** `?token=` of a wall: kept by the screen, dropped from the address (and so from history and pictures of it). */
function keepWallToken(request: NextRequest): NextResponse | null {
  const token = request.nextUrl.searchParams.get('token');
  if (token === null || !request.nextUrl.pathname.startsWith('/wall/')) return null;
  const clean = request.nextUrl.clone();
  clean.searchParams.delete('token');
  // Next reads the address of a redirection as an absolute one, and makes it relative again on the wire.
  const response = NextResponse.redirect(clean, 307);
  response.headers.set('cache-control', 'no-store');
  response.cookies.set(wallCookie, token.slice(0, 200), credentialCookie(isSecure(request)));
  return response;
}

const isSecure = (request: NextRequest): boolean => request.nextUrl.protocol === 'https:';

export function proxy(request: NextRequest): Response {
  const no = refused(request);
  if (no) return no;
  const kept = keepWallToken(request);
  if (kept) return kept;
  const { searchParams, pathname } = request.nextUrl;
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const security = securityHeaders(nonce, {
    development: process.env.NODE_ENV === 'development',
    secure: isSecure(request),
  });
  // Without a referrer a form's POST would come from nowhere; the address of this page goes to no other house.
  if (pathname.startsWith('/a/')) security['Referrer-Policy'] = 'same-origin';
  const lang = searchParams.get('lang');
  const theme = searchParams.get('theme');
  const tastes: [string, string][] = [];
  if (isLocale(lang)) tastes.push([langCookie, lang]);
  if (theme === 'dark' || theme === 'light') tastes.push([themeCookie, theme]);
  for (const [name, value] of tastes) request.cookies.set(name, value);
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', security['Content-Security-Policy'] ?? '');
  headers.set('x-nonce', nonce);
  headers.set('x-vigie-path', `${pathname}${request.nextUrl.search}`);
  const next = { request: { headers } };
  const response =
    pathname === '/sign-in' && searchParams.has('code')
      ? NextResponse.rewrite(new URL(`/sign-in/enter${request.nextUrl.search}`, request.url), next)
      : NextResponse.next(next);
  for (const [name, value] of Object.entries(security)) response.headers.set(name, value);
  for (const [name, value] of tastes) response.cookies.set(name, value, tasteCookie);
  return response;
}

export const config = { matcher: ['/((?!_next/static/).*)'] };
