/** The role web: Next.js behind an HTTP server of our own, so that it says when it is ready and stops within its time. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { settleHeaders, trustedBy } from '../app/_server/forwarded.ts';
import { theHouse } from '../app/_server/house.ts';
import { loopbackOnly } from '../lib/config/reach.ts';
import { runRole } from '../lib/live/role.ts';
import { makeWebServer } from './web-server.ts';

const dir = dirname(dirname(fileURLToPath(import.meta.url)));
/** Requests under way are given this long; live streams never end by themselves. */
const drainMs = 1_500;

await runRole('web', async ({ runtime, log }) => {
  const { host, port, reach = loopbackOnly } = runtime.web;
  const { publicUrl, tls, trustedProxies } = reach;
  // The proxy of Next answers to these names and no other.
  if (publicUrl !== null) process.env.VIGIE_HOST_NAMES = new URL(publicUrl).hostname;
  const { server, stop } = makeWebServer(tls, log);
  const trusted = trustedBy(trustedProxies);
  // Next writes every loopback name as "localhost" in a rewritten address: under another one it would take its own
  // address for a foreign server, and ask itself over the network.
  const app = next({ dev: false, dir, hostname: 'localhost', port, httpServer: server });
  await app.prepare();
  const answer = app.getRequestHandler();
  server.on('request', (request, response) => {
    settleHeaders(request.headers, request.socket.remoteAddress, tls !== null, trusted);
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error, url: request.url?.split('?')[0] }, 'a request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    stop: async () => {
      stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // The house was opened by instrumentation.ts; it ends the live streams, which would never end by themselves.
      await theHouse()?.stop();
      const late = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearTimeout(late);
    },
  };
});
