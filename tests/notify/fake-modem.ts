/** A GSM modem at the other end of a pseudo-terminal: `script` holds the master, the product opens the slave. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

export const hasPseudoTerminal = existsSync('/usr/bin/script');

export type Says = (command: string) => string | null;
export interface FakeModem {
  readonly device: string;
  readonly heard: string[];
  answer(how: Says): void;
  say(text: string): void;
  unplug(): Promise<void>;
}

/** `how` answers a command; null leaves it to the usual modem. */
export const usual: Says = (command) => {
  if (command.startsWith('AT+CMGS=')) return '\r\n> ';
  if (/^[0-9A-F]+$/.test(command)) return '\r\n+CMGS: 41\r\n\r\nOK\r\n';
  if (command === 'AT+CPIN?') return '\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n';
  return '\r\nOK\r\n';
};

export async function plugIn(): Promise<FakeModem> {
  const child: ChildProcessWithoutNullStreams = spawn('/usr/bin/script', [
    '-qfc',
    'stty raw -echo; tty; exec sleep 60',
    '/dev/null',
  ]);
  // Pulled out while it speaks: its words go nowhere.
  child.stdin.on('error', () => undefined);
  const heard: string[] = [];
  let how: Says = usual;
  let rest = '';
  let device = '';
  const found = Promise.withResolvers<void>();
  child.stdout.on('data', (bytes: Buffer) => {
    rest += bytes.toString('latin1');
    const parts = rest.replaceAll('\u001a', '\n').split(/[\r\n]/);
    rest = parts.pop() ?? '';
    for (const part of parts.map((text) => text.replaceAll('\u001b', '')).filter((text) => text !== '')) {
      if (device === '') {
        device = part;
        found.resolve();
        continue;
      }
      heard.push(part);
      child.stdin.write(how(part) ?? usual(part) ?? '');
    }
  });
  await found.promise;
  return {
    device,
    heard,
    answer: (next) => {
      how = next;
    },
    say: (text) => void child.stdin.write(text),
    unplug: () =>
      new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once('exit', () => done());
        child.kill('SIGKILL');
      }),
  };
}
