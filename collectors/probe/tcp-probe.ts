/** `tcp://host:port`: does it accept a connection, and how long does that take. */
import { connect } from 'node:net';
import { failure, hostOf, type Probe } from './scheme.ts';

export const probeTcp: Probe = ({ url, timeoutMs }) =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = connect({ host: hostOf(url), port: Number(url.port) });
    socket.setTimeout(timeoutMs, () => {
      socket.destroy();
      resolve({ text: 'silent', reason: `no answer within ${timeoutMs} ms`, values: {} });
    });
    socket.once('connect', () => {
      const seconds = (performance.now() - startedAt) / 1000;
      socket.destroy();
      resolve({ text: 'answers', reason: null, values: { 'tcp.connect_seconds': seconds } });
    });
    socket.once('error', (error) => resolve(failure(error)));
  });
