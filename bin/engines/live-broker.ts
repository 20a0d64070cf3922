/** The embedded live bus: an MQTT broker in the launcher, on loopback, for one user with a password of this data folder. */
import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:net';
import { Aedes } from 'aedes';

export interface Broker {
  readonly port: number;
  stop(): Promise<void>;
}

/** A subscriber that does not drain its socket in this time is sent away: it must not hold back the others. */
export const drainTimeoutMs = 10_000;

export const sameSecret = (a: Buffer | undefined, b: string): boolean => {
  const expected = Buffer.from(b);
  return a !== undefined && a.length === expected.length && timingSafeEqual(a, expected);
};

export async function startLiveBroker(port: number, user: string, password: string): Promise<Broker> {
  const aedes = await Aedes.createBroker({
    drainTimeout: drainTimeoutMs,
    concurrency: 1_000,
    connectTimeout: 5_000,
    authenticate: (_client, name, secret, done) =>
      done(null, name === user && sameSecret(secret as Buffer | undefined, password)),
    authorizePublish: (_client, packet, done) =>
      done(packet.topic.startsWith('vigie/v1/') ? null : new Error('not a topic of the live bus')),
  });
  return listen(aedes, port, '127.0.0.1');
}

/** Serves `aedes` on a TCP port until stopped. */
export async function listen(aedes: Aedes, port: number, host: string): Promise<Broker> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    aedes.handle(socket);
  });
  // A client that breaks the protocol is cut by aedes; without listeners the event would end the launcher.
  aedes.on('clientError', () => {});
  aedes.on('connectionError', () => {});
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        server.close();
        aedes.close(() => resolve());
      }),
  };
}
