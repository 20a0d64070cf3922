/** SMS by an HTTP gateway: any by the generic form, common ones ready. */
import { integer, oneOf, optional, type Read, secret, text } from '../../config/readers.ts';
import { type ChannelKind, channelForm, telephone, trueOrFalse } from '../channel.ts';
import { deadlineDefaultMs, HttpExchange } from '../http-exchange.ts';
import { maskedNumber, maskedText } from '../masked.ts';
import { verdict } from '../verdict.ts';
import { gatewayCallBacks } from './gateway-callbacks.ts';
import { type GatewaySettings, gateways } from './sms-gateways.ts';

export interface HttpSmsSettings extends GatewaySettings {
  readonly gateway: string;
  /** It calls back when a message has arrived: without that in time, the next way is tried. */
  readonly receipts: boolean;
  readonly deadlineMs: number;
}

const plainForm = channelForm('sms', {
  gateway: optional(oneOf(...Object.keys(gateways)), 'generic'),
  url: optional(text, null),
  account: optional(text, null),
  secret: optional(secret, null),
  from: optional(text, null),
  body: optional(text, null),
  contentType: optional(text, null),
  accepted: optional(text, null),
  reference: optional(text, null),
  receipts: optional(trueOrFalse, false),
  deadlineMs: optional(integer(100, 60_000), deadlineDefaultMs),
});
/** With what the chosen gateway cannot do without. */
const form: Read<HttpSmsSettings> = (at) => {
  const read = plainForm(at);
  if (read === undefined) return undefined;
  const missing = gateways[read.gateway]?.needs.filter((key) => read[key] === null) ?? [];
  if (missing.length === 0) return read;
  return at.problem(
    `the gateway "${read.gateway}" has no ${missing.map((key) => `"${key}"`).join(', ')}: add it`,
  );
};

export const httpSms: ChannelKind<HttpSmsSettings> = {
  kind: 'sms',
  form,
  address: telephone,
  callBacks: ({ gateway }, said) => gatewayCallBacks[gateway]?.(said) ?? [],
  open(settings, { log }) {
    const gateway = gateways[settings.gateway];
    const exchange = new HttpExchange(settings.deadlineMs);
    return {
      async send(address, message) {
        if (gateway === undefined) return { kind: 'refused', permanent: true, cause: 'unknown gateway' };
        const answer = await exchange.ask(gateway.request(settings, address, message.short, message.id));
        const outcome = verdict(answer, gateway.read(settings), settings.receipts);
        if (outcome.kind !== 'accepted')
          log(maskedText(`sms to ${maskedNumber(address)} ${outcome.kind}: ${outcome.cause}`));
        return outcome;
      },
      close: () => exchange.close(),
    };
  },
};
