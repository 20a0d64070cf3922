/** `http(s)://…`: status, response time, and how long the certificate is still valid. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { failure, type Probe, type Probed } from './scheme.ts';

/** Seconds until the certificate expires; null when the peer showed none that can be read. */
export function certificateLeftSeconds(validTo: string | undefined, now: number): number | null {
  const at = validTo === undefined ? Number.NaN : Date.parse(validTo);
  return Number.isFinite(at) ? (at - now) / 1000 : null;
}

const expected = (status: number, wanted: number | null): boolean =>
  wanted === null ? status < 400 : status === wanted;

export const probeHttp: Probe = ({ url, timeoutMs, expectStatus }) =>
  new Promise<Probed>((resolve) => {
    const startedAt = performance.now();
    const secure = url.protocol === 'https:';
    // A certificate that is not trusted is still measured: its expiry is the news.
    const options = {
      method: 'GET',
      timeout: timeoutMs,
      agent: false as const,
      headers: { 'user-agent': 'vigie-probe', accept: '*/*', connection: 'close' },
    };
    const request = secure
      ? httpsRequest(url, { ...options, rejectUnauthorized: false })
      : httpRequest(url, options);
    const deadline = setTimeout(
      () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    request.once('response', (response) => {
      clearTimeout(deadline);
      const seconds = (performance.now() - startedAt) / 1000;
      const status = response.statusCode ?? 0;
      const left = secure
        ? certificateLeftSeconds((response.socket as TLSSocket).getPeerCertificate().valid_to, Date.now())
        : undefined;
      response.destroy();
      const values = {
        'http.response_seconds': seconds,
        ...(left === undefined ? {} : { 'http.certificate_left_seconds': left }),
      };
      resolve(
        expected(status, expectStatus)
          ? { text: 'answers', reason: null, values }
          : { text: 'wrong', reason: `HTTP ${status}`, values },
      );
    });
    request.once('error', (error) => {
      clearTimeout(deadline);
      resolve(failure(error));
    });
    request.end();
  });
