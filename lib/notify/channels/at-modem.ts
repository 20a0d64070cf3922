/** SMS by a GSM modem and AT commands (3GPP TS 27.005), in PDU mode. One conversation at a time; unplugged, it is opened again. */
import { integer, optional, required, secret, text } from '../../config/readers.ts';
import {
  type ChannelContext,
  type ChannelKind,
  channelForm,
  type OpenChannel,
  telephone,
  trueOrFalse,
} from '../channel.ts';
import { maskedNumber, maskedText } from '../masked.ts';
import type { Outcome } from '../notification.ts';
import { assembled, type Incoming, incomingLivesMs, parseDeliver } from '../sms-deliver.ts';
import { parseStatusReport, submitPdus } from '../sms-pdu.ts';
import { smsParts, smsPartsMax } from '../sms-text.ts';
import { openPort, type Port } from './at-port.ts';
import { isPermanentModemError, type ModemLine, ModemLines } from './modem-lines.ts';

export interface ModemSettings {
  /** `/dev/ttyUSB0`, or `tcp://host:port` of a serial server. */
  readonly device: string;
  readonly pin: string | null;
  readonly reports: boolean;
  readonly deadlineMs: number;
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

/** A modem that forgets to say that a message has come is asked; one that was pulled out is found again. */
const inboxEveryMs = 60_000;
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
  #follows: 'report' | 'message' | null = null;
  #pinRefused = false;
  #inboxAsked = false;
  #inboxFails = false;
  #closed = false;
  readonly #inboxTimer: ReturnType<typeof setInterval> | null = null;

  constructor(settings: ModemSettings, context: ChannelContext) {
    this.#settings = settings;
    this.#context = context;
    // References that do not repeat the ones of the process before this one.
    this.#reference = Math.floor(context.now() / 1_000) % 256;
    if (context.reply === null) return;
    this.#inboxTimer = setInterval(() => this.#askInbox(), inboxEveryMs);
    this.#inboxTimer.unref();
    this.#askInbox();
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
    this.#closed = true;
    if (this.#inboxTimer !== null) clearInterval(this.#inboxTimer);
    await this.#hangUp();
  }

  async #hangUp(): Promise<void> {
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
      if (!ready || !(caught instanceof ModemProblem && caught.answered)) await this.#hangUp();
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
    const { reports } = this.#settings;
    if (reports || this.#context.reply !== null)
      await this.#ask(`AT+CNMI=2,1,0,${reports ? 1 : 0},0\r`, 'ok');
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
    const follows = this.#follows;
    this.#follows = null;
    if (line.kind === 'report-follows') this.#follows = 'report';
    else if (line.kind === 'message-follows') this.#follows = 'message';
    else if (line.kind === 'message-stored') this.#askInbox();
    else if (follows === null || line.kind !== 'other') this.#heard?.(line);
    else if (follows === 'report') {
      const report = parseStatusReport(line.text);
      if (report !== null && report.arrived !== null)
        this.#context.receipt(String(report.reference), report.arrived);
    } else void this.#handOn(assembled([{ index: -1, message: parseDeliver(line.text) }], 0).whole);
  }

  #askInbox(): void {
    if (this.#inboxAsked || this.#context.reply === null) return;
    this.#inboxAsked = true;
    this.#turn = this.#turn.then(async () => {
      this.#inboxAsked = false;
      if (this.#closed) return;
      try {
        await this.#ready();
        await this.#readInbox();
        this.#inboxFails = false;
      } catch (caught) {
        const answered = caught instanceof ModemProblem && caught.answered;
        if (!answered) await this.#hangUp();
        // Said once, not each minute.
        if (!this.#inboxFails)
          this.#context.log(
            maskedText(`modem, incoming messages cannot be read: ${(caught as Error).message}`),
          );
        this.#inboxFails = true;
      }
    });
  }

  /** What has come, also while Vigie was away: handed on, and only then deleted from the card, which is soon full. */
  async #readInbox(): Promise<void> {
    const listed: { index: number; message: Incoming | null }[] = [];
    let index: number | null = null;
    await this.#ask('AT+CMGL=4\r', 'ok', (line) => {
      if (line.kind === 'listed') index = line.index;
      else if (line.kind === 'other' && index !== null) {
        listed.push({ index, message: parseDeliver(line.text) });
        index = null;
      }
    });
    const { whole, useless } = assembled(listed, this.#context.now() - incomingLivesMs);
    if (useless.length > 0)
      this.#context.log(`modem, ${useless.length} unreadable, repeated or old messages are deleted`);
    for (const one of useless) await this.#ask(`AT+CMGD=${one}\r`, 'ok');
    for (const one of whole) {
      if (!(await this.#handOn([one]))) continue;
      for (const part of one.indexes) await this.#ask(`AT+CMGD=${part}\r`, 'ok');
    }
  }

  async #handOn(messages: readonly { readonly from: string; readonly text: string }[]): Promise<boolean> {
    try {
      for (const { from, text } of messages) await this.#context.reply?.(from, text);
      return true;
    } catch (problem) {
      this.#context.log(maskedText(`modem, a message could not be handed on: ${(problem as Error).message}`));
      return false;
    }
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
    reports: optional(trueOrFalse, true),
    deadlineMs: optional(integer(100, 120_000), 30_000),
  }),
  address: telephone,
  listens: true,
  open: (settings, context) => new Modem(settings, context),
};
