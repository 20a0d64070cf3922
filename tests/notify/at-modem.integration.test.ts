/** Guards against a modem that errs, goes dumb or is pulled out while an alarm is on its way through it. */
import { afterEach, describe, expect, it } from 'vitest';
import { type FakeModem, hasPseudoTerminal, plugIn, usual } from './fake-modem.ts';
import { channelOf, message, number } from './message.ts';

let modem: FakeModem;
afterEach(() => modem?.unplug());
const open = (more = '') => channelOf(`{ kind: modem, device: ${modem.device}, deadlineMs: 700${more} }`);
const pdusOf = (): string[] => modem.heard.filter((line) => /^00[0-9A-F]{20,}$/.test(line));

describe.runIf(hasPseudoTerminal)('a modem on a pseudo-terminal', () => {
  it('is set up once, and sends each part of a long message', async () => {
    modem = await plugIn();
    const { channel } = open();
    const long = { ...message, short: 'é'.repeat(200) };
    expect(await channel.send(number, long)).toEqual({ kind: 'accepted', reference: '41', receipts: true });
    expect(await channel.send(number, { ...message, short: 'Ж ê' })).toMatchObject({ kind: 'accepted' });
    expect(modem.heard.filter((line) => line === 'ATE0')).toHaveLength(1);
    const [first = '', second = '', third = ''] = pdusOf();
    expect(pdusOf()).toHaveLength(3);
    expect([first, second].every((pdu) => pdu.startsWith('0071'))).toBe(true);
    expect(third).toContain('0008A706041600200' + '0EA');
    await channel.close();
  });
  it('says later that it arrived, even in the middle of another talk', async () => {
    modem = await plugIn();
    const { channel, receipts } = open();
    await channel.send(number, message);
    modem.answer((command) =>
      command === 'AT+CMGS=1'
        ? null
        : command.startsWith('AT+CMGS')
          ? `\r\n+CDS: 25\r\n0006290D91229210090000F162114231500040621142315100${'40'}00\r\n\r\n> `
          : null,
    );
    expect((await channel.send(number, message)).kind).toBe('accepted');
    expect(receipts).toEqual([{ reference: '41', arrived: true }]);
    await channel.close();
  });
  it.each([
    ['+CMS ERROR: 38', false],
    ['+CMS ERROR: 1', true],
    ['ERROR', false],
  ])('that answers %s is not believed', async (error, permanent) => {
    modem = await plugIn();
    modem.answer((command) => (/^00[0-9A-F]{20,}$/.test(command) ? `\r\n${error}\r\n` : null));
    const { channel, logged } = open();
    expect(await channel.send(number, message)).toMatchObject({ kind: 'refused', permanent });
    expect(logged.join()).not.toMatch(/9000/);
    modem.answer(usual);
    expect((await channel.send(number, message)).kind).toBe('accepted');
    await channel.close();
  });
  it('that is dumb sent nothing; dumb after the text, nobody knows', async () => {
    modem = await plugIn();
    const { channel } = open();
    modem.answer(() => '');
    expect(await channel.send(number, message)).toMatchObject({ kind: 'refused', cause: 'modem-silent' });
    modem.answer((command) => (/^00[0-9A-F]{20,}$/.test(command) ? '' : null));
    expect(await channel.send(number, message)).toMatchObject({ kind: 'unknown' });
    await channel.close();
  });
  it('gets its PIN only when it asks', async () => {
    modem = await plugIn();
    const asks = open(', pin: "1234"');
    expect((await asks.channel.send(number, message)).kind).toBe('accepted');
    expect(modem.heard).toContain('AT+CPIN=1234');
    await asks.channel.close();
    modem.heard.length = 0;
    modem.answer((command) => (command === 'AT+CPIN?' ? '\r\n+CPIN: READY\r\n\r\nOK\r\n' : null));
    const ready = open(', pin: "1234"');
    expect((await ready.channel.send(number, message)).kind).toBe('accepted');
    expect(modem.heard).not.toContain('AT+CPIN=1234');
    await ready.channel.close();
  });
  it('pulled out in the middle answers at once, and works again once it is back', async () => {
    modem = await plugIn();
    const { channel } = open();
    expect((await channel.send(number, message)).kind).toBe('accepted');
    await modem.unplug();
    expect((await channel.send(number, message)).kind).not.toBe('accepted');
    expect((await channel.send(number, message)).kind).toBe('refused');
    await channel.close();
  });
  it('keeps its messages apart when many come at once, and refuses what it cannot carry in time', async () => {
    modem = await plugIn();
    const { channel } = open();
    const outcomes = await Promise.all(Array.from({ length: 55 }, () => channel.send(number, message)));
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(50);
    expect(outcomes.at(-1)).toMatchObject({ kind: 'refused', cause: 'modem-busy' });
    await channel.close();
  });
});
