/** E-mail by SMTP. The same message sent again has the same Message-ID: a mail reader shows it once. */
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { integer, oneOf, optional, required, secret, text } from '../../config/readers.ts';
import { type ChannelKind, channelForm, type OpenChannel } from '../channel.ts';
import { maskedText } from '../masked.ts';
import type { Message } from '../message-text.ts';
import type { Outcome } from '../notification.ts';

export interface EmailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` before anything is said (never without), `none` inside the house. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  readonly from: string;
  readonly deadlineMs: number;
}

interface SmtpProblem {
  readonly code?: string;
  readonly responseCode?: number;
}

/** 4xx: later. 5xx: never. No answer once the text was going out: nobody knows. */
export function smtpOutcome(problem: SmtpProblem, textWentOut: boolean): Outcome {
  const cause = problem.responseCode === undefined ? (problem.code ?? 'error') : `${problem.responseCode}`;
  if (problem.responseCode !== undefined)
    return { kind: 'refused', permanent: problem.responseCode >= 500 && problem.code !== 'EAUTH', cause };
  return textWentOut
    ? { kind: 'unknown', cause }
    : { kind: 'refused', permanent: problem.code === 'EENVELOPE', cause };
}

function openEmail(settings: EmailSettings, log: (text: string) => void): OpenChannel {
  const { host, port, security, user, password, from, deadlineMs } = settings;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: Math.min(10_000, deadlineMs),
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const headersOf = (message: Message) => ({
    messageId: `<${Buffer.from(message.id).toString('base64url')}@vigie>`,
    headers: {
      // No holiday notice answers it, and nothing of it is counted as an answer.
      'Auto-Submitted': 'auto-generated',
      ...(message.severity === 'critical' ? { Importance: 'high', 'X-Priority': '1' } : {}),
    },
  });
  return {
    async send(address, message) {
      // The text is read once the server has asked for it: from then on silence means that nobody knows.
      let textWentOut = false;
      const words = new Readable({
        read() {
          textWentOut = true;
          this.push(message.long);
          this.push(null);
        },
      });
      try {
        const sent = await transport.sendMail({
          from,
          to: { name: '', address },
          subject: message.subject,
          text: words,
          ...headersOf(message),
        });
        return { kind: 'accepted', reference: sent.messageId, receipts: false };
      } catch (problem) {
        const outcome = smtpOutcome(problem as SmtpProblem, textWentOut);
        log(maskedText(`e-mail ${outcome.kind}: ${problem instanceof Error ? problem.message : 'error'}`));
        return outcome;
      }
    },
    async close() {
      transport.close();
    },
  };
}

export const email: ChannelKind<EmailSettings> = {
  kind: 'email',
  form: channelForm('email', {
    host: required(text),
    port: optional(integer(1, 65_535), 587),
    security: optional(oneOf('tls', 'starttls', 'none'), 'starttls'),
    user: optional(text, null),
    password: optional(secret, null),
    from: required(text),
    deadlineMs: optional(integer(100, 120_000), 30_000),
  }),
  address: (written) => (/^[^\s<>",;:@]+@[^\s<>",;:@]+$/.test(written.trim()) ? written.trim() : null),
  open: (settings, { log }) => openEmail(settings, log),
};
