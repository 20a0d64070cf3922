/**
 * One request to somebody else's server, with a deadline for all of it, a limit on the answer and no redirect followed
 * (it would carry the secret elsewhere). Tells apart what surely did not go out from what may have.
 */
import { Agent, request } from 'undici';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}
export type HttpAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: 'not-sent'; readonly cause: string }
  | { readonly kind: 'unknown'; readonly cause: string };

export const answerBytesMax = 64 * 1_024;
export const deadlineDefaultMs = 15_000;

/** Before a connection stands, no byte of the request has left. */
const beforeConnection = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
  'UND_ERR_INVALID_ARG',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
]);
const codeOf = (problem: unknown): string => {
  const { code, name } = (problem ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'error';
};

export class HttpExchange {
  readonly #deadlineMs: number;
  readonly #agent: Agent;

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
    this.#agent = new Agent({
      connect: { timeout: Math.min(5_000, deadlineMs) },
      connections: 8,
      pipelining: 1,
    });
  }

  async ask({ method, url, headers, body }: HttpRequest): Promise<HttpAnswer> {
    try {
      const answer = await request(url, {
        method,
        headers,
        body,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(this.#deadlineMs),
      });
      const parts: Buffer[] = [];
      let bytes = 0;
      for await (const part of answer.body as AsyncIterable<Buffer>) {
        bytes += part.length;
        if (bytes > answerBytesMax) {
          answer.body.destroy();
          return { kind: 'unknown', cause: 'answer-too-long' };
        }
        parts.push(part);
      }
      const type = answer.headers['content-type'];
      return {
        kind: 'answer',
        status: answer.statusCode,
        contentType: String(Array.isArray(type) ? type[0] : (type ?? '')),
        body: Buffer.concat(parts).toString('utf8'),
      };
    } catch (problem) {
      const cause = codeOf(problem);
      return { kind: beforeConnection.has(cause) ? 'not-sent' : 'unknown', cause };
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}
