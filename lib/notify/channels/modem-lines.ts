/** What a modem says, as lines: answers, errors, the prompt, and what it says unasked. Any noise is a line to ignore. */

export type ModemLine =
  | { readonly kind: 'ok' | 'prompt' }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'sent'; readonly reference: number }
  | { readonly kind: 'report-follows' | 'message-follows' | 'message-stored' }
  /** Of a message on the card: its place; the message itself is the next line. */
  | { readonly kind: 'listed'; readonly index: number }
  | { readonly kind: 'other'; readonly text: string };

/** A modem that never ends its line is none. */
const lineMax = 1_024;

export function parseModemLine(text: string): ModemLine {
  if (text === 'OK') return { kind: 'ok' };
  const error = /^(?:ERROR|\+CM[ES] ERROR:\s*(.{1,80}))$/.exec(text);
  if (error) return { kind: 'error', code: error[1] ?? 'ERROR' };
  const sent = /^\+CMGS:\s*(\d{1,3})\b/.exec(text);
  if (sent) return { kind: 'sent', reference: Number(sent[1]) };
  const listed = /^\+CMGL:\s*(\d{1,5}),/.exec(text);
  if (listed) return { kind: 'listed', index: Number(listed[1]) };
  if (/^\+CMTI:/.test(text)) return { kind: 'message-stored' };
  if (/^\+CMT:/.test(text)) return { kind: 'message-follows' };
  return /^\+CDS:/.test(text) ? { kind: 'report-follows' } : { kind: 'other', text };
}

/** Bytes in, lines out. The prompt is no line: `> ` and nothing after it. */
export class ModemLines {
  #rest = '';

  push(bytes: string): ModemLine[] {
    const parts = (this.#rest + bytes).split(/[\r\n]+/);
    this.#rest = (parts.pop() ?? '').slice(-lineMax);
    const lines = parts.filter((part) => part !== '').map(parseModemLine);
    if (!/^> ?$/.test(this.#rest)) return lines;
    this.#rest = '';
    return [...lines, { kind: 'prompt' }];
  }
}

/** Errors that no second try mends (3GPP TS 27.005 section 3.2.5): barred, unassigned number, SIM or PIN missing. */
const permanent = new Set([
  '1',
  '8',
  '10',
  '28',
  '29',
  '30',
  '50',
  '69',
  '310',
  '311',
  '312',
  '313',
  '315',
  '316',
]);
export const isPermanentModemError = (code: string): boolean => permanent.has(code.trim());
