/** Guards against a push that the push service could read, or that a browser refuses: a loopback service, and a browser's keys. */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import webPush from 'web-push';
import { channelOf, message, startServer } from './message.ts';

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.asked.length = 0;
});
describe('web push', () => {
  /** The browser's side of RFC 8291, written from the standard. */
  const decrypt = (body: Buffer, browser: ReturnType<typeof createECDH>, auth: Buffer): string => {
    const salt = body.subarray(0, 16);
    const idLength = body[20] ?? 0;
    const theirKey = body.subarray(21, 21 + idLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), theirKey]);
    const ikm = Buffer.from(hkdfSync('sha256', browser.computeSecret(theirKey), auth, info, 32));
    const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
    const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
    const sealed = body.subarray(21 + idLength);
    const open = createDecipheriv('aes-128-gcm', key, nonce);
    open.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
  };
  const vapid = webPush.generateVAPIDKeys();
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const auth = randomBytes(16);
  const subscription = () =>
    JSON.stringify({
      endpoint: `${server.url}/push/1`,
      keys: { p256dh: browser.getPublicKey('base64url'), auth: auth.toString('base64url') },
    });
  const open = () =>
    channelOf(
      `{ kind: web-push, subject: "mailto:noc@example.org", publicKey: "${vapid.publicKey}", privateKey: "$${'{'}VAPID}" }`,
      {},
      { VAPID: vapid.privateKey },
    );

  it('reaches the push service sealed: only the browser reads it', async () => {
    server.answer((r) => r.writeHead(201).end());
    const { channel } = open();
    expect((await channel.send(subscription(), message)).kind).toBe('accepted');
    const [asked] = server.asked;
    expect(asked?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'high' });
    expect(String(asked?.body)).not.toContain('Cotonou');
    const shown = JSON.parse(decrypt(asked?.body ?? Buffer.alloc(0), browser, auth)) as {
      title: string;
      tag: string;
    };
    expect(shown.title).toMatch(/^EXERCICE CRITIQUE Cotonou/);
    expect(shown.tag).toBe(message.id);
    await channel.close();
  });
  it('says who sends it by a signature for this push service alone', async () => {
    server.answer((r) => r.writeHead(201).end());
    const { channel } = open();
    await channel.send(subscription(), message);
    const [, head = '', claims = '', signature = ''] =
      /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=/.exec(String(server.asked[0]?.headers.authorization)) ?? [];
    const point = Buffer.from(vapid.publicKey, 'base64url');
    const key = createPublicKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
    });
    expect(
      verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
    expect(JSON.parse(String(Buffer.from(claims, 'base64url')))).toMatchObject({
      aud: server.url,
      sub: 'mailto:noc@example.org',
    });
    await channel.close();
  });
  it('to a browser that has gone is never tried again', async () => {
    server.answer((r) => r.writeHead(410).end());
    const { channel } = open();
    expect(await channel.send(subscription(), message)).toMatchObject({ kind: 'refused', permanent: true });
    expect(await channel.send('{"endpoint":"x"}', message)).toMatchObject({
      kind: 'refused',
      permanent: true,
    });
    await channel.close();
  });
  it('to a person reaches each browser in which they said yes, and forgets the one that is no more', async () => {
    const at = (path: string) => ({ ...JSON.parse(subscription()), endpoint: `${server.url}${path}` });
    const known = [at('/push/desk'), at('/push/gone'), { ...at('/x'), endpoint: 'http://192.0.2.1/inside' }];
    const gone: string[] = [];
    const { channel } = channelOf(
      `{ kind: web-push, subject: "mailto:noc@example.org", publicKey: "${vapid.publicKey}", privateKey: "${vapid.privateKey}", services: [127.0.0.1] }`,
      { browsers: { of: async () => known, gone: async ({ endpoint }) => void gone.push(endpoint) } },
    );
    server.answer((r, asked) => r.writeHead(asked.url === '/push/gone' ? 410 : 201).end());
    expect((await channel.send('ama', message)).kind).toBe('accepted');
    expect(server.asked.map(({ url }) => url).sort()).toEqual(['/push/desk', '/push/gone']);
    expect(gone).toEqual([`${server.url}/push/gone`]);
    await channel.close();
  });
  it('to a person without a browser says so, and the next way is tried', async () => {
    const { channel } = open();
    expect(await channel.send('ama', message)).toMatchObject({ kind: 'refused', permanent: true });
    await channel.close();
  });
});
