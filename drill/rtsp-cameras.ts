/** The cameras of the drill, as far as a watcher of networks goes: they answer OPTIONS (RFC 2326 section 10.1) and ask who wants more. */

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** A request that does not end by then is no request. */
const maxRequestBytes = 4_096;
const idleMs = 10_000;
const methods = 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN';

/** Null while the request has not ended. */
export function rtspAnswer(request: string): string | null {
  if (!request.includes('\r\n\r\n')) return null;
  const [first = ''] = request.split('\r\n');
  const [method, , version] = first.split(' ');
  const sequence = /^CSeq:\s*(\d{1,9})\s*$/im.exec(request)?.[1] ?? '0';
  if (version !== 'RTSP/1.0') return 'RTSP/1.0 400 Bad Request\r\n\r\n';
  if (method === 'OPTIONS') return `RTSP/1.0 200 OK\r\nCSeq: ${sequence}\r\nPublic: ${methods}\r\n\r\n`;
  return `RTSP/1.0 401 Unauthorized\r\nCSeq: ${sequence}\r\nWWW-Authenticate: Digest realm="EXERCICE", nonce="0"\r\n\r\n`;
}

export class RtspCameras {
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#serve(socket));
  }

  static async open(port: number): Promise<RtspCameras> {
    return RtspCameras.#listen(port).catch(() => RtspCameras.#listen(0));
  }

  static #listen(port: number): Promise<RtspCameras> {
    const server = createServer();
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve(new RtspCameras(server));
      });
    });
  }

  #serve(socket: Socket): void {
    let request = '';
    this.#open.add(socket);
    socket.setTimeout(idleMs, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#open.delete(socket));
    socket.on('data', (bytes) => {
      request += bytes.toString('latin1');
      const answer = rtspAnswer(request);
      if (answer !== null) {
        socket.write(answer);
        request = '';
      } else if (request.length > maxRequestBytes) socket.destroy();
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  urlOf(site: string, camera: string): string {
    return `rtsp://127.0.0.1:${this.port}/${site}/${camera}`;
  }

  close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
