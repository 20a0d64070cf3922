/** `rtsp://host/path`: a camera that answers OPTIONS (RFC 2326 section 10.1) is alive; 401 is an answer too. */
import { connect } from 'node:net';
import { failure, hostOf, type Probe, type Probed } from './scheme.ts';

const maxAnswerBytes = 16 * 1024;

/** Null until a whole status line has come. */
export function rtspStatus(answer: string): number | null {
  const match = /^RTSP\/1\.\d (\d{3})[^\r\n]*\r?\n/.exec(answer);
  return match ? Number(match[1]) : null;
}

export const probeRtsp: Probe = ({ url, timeoutMs }) =>
  new Promise<Probed>((resolve) => {
    const startedAt = performance.now();
    const socket = connect({ host: hostOf(url), port: Number(url.port || 554) });
    let answer = '';
    let connectSeconds = 0;
    const end = (probed: Probed): void => {
      socket.destroy();
      resolve(probed);
    };
    socket.setTimeout(timeoutMs, () =>
      end({ text: 'silent', reason: `no answer within ${timeoutMs} ms`, values: {} }),
    );
    socket.once('connect', () => {
      connectSeconds = (performance.now() - startedAt) / 1000;
      socket.write(
        `OPTIONS rtsp://${url.host}${url.pathname} RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: vigie-probe\r\n\r\n`,
      );
    });
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      const status = rtspStatus(answer);
      const maybeRtsp = 'RTSP/'.startsWith(answer.slice(0, 5)) && answer.length < maxAnswerBytes;
      if (status === null && maybeRtsp) return;
      const values = { 'tcp.connect_seconds': connectSeconds };
      if (status === null) end({ text: 'wrong', reason: 'not an RTSP answer', values: {} });
      else
        end(
          status === 200 || status === 401
            ? { text: 'answers', reason: null, values }
            : { text: 'wrong', reason: `RTSP ${status}`, values },
        );
    });
    socket.once('error', (error) => end(failure(error)));
    socket.once('end', () => end({ text: 'wrong', reason: 'closed without an answer', values: {} }));
  });
