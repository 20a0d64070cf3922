/** Reads a recorded device (`.snmprec`: OID|tag|value) straight into answers, as a complete walk would give them. */
import { readFileSync } from 'node:fs';
import type { Answers, Varbind } from '../../collectors/snmp/varbind.ts';

/** Where the recordings lie, seen from the repository; absent outside the project's own machines. */
export const corporaDir = `${import.meta.dirname}/../../../shared/corpora`;

export function readRecording(file: string): Answers {
  const answers = new Map<string, Varbind>();
  for (const line of readFileSync(file, 'latin1').split('\n')) {
    const match = /^\.?([\d.]+)\|(\d+)([xe]?)\|(.*)$/s.exec(line.replace(/\r$/, ''));
    if (!match) continue;
    const oid = (match[1] ?? '').split('.').map(Number).join('.');
    const varbind = varbindOf(oid, Number(match[2]), match[3] ?? '', match[4] ?? '');
    if (varbind) answers.set(oid, varbind);
  }
  return answers;
}

function bytesOf(form: string, text: string): Buffer {
  if (form === 'x') return Buffer.from(text.replace(/[^0-9a-fA-F]/g, ''), 'hex');
  if (form === 'e')
    return Buffer.from(
      text.replace(/\\(x([0-9a-fA-F]{2})|n|r|t|\\)/g, (_, what: string, hex: string) =>
        hex ? String.fromCharCode(Number.parseInt(hex, 16)) : ({ n: '\n', r: '\r', t: '\t' }[what] ?? '\\'),
      ),
      'latin1',
    );
  return Buffer.from(text, 'latin1');
}

function varbindOf(oid: string, tag: number, form: string, text: string): Varbind | null {
  switch (tag) {
    case 2:
      return { oid, type: 'integer', value: Number(text) };
    case 65:
      return { oid, type: 'counter32', value: Number(text) };
    case 66:
      return { oid, type: 'gauge32', value: Number(text) };
    case 67:
      return { oid, type: 'timeticks', value: Number(text) };
    case 70:
      return { oid, type: 'counter64', value: BigInt(text.trim() || 0) };
    case 4:
      return { oid, type: 'octets', value: bytesOf(form, text) };
    case 68:
      return { oid, type: 'opaque', value: bytesOf(form, text) };
    case 6:
      return { oid, type: 'oid', value: text.replace(/^\./, '') };
    case 64:
      return { oid, type: 'ip', value: form === 'x' ? [...bytesOf(form, text)].join('.') : text };
    default:
      return null;
  }
}
