/** Guards against a modem without credit whose messages all go another way, while nobody knows that it is dead. */
import { describe, expect, it } from 'vitest';
import type { Channel } from '../notify/channels/index.ts';
import type { Message } from '../notify/message-text.ts';
import type { Outcome } from '../notify/notification.ts';
import { type HandOverBook, HandOvers } from './hand-over.ts';

const accepted: Outcome = { kind: 'accepted', reference: null, receipts: false };
const refused: Outcome = { kind: 'refused', permanent: true, cause: 'no credit' };
const lost: Outcome = { kind: 'unknown', cause: 'deadline' };

/** Channels that answer as they are told. */
function house(answers: Record<string, Outcome>) {
  const channels = new Map(
    Object.keys(answers).map((id) => {
      const open = () => ({ send: async () => answers[id] ?? lost, close: async () => {} });
      return [id, { id, listens: false, open } as unknown as Channel];
    }),
  );
  const handOvers = new HandOvers({
    book: () => ({ channels }) as unknown as HandOverBook,
    incident: async () => null,
    context: {} as never,
  });
  const send = (channel: string) => handOvers.sendBy({ channel, address: '+33123456701' }, {} as Message);
  return { answers, channels, handOvers, send };
}

describe('a channel', () => {
  it('is down once three of its messages in a row did not get out, whatever the others do', async () => {
    const { send, handOvers, answers } = house({ gsm: refused, mail: accepted });
    for (const channel of ['gsm', 'mail', 'gsm']) await send(channel);
    expect(handOvers.channelStates()).toEqual([
      { channel: 'gsm', works: true },
      { channel: 'mail', works: true },
    ]);
    answers.gsm = lost;
    await send('gsm');
    expect(handOvers.channelStates()[0]).toEqual({ channel: 'gsm', works: false });
  });
  it('works again with the first message that is taken', async () => {
    const { send, handOvers, answers } = house({ gsm: refused });
    for (let i = 0; i < 5; i++) await send('gsm');
    answers.gsm = accepted;
    await send('gsm');
    expect(handOvers.channelStates()).toEqual([{ channel: 'gsm', works: true }]);
  });
  it('that was never used, or has left the book, is said nothing of', async () => {
    const { send, handOvers, channels } = house({ gsm: refused, mail: accepted });
    expect(handOvers.channelStates()).toEqual([]);
    await send('gsm');
    channels.delete('gsm');
    expect(handOvers.channelStates()).toEqual([]);
  });
});
