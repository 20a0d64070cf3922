/** Guards against a mail server that refuses, puts off, hangs or is dead, and against a mail that says it twice. */
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { channelOf, message } from './message.ts';

async function mailServer(options: SMTPServerOptions = {}) {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString('utf8'));
        done();
      });
    },
    ...options,
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    mails,
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise<void>((done) => server.close(() => done())),
  };
}
const open = (port: number, more = '') =>
  channelOf(
    `{ kind: email, host: 127.0.0.1, port: ${port}, security: none, from: noc@vigie.example, deadlineMs: 800${more} }`,
  );
const to = 'ama.k@mc.example';
const refusal = (code: number): SMTPServerOptions => ({
  onRcptTo(_, __, done) {
    done(Object.assign(new Error(`<${to}> not now`), { responseCode: code }));
  },
});

describe('an e-mail', () => {
  it('arrives with its words, and sent again it is the same mail', async () => {
    const server = await mailServer();
    const { channel } = open(server.port);
    for (let i = 0; i < 2; i++) expect((await channel.send(to, message)).kind).toBe('accepted');
    const ids = server.mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1]);
    expect(ids[0]).toMatch(/^<.+@vigie>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(server.mails[0]).toMatch(/^Subject: EXERCICE CRITIQUE Cotonou/m);
    expect(server.mails[0]).toMatch(/^Auto-Submitted: auto-generated/m);
    await channel.close();
    await server.stop();
  });
  it.each([
    [450, false],
    [550, true],
  ])('refused with %i is tried later, or never again', async (code, permanent) => {
    const server = await mailServer(refusal(code));
    const { channel, logged } = open(server.port);
    expect(await channel.send(to, message)).toMatchObject({ kind: 'refused', permanent });
    expect(logged.join()).not.toContain('ama.k');
    await channel.close();
    await server.stop();
  });
  it('goes nowhere in clear where STARTTLS is asked for and not offered', async () => {
    const server = await mailServer();
    const { channel } = channelOf(
      `{ kind: email, host: 127.0.0.1, port: ${server.port}, from: noc@vigie.example, deadlineMs: 800 }`,
    );
    expect((await channel.send(to, message)).kind).toBe('refused');
    expect(server.mails).toEqual([]);
    await channel.close();
    await server.stop();
  });
  it('to a wrong password is not given up for ever: someone will mend it', async () => {
    const server = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
    });
    const { channel, logged } = open(server.port, ', user: noc, password: mail-word');
    expect(await channel.send(to, message)).toMatchObject({ kind: 'refused', permanent: false });
    expect(logged.join()).not.toContain('mail-word');
    await channel.close();
    await server.stop();
  });
  it('to a server that swallows the text and says nothing may have arrived', async () => {
    const server = await mailServer({ onData: (stream) => void stream.resume() });
    const { channel } = open(server.port);
    expect((await channel.send(to, message)).kind).toBe('unknown');
    await channel.close();
    await server.stop();
  });
  it('to a dead or dumb server was surely not sent', async () => {
    const sockets: Socket[] = [];
    const dumb = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((done) => dumb.listen(0, '127.0.0.1', done));
    const { port } = dumb.address() as AddressInfo;
    const first = open(port);
    expect(await first.channel.send(to, message)).toMatchObject({ kind: 'refused', permanent: false });
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((done) => dumb.close(() => done()));
    const second = open(port);
    expect(await second.channel.send(to, message)).toMatchObject({ kind: 'refused', permanent: false });
    await first.channel.close();
    await second.channel.close();
  });
});
