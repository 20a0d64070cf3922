/** Where a sign-in may lead: a path of this very server, never another host. Pure. */

export function localPath(next: string | null | undefined): string {
  if (!next || next.length > 2000 || !next.startsWith('/')) return '/';
  try {
    // What a browser makes of it decides: "//host", "/\host" and control characters all lead elsewhere.
    const url = new URL(next, 'http://vigie.invalid');
    if (url.host !== 'vigie.invalid' || url.protocol !== 'http:' || url.username !== '') return '/';
    // "/.//host" and its like: the dots are gone now, and what is left begins as another host does.
    if (url.pathname.startsWith('//')) return '/';
    return url.pathname.startsWith('/sign-in') || url.pathname.startsWith('/api/')
      ? '/'
      : `${url.pathname}${url.search}${url.hash}`;
  } catch {
    return '/';
  }
}
