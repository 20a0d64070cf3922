/** Guards against a reply lost on a full card, in a restart or in the middle of another message: a modem on a pseudo-terminal. */
import { afterEach, describe, expect, it } from 'vitest';
import { replyAct, replyCodeOf } from '../../lib/notify/reply-act.ts';

import { packSeptets } from '../../lib/notify/sms-pdu.ts';
import { septetsOf } from '../../lib/notify/sms-text.ts';
import { type FakeModem, hasPseudoTerminal, plugIn } from './fake-modem.ts';
import { channelOf, message, number } from './message.ts';

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
/** SMS-DELIVER from +2290190000001, 24 November 2026, 14:05. */
function deliver(text: string, header: readonly number[] = []): string {
  const septets = septetsOf(text) ?? [];
  const headerSeptets = Math.ceil((header.length * 8) / 7);
  const data = [...header, ...packSeptets(septets, headerSeptets * 7 - header.length * 8)];
  const first = header.length > 0 ? '44' : '04';
  return `00${first}0D91220991000000F1000062114241500040${hex([headerSeptets + septets.length, ...data])}`;
}

let modem: FakeModem;
let close: () => Promise<void> = async () => {};
afterEach(async () => {
  await close();
  await modem.unplug();
});

/** A card with messages on it, and a channel that hands on what comes. */
async function open(card: Map<number, string>, heard: (from: string, text: string) => Promise<void>) {
  modem = await plugIn();
  modem.answer((command) => {
    if (command === 'AT+CMGL=4')
      return `${[...card].map(([index, pdu]) => `\r\n+CMGL: ${index},0,,${pdu.length / 2 - 1}\r\n${pdu}`).join('')}\r\n\r\nOK\r\n`;
    const deleted = /^AT\+CMGD=(\d+)$/.exec(command);
    if (deleted) card.delete(Number(deleted[1]));
    return null;
  });
  const opened = channelOf(`{ kind: modem, device: ${modem.device}, deadlineMs: 700 }`, {
    reply: (_, from, text) => heard(from, text),
  });
  close = () => opened.channel.close();
  return opened;
}

describe.runIf(hasPseudoTerminal)('a modem that is written to', () => {
  it('hands on what came while Vigie was away, and empties the card', async () => {
    const card = new Map([
      [1, deliver('OK K4TX')],
      [2, deliver('OK K4TX ', [5, 0, 3, 7, 2, 1])],
      [3, 'not a message at all'],
      [4, deliver('en route', [5, 0, 3, 7, 2, 2])],
    ]);
    const heard: string[] = [];
    const { logged } = await open(card, async (from, text) => void heard.push(`${from} ${text}`));
    await expect.poll(() => card.size).toBe(0);
    expect(heard).toEqual([`${number} OK K4TX`, `${number} OK K4TX en route`]);
    expect(logged.join()).toMatch(/1 unreadable/);
  });

  it('is heard at once when it says that a message has come, also in the middle of sending', async () => {
    const card = new Map<number, string>();
    const heard: string[] = [];
    const { channel } = await open(card, async (_, text) => void heard.push(text));
    await expect.poll(() => modem.heard.includes('AT+CMGL=4')).toBe(true);
    const sending = channel.send(number, message);
    card.set(7, deliver('OUI'));
    modem.say('\r\n+CMTI: "SM",7\r\n');
    expect((await sending).kind).toBe('accepted');
    await expect.poll(() => heard).toEqual(['OUI']);
    await expect.poll(() => card.size).toBe(0);
    modem.say(`\r\n+CMT: ,24\r\n${deliver('2')}\r\n`);
    await expect.poll(() => heard).toEqual(['OUI', '2']);
  });

  it('keeps on the card what could not be handed on', async () => {
    const card = new Map([[1, deliver('OK')]]);
    let down = true;
    const heard: string[] = [];
    await open(card, async (_, text) => {
      if (down) throw new Error('store is down');
      heard.push(text);
    });
    await expect.poll(() => modem.heard.includes('AT+CMGL=4')).toBe(true);
    down = false;
    modem.say('\r\n+CMTI: "SM",1\r\n');
    await expect.poll(() => heard).toEqual(['OK']);
    await expect.poll(() => card.size).toBe(0);
  });

  it('takes the incident of who was told, and of nobody else', async () => {
    const acts: unknown[] = [];
    const card = new Map([[1, deliver(`ok ${replyCodeOf('fire-7')} j'arrive`)]]);
    const numbers = new Map([
      ['ama', [number]],
      ['kofi', ['+2290190000002']],
    ]);
    await open(card, async (from, text) => {
      acts.push(replyAct(from, text, { numbers, told: [{ incident: 'fire-7', person: 'ama', at: 1 }] }));
      acts.push(replyAct(from, text, { numbers, told: [{ incident: 'fire-7', person: 'kofi', at: 1 }] }));
    });
    await expect.poll(() => acts).toHaveLength(2);
    expect(acts).toEqual([
      { kind: 'acknowledge', incident: 'fire-7', person: 'ama', note: "j'arrive" },
      { kind: 'ignored', why: 'nothing-told' },
    ]);
  });
});
