/** The contract of a probe scheme: one URL asked once, within a deadline; failure is a value. */

export type ProbeText = 'answers' | 'refused' | 'silent' | 'wrong';

export interface Probed {
  readonly text: ProbeText;
  /** For a person: "HTTP 503", "connection refused". */
  readonly reason: string | null;
  /** Metric of the catalogue → value in its base unit; null: asked and not available. */
  readonly values: Readonly<Record<string, number | null>>;
}

export interface ProbeRequest {
  readonly url: URL;
  readonly timeoutMs: number;
  readonly expectStatus: number | null;
}

export type Probe = (request: ProbeRequest) => Promise<Probed>;

/** As a socket wants it: an IPv6 address without the brackets of the URL. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** How a socket's error reads: refused at once, or silence. */
export function failure(error: unknown): Probed {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = error instanceof Error ? error.message : String(error);
  return {
    text: code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'refused' : 'silent',
    reason: reason.slice(0, 200),
    values: {},
  };
}
