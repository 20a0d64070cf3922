/** The table of channels: one file each. A channel describes its own form; adding one is a file and a line here. */

import type { Read } from '../../config/readers.ts';
import type { ChannelContext, ChannelKind, OpenChannel } from '../channel.ts';
import { modem } from './at-modem.ts';
import { httpSms } from './http-sms.ts';
import { webPushChannel } from './http-web-push.ts';
import { webhook } from './http-webhook.ts';
import { email } from './smtp-email.ts';
import { voice } from './voice.ts';

/** A channel of channels.yaml: its settings are inside, nobody outside sees them. */
export interface Channel {
  readonly id: string;
  readonly kind: string;
  readonly address: (text: string) => string | null;
  readonly open: (context: ChannelContext) => OpenChannel;
}
export type ChannelReader = (id: string) => Read<Channel>;

const entry =
  <S>({ kind, form, address, open }: ChannelKind<S>): ChannelReader =>
  (id) =>
  (at) => {
    const settings = form(at);
    return settings === undefined
      ? undefined
      : { id, kind, address, open: (context) => open(settings, context) };
  };

export const channelKinds: Readonly<Record<string, ChannelReader>> = {
  [email.kind]: entry(email),
  [httpSms.kind]: entry(httpSms),
  [modem.kind]: entry(modem),
  [webhook.kind]: entry(webhook),
  [webPushChannel.kind]: entry(webPushChannel),
  [voice.kind]: entry(voice),
};
