/** What a channel is: a form in channels.yaml, an address per person, and a way to hand one message over. */
import { type Field, type Fields, fields, oneOf, type Read, required } from '../config/readers.ts';
import type { Message } from './message-text.ts';
import type { Outcome } from './notification.ts';
import type { PushSubscription } from './push-subscription.ts';
import type { VoicePort } from './voice-port.ts';

/** The browsers in which somebody has said yes to being pushed to. */
export interface Browsers {
  of(person: string): Promise<readonly PushSubscription[]>;
  /** Its push service says that it is no more. */
  gone(subscription: PushSubscription): Promise<void>;
}
/** What the world lends to every channel. */
export interface ChannelWorld {
  readonly now: () => number;
  readonly log: (text: string) => void;
  readonly voice: VoicePort | null;
  readonly browsers: Browsers | null;
}
/** What it lends to one: what comes back through it is its own. */
export interface ChannelContext extends ChannelWorld {
  /** A receipt that came later: by the reference that the hand-over gave. */
  readonly receipt: (reference: string, arrived: boolean) => void;
  /** A message that came in; resolves once it is safe, and is given again when it rejects. Null: nobody listens. */
  readonly reply: ((from: string, text: string) => Promise<void>) | null;
}
export interface OpenChannel {
  /** Answers, never throws, and within a deadline of its own. */
  send(address: string, message: Message): Promise<Outcome>;
  close(): Promise<void>;
}
/** What a service says later, when it calls back; nobody's word until its key has been checked. */
export type CallBack =
  | { readonly kind: 'receipt'; readonly reference: string; readonly arrived: boolean }
  | { readonly kind: 'reply'; readonly from: string; readonly text: string };

export interface ChannelKind<S> {
  readonly kind: string;
  /** Its settings in channels.yaml. */
  readonly form: Read<S>;
  /** Whether a text can be an address of this channel; null when it cannot. */
  readonly address: (text: string) => string | null;
  /** Reads what was called back, whatever it is; nothing in it that is understood: an empty list. */
  readonly callBacks?: (settings: S, said: unknown) => readonly CallBack[];
  /** What a browser has to know to subscribe. */
  readonly publicKey?: (settings: S) => string;
  /** Hosts of push services that it allows besides the known ones. */
  readonly pushServices?: (settings: S) => readonly string[];
  /** It hears what comes in by itself, and so is opened before anything is to be sent. */
  readonly listens?: true;
  open(settings: S, context: ChannelContext): OpenChannel;
}

/** The form of one kind, with its `kind` key. Secrets are read by `secret`, so that `${NAME}` is asked for. */
export const channelForm = <S extends Readonly<Record<string, Field<unknown>>>>(
  kind: string,
  spec: S,
): Read<Fields<S>> =>
  fields(`channel of the kind "${kind}"`, { kind: required(oneOf(kind)), ...spec }) as unknown as Read<
    Fields<S>
  >;

export const telephone = (text: string): string | null => {
  const digits = text.replace(/[\s().-]/g, '');
  return /^\+?\d{3,15}$/.test(digits) ? digits : null;
};

export const trueOrFalse: Read<boolean> = (at) =>
  at.written === 'true' || at.written === 'false'
    ? at.written === 'true'
    : at.problem(`"${at.key}" is true or false`);
