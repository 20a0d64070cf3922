/** The HTTP or HTTPS server of the screens; a certificate that is renewed is taken up without a restart. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';
import type { Reach } from '../lib/config/reach.ts';

/** Certificates are renewed days before they end: once an hour is often enough. */
const lookEveryMs = 3_600_000;

type Tls = NonNullable<Reach['tls']>;
const read = ({ cert, key }: Tls) => ({
  cert: readFileSync(cert, 'utf8'),
  key: readFileSync(key, 'utf8'),
  minVersion: 'TLSv1.2' as const,
});

/** What is wrong with the certificate, with the files named; null: nothing. */
export function tlsProblem(tls: Tls): string | null {
  try {
    createSecureContext(read(tls));
    return null;
  } catch (error) {
    return `--tls-cert ${tls.cert}, --tls-key ${tls.key}: ${(error as Error).message}`;
  }
}

export interface WebServer {
  readonly server: Server;
  stop(): void;
}

export function makeWebServer(tls: Tls | null, log: Logger): WebServer {
  if (tls === null) return { server: createServer(), stop: () => undefined };
  const server = createSecureServer(read(tls));
  const look = setInterval(() => {
    try {
      server.setSecureContext(read(tls));
    } catch (error) {
      log.error({ err: error }, 'the certificate cannot be read anew: the one before stays');
    }
  }, lookEveryMs);
  look.unref();
  return { server: server as unknown as Server, stop: () => clearInterval(look) };
}
