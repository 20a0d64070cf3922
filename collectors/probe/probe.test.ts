/** Probes against real sockets on loopback: silence, refusal and a wrong answer are three different things. */
import { createSocket } from 'node:dgram';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { certificateLeftSeconds } from './http-probe.ts';
import { ntpOffset } from './ntp-probe.ts';
import { schemes } from './schemes.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});
const listen = async (server: ReturnType<typeof createServer>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
};
const probe = async (url: string, timeoutMs = 300, expectStatus: number | null = null) => {
  const at = new URL(url);
  const scheme = schemes[at.protocol];
  if (!scheme) throw new Error(`no scheme ${at.protocol}`);
  return scheme({ url: at, timeoutMs, expectStatus });
};

it('tells a closed port from a silent one', async () => {
  const port = await listen(createServer());
  expect((await probe(`tcp://127.0.0.1:${port}`)).text).toBe('answers');
  closers.splice(0).forEach((close) => void close());
  expect((await probe(`tcp://127.0.0.1:${port}`)).text).toBe('refused');
});
it('does not take an error page for health', async () => {
  const port = await listen(
    createHttp((request, response) => response.writeHead(request.url === '/ok' ? 200 : 503).end()),
  );
  expect((await probe(`http://127.0.0.1:${port}/ok`)).text).toBe('answers');
  expect(await probe(`http://127.0.0.1:${port}/`)).toMatchObject({ text: 'wrong', reason: 'HTTP 503' });
  expect((await probe(`http://127.0.0.1:${port}/`, 300, 503)).text).toBe('answers');
});
it('gives up on a server that accepts and says nothing', async () => {
  const port = await listen(createServer());
  expect((await probe(`http://127.0.0.1:${port}/`, 200)).text).toBe('silent');
  expect((await probe(`rtsp://127.0.0.1:${port}/`, 200)).text).toBe('silent');
});
it('takes a camera’s 401 for an answer and another protocol for a wrong one', async () => {
  const camera = await listen(
    createServer(
      (socket) =>
        void socket.once('data', () => socket.write('RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n\r\n')),
    ),
  );
  const other = await listen(
    createServer((socket) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
  );
  expect((await probe(`rtsp://127.0.0.1:${camera}/`)).text).toBe('answers');
  expect((await probe(`rtsp://127.0.0.1:${other}/`)).text).toBe('wrong');
});
it('does not wait for the rest of an answer that cannot become RTSP', async () => {
  const port = await listen(
    createServer((socket) => void socket.once('data', () => socket.write('SSH-2.0-OpenSSH_9.6\r\n'))),
  );
  expect(await probe(`rtsp://127.0.0.1:${port}/`)).toMatchObject({
    text: 'wrong',
    reason: 'not an RTSP answer',
  });
});
it('does not count a camera’s own slowness as time to connect', async () => {
  const port = await listen(
    createServer(
      (socket) =>
        void socket.once('data', () => setTimeout(() => socket.write('RTSP/1.0 200 OK\r\n\r\n'), 150)),
    ),
  );
  const { text, values } = await probe(`rtsp://127.0.0.1:${port}/`, 2_000);
  expect(text).toBe('answers');
  expect(values['tcp.connect_seconds']).toBeLessThan(0.1);
});
it('reaches an IPv6 address by every scheme', async () => {
  const server = createServer(
    (socket) => void socket.once('data', () => socket.write('RTSP/1.0 200 OK\r\n\r\n')),
  );
  await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  expect((await probe(`tcp://[::1]:${port}`)).text).toBe('answers');
  expect((await probe(`rtsp://[::1]:${port}/`)).text).toBe('answers');
});
it('an unknown name of a clock is silence, not the end of the process', async () => {
  const probed = await probe('ntp://clock.invalid', 5_000);
  expect(probed).toMatchObject({ text: 'silent', reason: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) });
});
it('measures a clock that is five seconds ahead, and ignores a reply to another request', async () => {
  const server = createSocket('udp4');
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  server.on('message', (request, from) => {
    const reply = Buffer.alloc(48);
    reply.writeUInt8(0x24, 0);
    reply.writeUInt8(2, 1);
    request.copy(reply, 24, 40, 48);
    const now = Date.now() / 1000 + 5 + 2_208_988_800;
    for (const at of [32, 40]) {
      reply.writeUInt32BE(Math.floor(now), at);
      reply.writeUInt32BE(Math.floor((now % 1) * 2 ** 32), at + 4);
    }
    server.send(Buffer.alloc(48, 0x24), from.port, from.address, () =>
      server.send(reply, from.port, from.address),
    );
  });
  const probed = await probe(`ntp://127.0.0.1:${server.address().port}`, 1_000);
  expect(probed.text).toBe('answers');
  expect(probed.values['clock.offset_seconds']).toBeCloseTo(5, 1);
});
it('refuses a clock that says itself that it is not synchronised', () => {
  const reply = Buffer.alloc(48);
  reply.writeUInt8(0xe4, 0);
  expect(ntpOffset(reply, Buffer.alloc(8), 0, 0)).toEqual({
    reason: 'the server says that it is not synchronised',
  });
  expect(ntpOffset(reply.subarray(0, 20), Buffer.alloc(8), 0, 0)).toEqual({ reason: 'truncated reply' });
});
it('counts a certificate’s validity from now, and knows when it cannot', () => {
  expect(certificateLeftSeconds('Jan  2 00:00:00 2027 GMT', Date.parse('2027-01-01T00:00:00Z'))).toBe(86_400);
  expect(certificateLeftSeconds(undefined, 0)).toBe(null);
});
