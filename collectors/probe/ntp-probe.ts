/** `ntp://host`: the offset of that clock against ours (SNTP, RFC 4330; offset of RFC 5905 section 8). */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { failure, hostOf, type Probe, type Probed } from './scheme.ts';

/** Seconds between 1900 and 1970. */
const epochOffset = 2_208_988_800;

const secondsAt = (packet: Buffer, at: number): number =>
  packet.readUInt32BE(at) - epochOffset + packet.readUInt32BE(at + 4) / 2 ** 32;

/**
 * Offset in seconds (positive: the server's clock is ahead of ours), or why the reply cannot be used. `sent` and `received` by our clock,
 * in seconds; the server must echo the nonce that stood in our transmit timestamp.
 */
export function ntpOffset(
  reply: Buffer,
  nonce: Buffer,
  sent: number,
  received: number,
): { readonly offset: number } | { readonly reason: string } {
  if (reply.length < 48) return { reason: 'truncated reply' };
  if ((reply.readUInt8(0) & 7) !== 4) return { reason: 'not a server’s reply' };
  if (!reply.subarray(24, 32).equals(nonce)) return { reason: 'reply to another request' };
  const stratum = reply.readUInt8(1);
  if (stratum === 0 || stratum > 15 || reply.readUInt8(0) >> 6 === 3)
    return { reason: 'the server says that it is not synchronised' };
  return { offset: (secondsAt(reply, 32) - sent + (secondsAt(reply, 40) - received)) / 2 };
}

export const probeNtp: Probe = ({ url, timeoutMs }) =>
  new Promise<Probed>((resolve) => {
    const host = hostOf(url);
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    // The transmit timestamp is a nonce: nothing of our clock is disclosed, and a blind spoofer cannot answer.
    const nonce = randomBytes(8);
    const request = Buffer.alloc(48);
    request.writeUInt8(0x23, 0);
    nonce.copy(request, 40);
    let sent = 0;
    const end = (probed: Probed): void => {
      clearTimeout(deadline);
      socket.close();
      resolve(probed);
    };
    const deadline = setTimeout(
      () =>
        end({
          text: 'silent',
          reason: `no answer within ${timeoutMs} ms`,
          values: { 'clock.offset_seconds': null },
        }),
      timeoutMs,
    );
    socket.once('error', (error) => end({ ...failure(error), values: { 'clock.offset_seconds': null } }));
    socket.on('message', (reply) => {
      const found = ntpOffset(reply, nonce, sent, Date.now() / 1000);
      if ('offset' in found)
        end({ text: 'answers', reason: null, values: { 'clock.offset_seconds': found.offset } });
      else if (found.reason !== 'reply to another request')
        end({ text: 'wrong', reason: found.reason, values: { 'clock.offset_seconds': null } });
    });
    // A connected socket only hears its peer.
    // Not connect's own callback: given one, Node tells it of an unknown name instead of emitting the error.
    socket.once('connect', () => {
      sent = Date.now() / 1000;
      socket.send(request);
    });
    socket.connect(Number(url.port || 123), host);
  });
