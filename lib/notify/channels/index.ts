/** The table of channels: one file each. A channel describes its own form; adding one is a file and a line here. */

import type { Read } from '../../config/readers.ts';
import type { CallBack, ChannelKind, ChannelWorld, OpenChannel } from '../channel.ts';
import { modem } from './at-modem.ts';
import { httpSms } from './http-sms.ts';
import { webPushChannel } from './http-web-push.ts';
import { webhook } from './http-webhook.ts';
import { email } from './smtp-email.ts';
import { voice } from './voice.ts';

/** The world as the channels of one house share it: what comes back is told with the channel by which it came. */
export interface HouseOfChannels extends ChannelWorld {
  readonly receipt: (channel: string, reference: string, arrived: boolean) => void;
  readonly reply: ((channel: string, from: string, text: string) => Promise<void>) | null;
}

/** A channel of channels.yaml: its settings are inside, nobody outside sees them. */
export interface Channel {
  readonly id: string;
  readonly kind: string;
  readonly address: (text: string) => string | null;
  /** A service that can call back. */
  readonly calledBack: boolean;
  /** What was called back over HTTP, with the names and values of its address and its body. */
  readonly callBacks: (said: unknown) => readonly CallBack[];
  readonly listens: boolean;
  readonly publicKey: string | null;
  readonly pushServices: readonly string[];
  readonly open: (house: HouseOfChannels) => OpenChannel;
}
export type ChannelReader = (id: string) => Read<Channel>;

const entry =
  <S>({
    kind,
    form,
    address,
    callBacks,
    listens,
    publicKey,
    pushServices,
    open,
  }: ChannelKind<S>): ChannelReader =>
  (id) =>
  (at) => {
    const settings = form(at);
    if (settings === undefined) return undefined;
    return {
      id,
      kind,
      address,
      calledBack: callBacks !== undefined,
      callBacks: (said) => callBacks?.(settings, said) ?? [],
      listens: listens === true,
      publicKey: publicKey?.(settings) ?? null,
      pushServices: pushServices?.(settings) ?? [],
      open: (house) =>
        open(settings, {
          ...house,
          receipt: (reference, arrived) => house.receipt(id, reference, arrived),
          reply: house.reply && ((from, text) => house.reply?.(id, from, text) ?? Promise.resolve()),
        }),
    };
  };

export const channelKinds: Readonly<Record<string, ChannelReader>> = {
  [email.kind]: entry(email),
  [httpSms.kind]: entry(httpSms),
  [modem.kind]: entry(modem),
  [webhook.kind]: entry(webhook),
  [webPushChannel.kind]: entry(webPushChannel),
  [voice.kind]: entry(voice),
};
