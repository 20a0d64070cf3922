/** Redirects with a relative address: behind a port forward or a proxy the server does not know its own name. */

export const seeOther = (path: string, headers: Record<string, string> = {}): Response =>
  new Response(null, { status: 303, headers: { location: path, 'cache-control': 'no-store', ...headers } });

/** Set-Cookie as `credentialCookie` means it. */
export function setCookie(
  name: string,
  value: string,
  cookie: { httpOnly: boolean; secure: boolean; path: string; maxAge: number },
): string {
  return [
    `${name}=${value}`,
    `Path=${cookie.path}`,
    `Max-Age=${cookie.maxAge}`,
    'SameSite=Lax',
    ...(cookie.httpOnly ? ['HttpOnly'] : []),
    ...(cookie.secure ? ['Secure'] : []),
  ].join('; ');
}
