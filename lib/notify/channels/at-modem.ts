/** SMS by a GSM modem and AT commands (3GPP TS 27.005), in PDU mode. One conversation at a time; unplugged, it is opened again. */
import { openSync } from 'node:fs';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { Duplex as DuplexStream } from 'node:stream';
import { ReadStream, WriteStream } from 'node:tty';
import { integer, optional, required, secret, text } from '../../config/readers.ts';
import {
  type ChannelContext,
  type ChannelKind,
  channelForm,
  type OpenChannel,
  telephone,
} from '../channel.ts';
import { maskedNumber, maskedText } from '../masked.ts';
import type { Outcome } from '../notification.ts';
import { parseStatusReport, submitPdus } from '../sms-pdu.ts';
import { smsParts, smsPartsMax } from '../sms-text.ts';
import { isPermanentModemError, type ModemLine, ModemLines } from './modem-lines.ts';

export interface ModemSettings {
  /** `/dev/ttyUSB0`, or `tcp://host:port` of a serial server. */
  readonly device: string;
  readonly pin: string | null;
  readonly reports: boolean;
  readonly deadlineMs: number;
}

/** `closed`: the descriptors are given back; before that a new reader would lose answers to the old one. */
interface Port {
  readonly stream: Duplex;
  readonly closed: Promise<unknown>;
}
const closing = (stream: Duplex | ReadStream | WriteStream): Promise<void> =>
  new Promise((done) => stream.once('close', () => done()));

/** A serial line in raw mode: two streams on one descriptor, the modem's echo and line editing out of the way. */
function openPort(device: string): Port {
  const remote = /^tcp:\/\/([^:/]+):(\d+)$/.exec(device);
  if (remote) {
    const stream = connect({ host: remote[1] ?? '', port: Number(remote[2]) });
    return { stream, closed: closing(stream) };
  }
  const input = new ReadStream(openSync(device, 'r+'));
  input.setRawMode(true);
  const output = new WriteStream(openSync(device, 'r+'));
  output.on('error', () => input.destroy());
  const closed = Promise.all([closing(input), closing(output)]);
  const port = DuplexStream.from({ readable: input, writable: output });
  input.on('close', () => port.destroy());
  port.on('close', () => {
    input.destroy();
    output.destroy();
  });
  return { stream: port, closed };
}

class ModemProblem extends Error {
  readonly outcome: Outcome;
  readonly answered: boolean;
  constructor(kind: 'refused' | 'unknown', cause: string, answered = false, permanent = false) {
    super(cause);
    this.outcome = kind === 'unknown' ? { kind, cause } : { kind, cause, permanent };
    this.answered = answered;
  }
}

/** Messages waiting for the modem: one takes seconds, and a longer queue is for another way. */
const maxWaiting = 50;

export class Modem implements OpenChannel {
  readonly #settings: ModemSettings;
  readonly #context: ChannelContext;
  #port: Port | null = null;
  #heard: ((line: ModemLine | null) => void) | null = null;
  #waiting = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #reference = 0;
  #reportFollows = false;
  #pinRefused = false;

  constructor(settings: ModemSettings, context: ChannelContext) {
    this.#settings = settings;
    this.#context = context;
    // References that do not repeat the ones of the process before this one.
    this.#reference = Math.floor(context.now() / 1_000) % 256;
  }

