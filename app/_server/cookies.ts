/** Names and shapes of the cookies; one place, because the proxy, the door and the pages all read them. */

/** Random token of a signed-in person. */
export const sessionCookie = 'vigie-session';
/** Read-only token of a wall, kept by the screen that was opened with `?token=`. */
export const wallCookie = 'vigie-wall';
export const langCookie = 'vigie-lang';
export const themeCookie = 'vigie-theme';

const yearSeconds = 31_536_000;

/** Lax, not Strict: a sign-in link opened from a mail must find its own cookie after the redirect. */
export const credentialCookie = (secure: boolean) =>
  ({ httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: yearSeconds }) as const;

/** Taste, not a secret. */
export const tasteCookie = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: yearSeconds } as const;
