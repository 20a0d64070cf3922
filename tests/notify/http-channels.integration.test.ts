/** Guards against a gateway that hangs, lies or breaks: the next way is tried, nothing is believed, no number is logged. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkWebhookSignature } from '../../lib/notify/channels/http-webhook.ts';
import { type Answer, channelOf, message, number, problemsOf, startServer } from './message.ts';

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.asked.length = 0;
});
const json =
  (body: unknown, status = 200): Answer =>
  (response) => {
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(body));
  };
const sms = (more = '') =>
  channelOf(
    `{ kind: sms, url: "${server.url}", secret: "$${'{'}SMS_KEY}", reference: id, deadlineMs: 400${more} }`,
    {},
    { SMS_KEY: 'gateway-word' },
  );

describe('an SMS gateway', () => {
  it('that says yes is believed, with its reference', async () => {
    server.answer(json({ id: 'g-1' }));
    const { channel } = sms();
    expect(await channel.send(number, message)).toEqual({
      kind: 'accepted',
      reference: 'g-1',
      receipts: false,
    });
    const [asked] = server.asked;
    expect(JSON.parse(String(asked?.body))).toMatchObject({ to: number, text: message.short });
    expect(asked?.headers.authorization).toBe('Bearer gateway-word');
    await channel.close();
  });
  const failures: [string, Answer, string, boolean?][] = [
    ['500', json({ error: number }, 500), 'refused', false],
    ['400', json({ error: `bad number ${number}` }, 400), 'refused', true],
    ['a hang', () => undefined, 'unknown'],
    [
      'an answer cut in the middle',
      (r) => {
        r.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"id":');
        setTimeout(() => r.destroy(), 20);
      },
      'unknown',
    ],
    [
      'garbage',
      (r) => {
        r.writeHead(200, { 'content-type': 'application/json' }).end('\u0000\ufffd<<{');
      },
      'unknown',
    ],
    [
      'a redirect',
      (r) => {
        r.writeHead(302, { location: `${server.url}/elsewhere` }).end();
      },
      'refused',
      true,
    ],
    [
      'a portal page',
      (r) => {
        r.writeHead(200, { 'content-type': 'text/html' }).end('<html>id</html>');
      },
      'unknown',
    ],
    [
      'nothing',
      (r) => {
        r.writeHead(200).end();
      },
      'unknown',
    ],
    [
      'a byte at a time, for ever',
      (r) => {
        r.writeHead(200, { 'content-type': 'application/json' });
        const t = setInterval(() => r.write(' '), 50);
        r.on('close', () => clearInterval(t));
      },
      'unknown',
    ],
    [
      'a reset',
      (r) => {
        r.socket?.resetAndDestroy();
      },
      'unknown',
    ],
    [
      'more than anyone reads',
      (r) => {
        r.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(100_000)}"`);
      },
      'unknown',
    ],
    ['429', json({}, 429), 'refused', false],
  ];
  it.each(failures)(
    'that answers %s is not believed, within its deadline, and the log has no number',
    async (_, answer, kind, permanent) => {
      server.answer(answer);
      const { channel, logged } = sms();
      const began = performance.now();
      const outcome = await channel.send(number, message);
      expect(performance.now() - began).toBeLessThan(2_000);
      expect(outcome).toMatchObject(permanent === undefined ? { kind } : { kind, permanent });
      expect(server.asked).toHaveLength(1);
      expect(logged).toHaveLength(1);
      expect(logged.join()).not.toMatch(/90000001|gateway-word/);
      await channel.close();
    },
  );
  it('that is not there was surely not reached: it may be tried again without a repeat', async () => {
    const gone = await startServer();
    await gone.stop();
    const { channel } = channelOf(`{ kind: sms, url: "${gone.url}", deadlineMs: 400 }`);
    expect(await channel.send(number, message)).toMatchObject({ kind: 'refused', permanent: false });
    await channel.close();
  });
  it.each([
    ['twilio', 'account: A, secret: S, from: "+1"', { sid: 'x' }, { sid: null }],
    [
      'vonage',
      'account: A, secret: S, from: V',
      { messages: [{ status: '0', 'message-id': 'x' }] },
      { messages: [{ status: '4' }] },
    ],
    [
      'infobip',
      'secret: S, from: V',
      { messages: [{ messageId: 'x', status: { groupId: 1 } }] },
      { messages: [{ messageId: 'x', status: { groupId: 5 } }] },
    ],
    [
      'africastalking',
      'account: A, secret: S',
      { SMSMessageData: { Recipients: [{ statusCode: 101, messageId: 'x' }] } },
      { SMSMessageData: { Recipients: [{ statusCode: 403, messageId: 'None' }] } },
    ],
  ])('of the form %s says yes and no in its own words', async (gateway, settings, yes, no) => {
    const { channel } = channelOf(`{ kind: sms, gateway: ${gateway}, url: "${server.url}", ${settings} }`);
    server.answer(json(yes, 201));
    expect(await channel.send(number, message)).toMatchObject({ kind: 'accepted', reference: 'x' });
    server.answer(json(no));
    expect((await channel.send(number, message)).kind).not.toBe('accepted');
    expect(decodeURIComponent(String(server.asked[0]?.body).replace(/\+/g, ' '))).toContain(
      'EXERCICE CRITIQUE Cotonou',
    );
    await channel.close();
  });
  it('of the form kannel is asked by address', async () => {
    server.answer((r) => r.writeHead(202, { 'content-type': 'text/html' }).end('0: Accepted for delivery'));
    const { channel } = channelOf(
      `{ kind: sms, gateway: kannel, url: "${server.url}", account: A, secret: S }`,
    );
    expect((await channel.send(number, message)).kind).toBe('accepted');
    expect(new URL(server.asked[0]?.url ?? '', server.url).searchParams.get('text')).toBe(message.short);
    await channel.close();
  });
});

describe('channels.yaml', () => {
  it('without a secret, a url or a known kind is refused with its line', () => {
    const { channels, problems } = problemsOf(
      [
        'a: { kind: webhook, url: "http://192.0.2.1/" }',
        'b: { kind: webhook, secret: "$' + '{HOOK}", url: "http://192.0.2.1/" }',
        'c: { kind: pigeon }',
        'd: { kind: sms, gateway: infobip }',
      ].join('\n'),
    );
    expect(channels).toBeUndefined();
    expect(problems.map((one) => one.replace(/:.*?: /, ': ').slice(0, 4))).toHaveLength(4);
    expect(problems.join('\n')).toMatch(
      /channels.yaml:1: .*"secret".*channels.yaml:2: .*HOOK.*channels.yaml:3: .*pigeon.*channels.yaml:4: .*"url", "secret", "from"/s,
    );
  });
});

describe('a webhook', () => {
  it('is signed over its time and body; changed, or old, it does not pass', async () => {
    server.answer((r) => r.writeHead(204).end());
    const { channel } = channelOf(`{ kind: webhook, url: "${server.url}/hook", secret: hook-word }`);
    expect((await channel.send('room', message)).kind).toBe('accepted');
    const [asked] = server.asked;
    const body = String(asked?.body);
    const seconds = Number(asked?.headers['x-vigie-timestamp']);
    const given = String(asked?.headers['x-vigie-signature']);
    expect(checkWebhookSignature('hook-word', given, seconds, body, seconds + 10)).toBe(true);
    expect(checkWebhookSignature('hook-word', given, seconds, `${body} `, seconds)).toBe(false);
    expect(checkWebhookSignature('hook-word', given, seconds, body, seconds + 301)).toBe(false);
    expect(checkWebhookSignature('other', given, seconds, body, seconds)).toBe(false);
    await channel.close();
  });
  it('speaks Telegram and WhatsApp, and believes only their own yes', async () => {
    const telegram = channelOf(`{ kind: webhook, form: telegram, url: "${server.url}", secret: TOKEN }`);
    server.answer(json({ ok: true, result: { message_id: 42 } }));
    expect(await telegram.channel.send('-100', message)).toMatchObject({ kind: 'accepted', reference: '42' });
    expect(server.asked[0]?.url).toBe('/botTOKEN/sendMessage');
    server.answer(json({ ok: false, description: 'chat not found' }));
    expect((await telegram.channel.send('-100', message)).kind).toBe('unknown');
    const whatsapp = channelOf(
      `{ kind: webhook, form: whatsapp, url: "${server.url}", secret: T, sender: "77", template: vigie }`,
    );
    server.answer(json({ messages: [{ id: 'wamid.1' }] }));
    expect(await whatsapp.channel.send(number, message)).toMatchObject({
      kind: 'accepted',
      reference: 'wamid.1',
    });
    expect(JSON.parse(String(server.asked[2]?.body))).toMatchObject({
      to: '2290190000001',
      type: 'template',
    });
    await telegram.channel.close();
    await whatsapp.channel.close();
  });
});
