/** The role web: Next.js behind an HTTP server of our own, so that it says when it is ready and stops within its time. */
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { theHouse } from '../app/_server/house.ts';
import { runRole } from '../lib/live/role.ts';

const dir = dirname(dirname(fileURLToPath(import.meta.url)));
/** Requests under way are given this long; live streams never end by themselves. */
const drainMs = 1_500;

await runRole('web', async ({ runtime, log }) => {
  const { host, port } = runtime.web;
  const server = createServer();
  const app = next({ dev: false, dir, hostname: host, port, httpServer: server });
  await app.prepare();
  const answer = app.getRequestHandler();
  server.on('request', (request, response) => {
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
