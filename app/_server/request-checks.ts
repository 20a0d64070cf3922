/** What is refused before anybody asks who is calling: foreign host names, foreign origins, heavy bodies. Pure. */

export interface RequestFacts {
  readonly method: string;
  readonly host: string | null;
  readonly origin: string | null;
  readonly fetchSite: string | null;
  readonly contentLength: string | null;
  /** A caller that carries its token in a header is no browser that was led here. */
  readonly bearer: boolean;
}
export interface Refusal {
  readonly status: 400 | 403 | 413 | 421;
  readonly detail: string;
}

/** Largest body of a request; nothing in this API needs more. */
export const maxBodyBytes = 65_536;
/** Longest address, with its query. */
export const maxAddressLength = 4096;

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]', 'vigie.localhost']);
const hostName = (host: string): string => host.toLowerCase().replace(/:\d+$/, '');
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * `names`: host names this server answers to besides loopback. A page of another name that resolves to
 * 127.0.0.1 (DNS rebinding) is refused here, whatever cookies it brings.
 */
export function refuse(facts: RequestFacts, names: ReadonlySet<string>): Refusal | null {
  const { host } = facts;
  if (host === null) return { status: 400, detail: 'The Host header is missing.' };
  const name = hostName(host);
  if (!loopbackNames.has(name) && !names.has(name))
    return { status: 421, detail: `This Vigie does not answer to the name ${name.slice(0, 80)}.` };
  const length = facts.contentLength === null ? 0 : Number(facts.contentLength);
  if (!(length >= 0 && length <= maxBodyBytes))
    return { status: 413, detail: `A request carries at most ${maxBodyBytes} bytes.` };
  if (safeMethods.has(facts.method) || facts.bearer) return null;
  return foreign(facts, host)
    ? { status: 403, detail: 'A change is only taken from a page of this Vigie (its Origin is foreign).' }
    : null;
}

function foreign(facts: RequestFacts, host: string): boolean {
  // A form of a page that sends no referrer, as all of ours, has the origin "null" (Fetch, "append a request `Origin`
  // header"); no page can write Sec-Fetch-Site itself, and a foreign or sandboxed one is never "same-origin".
  if (facts.origin === 'null') return facts.fetchSite !== 'same-origin';
  if (facts.origin !== null) {
    try {
      return new URL(facts.origin).host !== host.toLowerCase();
    } catch {
      return true;
    }
  }
  // No Origin: a browser of today sends Sec-Fetch-Site; what sends neither is a script without cookies of ours.
  return facts.fetchSite !== null && facts.fetchSite !== 'same-origin' && facts.fetchSite !== 'none';
}

/** Headers of every answer. Nothing is ever loaded from another host. */
export function securityHeaders(
  nonce: string,
  { development, secure }: { readonly development: boolean; readonly secure: boolean },
): Record<string, string> {
  const script = `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`;
  return {
    'Content-Security-Policy': [
      "default-src 'self'",
      script,
      // Charts place their marks with style attributes; no foreign sheet can be named all the same.
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src 'self'${development ? ' ws:' : ''}`,
      "worker-src 'self'",
      "manifest-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    // Only over TLS (RFC 6797 section 7.2); a year, so that nobody is ever led back to plain HTTP.
    ...(secure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  };
}
