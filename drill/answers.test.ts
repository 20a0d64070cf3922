import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ntpAnswer } from './ntp-clock.ts';
import { rtspAnswer } from './rtsp-cameras.ts';

describe('a clock', () => {
  const now = Date.UTC(2026, 10, 24, 13, 30, 0, 250);

  test('gives the client’s transmit stamp back as the originate stamp: nobody else can answer', () => {
    const request = Buffer.alloc(48);
    request.writeUInt8(0x23, 0);
    request.write('nonce123', 40, 'latin1');
    const answer = ntpAnswer(request, now);
    expect(answer?.toString('latin1', 24, 32)).toBe('nonce123');
    expect((answer?.readUInt8(0) ?? 0) & 7).toBe(4);
    expect((answer?.readUInt32BE(40) ?? 0) - 2_208_988_800).toBe(Math.floor(now / 1000));
    expect((answer?.readUInt32BE(44) ?? 0) / 2 ** 32).toBeCloseTo(0.25, 6);
  });

  test('is silent to a server, to fragments and to noise: two of them must not answer each other for ever', () => {
    const answered = Buffer.alloc(48);
    answered.writeUInt8(0x24, 0);
    expect(ntpAnswer(answered, now)).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 47 }), (bytes) => {
        expect(ntpAnswer(Buffer.from(bytes), now)).toBeNull();
      }),
    );
  });
});

describe('a camera', () => {
  test('answers OPTIONS with the sequence number it was asked with', () => {
    expect(rtspAnswer('OPTIONS rtsp://a/b RTSP/1.0\r\nCSeq: 7\r\n\r\n')).toMatch(
      /^RTSP\/1\.0 200 OK\r\nCSeq: 7\r\n/,
    );
  });

  test('shows its picture to nobody without a name', () => {
    expect(rtspAnswer('DESCRIBE rtsp://a/b RTSP/1.0\r\nCSeq: 8\r\n\r\n')).toMatch(/^RTSP\/1\.0 401 /);
  });

  test('waits for the end of a request, and refuses another protocol', () => {
    expect(rtspAnswer('OPTIONS rtsp://a/b RTSP/1.0\r\nCSeq')).toBeNull();
    expect(rtspAnswer('GET / HTTP/1.1\r\n\r\n')).toMatch(/^RTSP\/1\.0 400 /);
  });
});
