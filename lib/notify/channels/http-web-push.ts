/** Web push: the message encrypted for the browser alone (RFC 8291), Vigie identified by VAPID (RFC 8292). */
import webPush from 'web-push';
import { z } from 'zod';
import { integer, optional, required, secret, text } from '../../config/readers.ts';
import { type ChannelKind, channelForm } from '../channel.ts';
import { deadlineDefaultMs, HttpExchange } from '../http-exchange.ts';
import { maskedText } from '../masked.ts';
import type { Message } from '../message-text.ts';
import type { Outcome } from '../notification.ts';
import { verdict } from '../verdict.ts';

export interface WebPushSettings {
  /** `mailto:` or `https:`: whom the push service writes to when something is wrong. */
  readonly subject: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly deadlineMs: number;
}

/** What the browser gives when it subscribes; the address of the channel is this as JSON. */
const subscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2_000),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{87}=?$/),
    auth: z.string().regex(/^[\w-]{22}={0,2}$/),
  }),
});
export type Subscription = z.infer<typeof subscriptionSchema>;
export function parseSubscription(written: string): Subscription | null {
  try {
    const read = subscriptionSchema.safeParse(JSON.parse(written.slice(0, 4_000)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Push services take 4096 octets with the encryption's own. */
const textMax = 1_500;
/** What the service worker shows; same tag, so that a repeat replaces the first. */
export const pushPayload = ({ id, subject, short, severity, exercise, link, locale }: Message): string =>
  JSON.stringify({
    tag: id,
    title: subject,
    body: short.slice(0, textMax),
    severity,
    exercise,
    link,
    lang: locale,
  });

const timeToLiveSeconds = 24 * 3_600;

async function push(
  exchange: HttpExchange,
  settings: WebPushSettings,
  to: Subscription,
  message: Message,
): Promise<Outcome> {
  const { subject, publicKey, privateKey } = settings;
  const details = webPush.generateRequestDetails(to, pushPayload(message), {
    vapidDetails: { subject, publicKey, privateKey },
    TTL: timeToLiveSeconds,
    urgency: message.severity === 'information' ? 'normal' : 'high',
    contentEncoding: 'aes128gcm',
  });
  const headers = Object.entries(details.headers).map(([key, value]) => [key.toLowerCase(), String(value)]);
  const answer = await exchange.ask({
    method: 'POST',
    url: details.endpoint,
    // The length is counted by who sends it.
    headers: Object.fromEntries(headers.filter(([key]) => key !== 'content-length')),
    body: details.body,
  });
  return verdict(answer, () => ({ reference: null }), false);
}

export const webPushChannel: ChannelKind<WebPushSettings> = {
  kind: 'web-push',
  form: channelForm('web-push', {
    subject: required(text),
    publicKey: required(text),
    privateKey: required(secret),
    deadlineMs: optional(integer(100, 60_000), deadlineDefaultMs),
  }),
  address: (written) => (parseSubscription(written) === null ? null : written),
  open(settings, { log }) {
    const exchange = new HttpExchange(settings.deadlineMs);
    return {
      async send(address, message) {
        const to = parseSubscription(address);
        if (to === null) return { kind: 'refused', permanent: true, cause: 'no subscription' };
        let outcome: Outcome;
        try {
          outcome = await push(exchange, settings, to, message);
        } catch (problem) {
          // Keys that are none: nothing has left.
          outcome = {
            kind: 'refused',
            permanent: true,
            cause: problem instanceof Error ? problem.message : 'error',
          };
        }
        if (outcome.kind !== 'accepted') log(maskedText(`web push ${outcome.kind}: ${outcome.cause}`));
        return outcome;
      },
      close: () => exchange.close(),
    };
  },
};
