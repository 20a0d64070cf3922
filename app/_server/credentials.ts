/** What a request shows of itself: a bearer token, a session cookie, a wall's cookie. Parsed, not yet believed. */
import { sessionCookie, wallCookie } from './cookies.ts';

export interface Credentials {
  readonly bearer: string | null;
  readonly session: string | null;
  readonly wall: string | null;
}

const maxLength = 200;
const token = (text: string | undefined | null): string | null =>
  text && text.length <= maxLength && /^[\w.~+/=-]+$/.test(text) ? text : null;

export function cookiesOf(header: string | null): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name && !cookies.has(name)) cookies.set(name, value.join('='));
  }
  return cookies;
}

export function credentialsOf(headers: Headers): Credentials {
  const cookies = cookiesOf(headers.get('cookie'));
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  return {
    bearer: token(bearer),
    session: token(cookies.get(sessionCookie)),
    wall: token(cookies.get(wallCookie)),
  };
}
