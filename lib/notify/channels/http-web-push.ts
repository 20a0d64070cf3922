/** Web push: the message encrypted for the browser alone (RFC 8291), Vigie identified by VAPID (RFC 8292). */
import webPush from 'web-push';
import { integer, listOf, optional, required, secret, text } from '../../config/readers.ts';
import { type Browsers, type ChannelKind, channelForm } from '../channel.ts';
import { deadlineDefaultMs, HttpExchange } from '../http-exchange.ts';
import { maskedText } from '../masked.ts';
import type { Message } from '../message-text.ts';
import type { Outcome } from '../notification.ts';
import { isPushService, type PushSubscription, parsePushSubscription } from '../push-subscription.ts';
import { verdict } from '../verdict.ts';

export interface WebPushSettings {
  /** `mailto:` or `https:`: whom the push service writes to when something is wrong. */
  readonly subject: string;
  readonly publicKey: string;
  readonly privateKey: string;
  /** Hosts that a browser may name besides the known makers' (a push service of the house). */
  readonly services: readonly string[];
  readonly deadlineMs: number;
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
  to: PushSubscription,
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
    services: optional(listOf(text, 20), []),
    deadlineMs: optional(integer(100, 60_000), deadlineDefaultMs),
  }),
  /** Somebody of people.yaml, for the browsers in which they said yes; or one subscription, as JSON. */
  address: (written) =>
    /^[a-z0-9][a-z0-9._-]{0,63}$/.test(written) || parsePushSubscription(written) !== null ? written : null,
  publicKey: ({ publicKey }) => publicKey,
  pushServices: ({ services }) => services,
  open(settings, { log, browsers }) {
    const exchange = new HttpExchange(settings.deadlineMs);
    const pushOne = async (to: PushSubscription, message: Message): Promise<Outcome> => {
      try {
        return await push(exchange, settings, to, message);
      } catch (problem) {
        // Keys that are none: nothing has left.
        const cause = problem instanceof Error ? problem.message : 'error';
        return { kind: 'refused', permanent: true, cause };
      }
    };
    return {
      async send(address, message) {
        const own = parsePushSubscription(address);
        const outcome =
          own === null
            ? await toEachBrowser(address, settings, browsers, (to) => pushOne(to, message))
            : await pushOne(own, message);
        if (outcome.kind !== 'accepted') log(maskedText(`web push ${outcome.kind}: ${outcome.cause}`));
        return outcome;
      },
      close: () => exchange.close(),
    };
  },
};

/** One browser that took it is enough; one that is no more is forgotten. */
async function toEachBrowser(
  person: string,
  { services }: WebPushSettings,
  browsers: Browsers | null,
  pushTo: (to: PushSubscription) => Promise<Outcome>,
): Promise<Outcome> {
  const known = ((await browsers?.of(person)) ?? []).filter((one) => isPushService(one.endpoint, services));
  if (known.length === 0) return { kind: 'refused', permanent: true, cause: 'no browser has said yes' };
  const outcomes = await Promise.all(
    known.map(async (to) => {
      const outcome = await pushTo(to);
      if (outcome.kind === 'refused' && /^status (404|410)$/.test(outcome.cause)) await browsers?.gone(to);
      return outcome;
    }),
  );
  const rank = { accepted: 0, unknown: 1, refused: 2 } as const;
  const [best] = outcomes.toSorted(
    (a, b) =>
      rank[a.kind] - rank[b.kind] ||
      Number(a.kind === 'refused' && a.permanent) - Number(b.kind === 'refused' && b.permanent),
  );
  return best ?? { kind: 'refused', permanent: true, cause: 'no browser has said yes' };
}
