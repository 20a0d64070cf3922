/** What each gateway says when it calls back: receipts and incoming messages, in its own words. Data and readers; anything else is nothing. */
import type { CallBack } from '../channel.ts';

type Said = Readonly<Record<string, unknown>>;
export type ReadCallBacks = (said: unknown) => readonly CallBack[];

/** One call of a gateway that collects them. */
const atOnceMax = 1_000;
const referenceMax = 200;
const textMax = 2_000;

const isSaid = (value: unknown): value is Said => typeof value === 'object' && value !== null;
const word = (said: Said, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const value = Object.hasOwn(said, name) ? said[name] : undefined;
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return null;
};
const inside = (said: Said, name: string): Said => (isSaid(said[name]) ? said[name] : {});
const each = (value: unknown): readonly Said[] =>
  Array.isArray(value) ? (value as unknown[]).slice(0, atOnceMax).filter(isSaid) : [];

const reply = (from: string | null, text: string | null): CallBack[] =>
  from === null || text === null
    ? []
    : [{ kind: 'reply', from: from.slice(0, referenceMax), text: text.slice(0, textMax) }];

/** Only what ends it: `sent`, `queued`, `buffered` are no news of arrival. */
const receipt = (
  reference: string | null,
  state: string | null,
  arrived: readonly string[],
  lost: readonly string[],
): CallBack[] => {
  const said = state?.toLowerCase() ?? '';
  if (reference === null || reference.length > referenceMax) return [];
  if (arrived.includes(said)) return [{ kind: 'receipt', reference, arrived: true }];
  return lost.includes(said) ? [{ kind: 'receipt', reference, arrived: false }] : [];
};

const one =
  (read: (said: Said) => readonly CallBack[]): ReadCallBacks =>
  (said) =>
    isSaid(said) ? read(said) : [];

export const gatewayCallBacks: Readonly<Record<string, ReadCallBacks>> = {
  generic: one((said) => [
    ...receipt(
      word(said, 'reference', 'id', 'messageId', 'message_id'),
      word(said, 'status', 'state'),
      ['delivered', 'arrived', 'success', 'ok', 'delivrd'],
      ['failed', 'undelivered', 'undeliverable', 'rejected', 'expired', 'undeliv', 'rejectd'],
    ),
    ...reply(word(said, 'from', 'sender', 'msisdn'), word(said, 'text', 'message', 'body')),
  ]),
  twilio: one((said) => {
    const state = word(said, 'MessageStatus');
    return state === null
      ? reply(word(said, 'From'), word(said, 'Body'))
      : receipt(word(said, 'MessageSid', 'SmsSid'), state, ['delivered', 'read'], ['undelivered', 'failed']);
  }),
  vonage: one((said) =>
    word(said, 'status') === null
      ? reply(word(said, 'msisdn'), word(said, 'text'))
      : receipt(
          word(said, 'messageId', 'message-id'),
          word(said, 'status'),
          ['delivered'],
          ['expired', 'failed', 'rejected', 'deleted'],
        ),
  ),
  infobip: one((said) =>
    each(said.results).flatMap((result) => {
      const group = word(inside(result, 'status'), 'groupId');
      // 1 pending, 3 delivered; 2, 4 and 5 are undeliverable, expired, rejected.
      return group === null
        ? reply(word(result, 'from', 'sender'), word(result, 'text', 'cleanText'))
        : receipt(word(result, 'messageId'), group, ['3'], ['2', '4', '5']);
    }),
  ),
  africastalking: one((said) =>
    word(said, 'status') === null
      ? reply(word(said, 'from'), word(said, 'text'))
      : receipt(
          word(said, 'id'),
          word(said, 'status'),
          ['success'],
          ['failed', 'rejected', 'absentsubscriber', 'expired'],
        ),
  ),
  // `dlr-url=…?id=ID&type=%d`: 1 arrived, 2 did not, 16 refused by the centre.
  kannel: one((said) => [
    ...receipt(word(said, 'id'), word(said, 'type'), ['1'], ['2', '16']),
    ...reply(word(said, 'from'), word(said, 'text')),
  ]),
};

/** Of a person's own chat with the bot; what is written in a group is nobody's word. */
const telegram: ReadCallBacks = one((said) => {
  const message = inside(said, 'message');
  const chat = inside(message, 'chat');
  return word(chat, 'type') === 'private' ? reply(word(chat, 'id'), word(message, 'text')) : [];
});

const whatsapp: ReadCallBacks = one((said) =>
  each(said.entry)
    .flatMap((entry) => each(entry.changes))
    .flatMap((change) => {
      const value = inside(change, 'value');
      return [
        ...each(value.statuses).flatMap((status) =>
          receipt(word(status, 'id'), word(status, 'status'), ['delivered', 'read'], ['failed']),
        ),
        ...each(value.messages).flatMap((message) =>
          reply(word(message, 'from'), word(inside(message, 'text'), 'body')),
        ),
      ];
    })
    .slice(0, atOnceMax),
);

export const webhookCallBacks = { generic: gatewayCallBacks.generic, telegram, whatsapp } as const;
