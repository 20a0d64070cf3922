/** Guards against a modem left half set up, which would take every message and send none. */
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Modem } from './at-modem.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A modem behind a serial server that answers `error` to what `refuses` says, and a channel to it. */
async function plugIn(refuses: (command: string) => boolean) {
  const heard: string[] = [];
  let broken = true;
  const server = createServer((socket) => {
    socket.setEncoding('latin1').on('data', (bytes: string) => {
      for (const command of bytes
        .replaceAll('\u001b', '\r')
        .replaceAll('\u001a', '\r')
        .split('\r')
        .filter((one) => one !== '')) {
        heard.push(command);
        if (broken && refuses(command)) socket.write('\r\nERROR\r\n');
        else if (command === 'AT+CPIN?') socket.write('\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n');
        else if (command.startsWith('AT+CMGS=')) socket.write('\r\n> ');
        else if (command.startsWith('AT')) socket.write('\r\nOK\r\n');
        else socket.write('\r\n+CMGS: 41\r\n\r\nOK\r\n');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const modem = new Modem(
    { device: `tcp://127.0.0.1:${port}`, pin: '1234', reports: true, deadlineMs: 2_000 },
    { now: () => 0, log: () => {}, voice: null, browsers: null, receipt: () => {}, reply: null },
  );
  closing.push(
    () => modem.close(),
    () => server.close(),
  );
  const send = async () => (await modem.send('+2290190000001', { short: 'Secteur coupé' })).kind;
  return {
    heard,
    send,
    mend: () => {
      broken = false;
    },
  };
}

describe('a modem that errs while it is set up', () => {
  it('is set up anew for the next message', async () => {
    const modem = await plugIn((command) => command.startsWith('AT+CMGF'));
    expect(await modem.send()).toBe('refused');
    modem.mend();
    expect(await modem.send()).toBe('accepted');
    expect(modem.heard.filter((command) => command.startsWith('AT+CMGF'))).toHaveLength(2);
    expect(modem.heard.at(-3)).toMatch(/^AT\+CNMI/);
  });
  it('is not given a PIN that it has refused a second time: three lock the card', async () => {
    const modem = await plugIn((command) => command === 'AT+CPIN=1234');
    for (let turn = 0; turn < 4; turn++) expect(await modem.send()).toBe('refused');
    expect(modem.heard.filter((command) => command === 'AT+CPIN=1234')).toHaveLength(1);
  });
});
