/** Webhook, signed (HMAC-SHA256 over time and body), with ready forms for Telegram and WhatsApp. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { integer, oneOf, optional, type Read, secret, text } from '../../config/readers.ts';
import { type ChannelKind, channelForm } from '../channel.ts';
import { deadlineDefaultMs, HttpExchange, type HttpRequest } from '../http-exchange.ts';
import { maskedText } from '../masked.ts';
import type { Message } from '../message-text.ts';
import { jsonAt, type ReadBody, verdict } from '../verdict.ts';
import { webhookCallBacks } from './gateway-callbacks.ts';

export interface WebhookSettings {
  readonly form: 'generic' | 'telegram' | 'whatsapp';
  readonly url: string | null;
  /** Key of the signature, or token of the service. */
  readonly secret: string;
  /** WhatsApp: the sender's id and an approved template with one text variable. */
  readonly sender: string | null;
  readonly template: string | null;
  readonly deadlineMs: number;
}

/** `v1=` and the hex HMAC-SHA256 of `SECONDS.BODY`: the receiver refuses what is older than five minutes. */
export const webhookSignature = (key: string, seconds: number, body: string): string =>
  `v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`;
export const signatureLivesSeconds = 300;
export function checkWebhookSignature(
  key: string,
  given: string,
  seconds: number,
  body: string,
  nowSeconds: number,
): boolean {
  const ours = Buffer.from(webhookSignature(key, seconds, body));
  const theirs = Buffer.from(given);
  return (
    Math.abs(nowSeconds - seconds) <= signatureLivesSeconds &&
    ours.length === theirs.length &&
    timingSafeEqual(ours, theirs)
  );
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

type MakeRequest = (s: WebhookSettings, to: string, message: Message, now: number) => HttpRequest;
const forms: Readonly<Record<WebhookSettings['form'], { make: MakeRequest; read: ReadBody }>> = {
  generic: {
    make(s, to, message, now) {
      const { id, severity, exercise, subject, short, long, link } = message;
      const request = post(s.url ?? '', { id, to, severity, exercise, subject, short, text: long, link });
      const seconds = Math.floor(now / 1_000);
      return {
        ...request,
        headers: {
          ...request.headers,
          'idempotency-key': Buffer.from(id).toString('base64url'),
          'x-vigie-timestamp': String(seconds),
          'x-vigie-signature': webhookSignature(s.secret, seconds, String(request.body)),
        },
      };
    },
    // A receiver of one's own answers 2xx; its body is its own affair.
    read: () => ({ reference: null }),
  },
  telegram: {
    make: (s, to, message) =>
      post(`${s.url ?? 'https://api.telegram.org'}/bot${s.secret}/sendMessage`, {
        chat_id: to,
        text: message.long,
        link_preview_options: { is_disabled: true },
      }),
    read: (body, type) => {
      const reference = jsonAt(body, type, 'result.message_id');
      return jsonAt(body, type, 'ok') === 'true' && reference !== undefined ? { reference } : null;
    },
  },
  whatsapp: {
    // Outside a conversation only an approved template may be sent; a line break in its variable is refused.
    make: (s, to, message) =>
      post(
        `${s.url ?? 'https://graph.facebook.com/v23.0'}/${encodeURIComponent(s.sender ?? '')}/messages`,
        {
          messaging_product: 'whatsapp',
          to: to.replace(/^\+/, ''),
          type: 'template',
          template: {
            name: s.template,
            language: { code: message.locale },
            components: [{ type: 'body', parameters: [{ type: 'text', text: message.short }] }],
          },
        },
        { authorization: `Bearer ${s.secret}` },
      ),
    read: (body, type) => {
      const reference = jsonAt(body, type, 'messages.0.id');
      return reference === undefined ? null : { reference };
    },
  },
};

const plainForm = channelForm('webhook', {
  form: optional(oneOf('generic', 'telegram', 'whatsapp'), 'generic'),
  url: optional(text, null),
  secret: { read: secret, required: true },
  sender: optional(text, null),
  template: optional(text, null),
  deadlineMs: optional(integer(100, 60_000), deadlineDefaultMs),
});
const form: Read<WebhookSettings> = (at) => {
  const read = plainForm(at);
  if (read === undefined) return undefined;
  if (read.form === 'generic' && read.url === null)
    return at.problem('a generic webhook has no "url": add it');
  if (read.form === 'whatsapp' && (read.sender === null || read.template === null))
    return at.problem(
      'WhatsApp needs "sender" and "template": add the sender id and the name of the approved template',
    );
  return read;
};

export const webhook: ChannelKind<WebhookSettings> = {
  kind: 'webhook',
  form,
  address: (written) => (/^\S{1,200}$/.test(written.trim()) ? written.trim() : null),
  callBacks: ({ form: of }, said) => webhookCallBacks[of]?.(said) ?? [],
  open(settings, { log, now }) {
    const exchange = new HttpExchange(settings.deadlineMs);
    const { make, read } = forms[settings.form];
    return {
      async send(address, message) {
        const outcome = verdict(await exchange.ask(make(settings, address, message, now())), read, false);
        if (outcome.kind !== 'accepted') log(maskedText(`webhook ${outcome.kind}: ${outcome.cause}`));
        return outcome;
      },
      close: () => exchange.close(),
    };
  },
};