  send(address: string, { short }: { readonly short: string }): Promise<Outcome> {
    if (this.#waiting >= maxWaiting)
      return Promise.resolve({ kind: 'refused', permanent: false, cause: 'modem-busy' });
    this.#waiting++;
    const sent = this.#turn.then(() => this.#sendNow(address, short));
    this.#turn = sent;
    return sent.finally(() => this.#waiting--);
  }

  async close(): Promise<void> {
    const port = this.#port;
    this.#port = null;
    port?.stream.destroy();
    await port?.closed;
  }

  async #sendNow(address: string, short: string): Promise<Outcome> {
    const kept = smsParts(short)
      .slice(0, smsPartsMax)
      .map((part) => part.text)
      .join('');
    this.#reference = (this.#reference + 1) % 256;
    const pdus = submitPdus(address, kept, this.#reference, this.#settings.reports);
    if (pdus === null) return { kind: 'refused', permanent: true, cause: 'not a number' };
    let begun = false;
    let ready = false;
    try {
      await this.#ready();
      ready = true;
      let last = 0;
      for (const { length, hex } of pdus) {
        await this.#ask(`AT+CMGS=${length}\r`, 'prompt');
        begun = true;
        const answer = await this.#ask(`${hex}\u001a`, 'sent');
        if (answer.kind === 'sent') last = answer.reference;
      }
      return { kind: 'accepted', reference: String(last), receipts: this.#settings.reports };
    } catch (caught) {
      // A modem that answers, even with an error, stays open; one that does not, or was not set up, is opened anew.
      if (!ready || !(caught instanceof ModemProblem && caught.answered)) await this.close();
      const outcome: Outcome =
        caught instanceof ModemProblem
          ? caught.outcome
          : { kind: begun ? 'unknown' : 'refused', permanent: false, cause: 'modem-gone' };
      const cause = outcome.kind === 'accepted' ? '' : outcome.cause;
      this.#context.log(maskedText(`modem, sms to ${maskedNumber(address)} ${outcome.kind}: ${cause}`));
      return outcome;
    }
  }

  /** Opens the port when there is none; a modem left in the middle of a message is brought back by escape. */
  async #ready(): Promise<void> {
    if (this.#port !== null) return;
    const port = openPort(this.#settings.device);
    this.#port = port;
    const lines = new ModemLines();
    port.stream.setEncoding('latin1');
    port.stream.on('data', (bytes: string) => {
      for (const line of lines.push(bytes)) this.#take(line);
    });
    const gone = (): void => {
      if (this.#port === port) this.#port = null;
      this.#heard?.(null);
    };
    port.stream.on('error', gone);
    port.stream.on('close', gone);
    port.stream.write('\u001b\r');
    for (const command of ['AT', 'ATE0', 'AT+CMEE=1']) await this.#ask(`${command}\r`, 'ok');
    if (this.#settings.pin !== null) await this.#enterPin(this.#settings.pin);
    await this.#ask('AT+CMGF=0\r', 'ok');
    if (this.#settings.reports) await this.#ask('AT+CNMI=2,1,0,1,0\r', 'ok');
  }

  /** Only when it is asked for, and never again once refused: three wrong ones lock the card. */
  async #enterPin(pin: string): Promise<void> {
    let asks = false;
    await this.#ask('AT+CPIN?\r', 'ok', (line) => {
      if (line.kind === 'other' && /^\+CPIN: SIM PIN$/.test(line.text)) asks = true;
    });
    if (!asks) return;
    if (this.#pinRefused) throw new ModemProblem('refused', 'modem-pin-refused', true);
    try {
      await this.#ask(`AT+CPIN=${pin}\r`, 'ok');
    } catch (caught) {
      this.#pinRefused = caught instanceof ModemProblem && caught.answered;
      throw caught;
    }
  }

  #take(line: ModemLine): void {
    if (this.#reportFollows) {
      this.#reportFollows = false;
      const report = line.kind === 'other' ? parseStatusReport(line.text) : null;
      if (report !== null && report.arrived !== null)
        this.#context.receipt(String(report.reference), report.arrived);
      return;
    }
    if (line.kind === 'report-follows') this.#reportFollows = true;
    else this.#heard?.(line);
  }

  /** Writes, and waits for the line that is wanted. After the text has gone, silence means that nobody knows. */
  #ask(command: string, want: 'ok' | 'prompt' | 'sent', see?: (line: ModemLine) => void): Promise<ModemLine> {
    const silent = want === 'sent' ? 'unknown' : 'refused';
    const port = this.#port;
    return new Promise((resolve, reject) => {
      if (port === null) return reject(new ModemProblem('refused', 'modem-gone'));
      const end = (): void => {
        clearTimeout(timer);
        this.#heard = null;
      };
      const timer = setTimeout(() => {
        end();
        reject(new ModemProblem(silent, 'modem-silent'));
      }, this.#settings.deadlineMs);
      this.#heard = (line) => {
        if (line !== null && line.kind !== want && line.kind !== 'error') return see?.(line);
        end();
        if (line === null) reject(new ModemProblem(silent, 'modem-gone'));
        else if (line.kind === 'error')
          reject(
            new ModemProblem('refused', `modem error ${line.code}`, true, isPermanentModemError(line.code)),
          );
        else resolve(line);
      };
      port.stream.write(command);
    });
  }
}

export const modem: ChannelKind<ModemSettings> = {
  kind: 'modem',
  form: channelForm('modem', {
    device: required(text),
    pin: optional(secret, null),
    reports: optional(
      (at) => (at.written === undefined ? at.problem(`"${at.key}" is true or false`) : at.written === 'true'),
      true,
    ),
    deadlineMs: optional(integer(100, 120_000), 30_000),
  }),
  address: telephone,
  open: (settings, context) => new Modem(settings, context),
};
