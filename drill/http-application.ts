/** The customer's application behind the VPN: answers while the site's tunnel is up, and not at all while it is down. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that waits for a dead tunnel is given up by the client; this only bounds what is kept open. */
const maxWaitMs = 30_000;
const retransmitMs = 500;

export class HttpApplication {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** `reachable`: is the tunnel of this site up? Undefined for a site that is not there. */
  static async open(
    reachable: (site: string) => boolean | undefined,
    port: number,
  ): Promise<HttpApplication> {
    // The port of before, so that the site book does not change with a restart; if it is taken, any.
    return HttpApplication.#listen(reachable, port).catch(() => HttpApplication.#listen(reachable, 0));
  }

  static #listen(reachable: (site: string) => boolean | undefined, port: number): Promise<HttpApplication> {
    const server = createServer((request, response) => {
      const site = request.url?.split('/')[1] ?? '';
      const answer = (): void => {
        const up = reachable(site);
        // TCP tries again for as long as the client waits: a tunnel that comes back in time is only slow.
        if (up === false) return void (response.destroyed || setTimeout(answer, retransmitMs));
        response.writeHead(up ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(up ? 'EXERCICE\n' : 'no such site\n');
      };
      answer();
    });
    server.requestTimeout = maxWaitMs;
    server.timeout = maxWaitMs;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve(new HttpApplication(server)));
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  urlOf(site: string): string {
    return `http://127.0.0.1:${this.port}/${site}/`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
