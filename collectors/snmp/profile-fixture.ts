/** A profile's fixture: `walk` is a small agent of our own invention, one object a line: `OID type value`. */
import type { Point } from './decode/point.ts';
import type { Answers, Varbind } from './varbind.ts';

export function parseWalk(text: string): Answers {
  const answers = new Map<string, Varbind>();
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const match = /^(\d[\d.]*) (\w+) ?(.*)$/.exec(line);
    const varbind = match && varbindOf(match[1] ?? '', match[2] ?? '', match[3] ?? '');
    if (!varbind) throw new Error(`line ${i + 1}: not "OID type value": ${line}`);
    answers.set(varbind.oid, varbind);
  });
  return answers;
}

function varbindOf(oid: string, type: string, text: string): Varbind | null {
  switch (type) {
    case 'integer':
    case 'gauge32':
    case 'counter32':
    case 'timeticks':
      return { oid, type, value: Number(text) };
    case 'counter64':
      return { oid, type, value: BigInt(text) };
    case 'text':
      return { oid, type: 'octets', value: Buffer.from(text, 'utf8') };
    case 'hex':
      return { oid, type: 'octets', value: Buffer.from(text.replaceAll(' ', ''), 'hex') };
    case 'opaque':
      return { oid, type: 'opaque', value: Buffer.from(text.replaceAll(' ', ''), 'hex') };
    case 'oid':
    case 'ip':
      return { oid, type, value: text };
    default:
      return null;
  }
}

export function writeWalk(varbinds: Iterable<Varbind>): string {
  const lines = [...varbinds].map((v) => {
    if (v.type === 'octets') return `${v.oid} text ${v.value.toString('utf8')}`;
    if (v.type === 'opaque') return `${v.oid} opaque ${v.value.toString('hex')}`;
    return `${v.oid} ${v.type} ${String(v.value)}`;
  });
  return `${lines.join('\n')}\n`;
}

/** What `expected.yaml` lists: every reading that Vigie must make of the walk. */
export interface ExpectedReading {
  readonly metric: string;
  readonly instance: string;
  readonly oid: string;
  readonly value: number | null;
  readonly text?: string;
  readonly state?: string;
}

export function readingsOf(points: readonly Point[], answers: Answers): ExpectedReading[] {
  return points.flatMap((point) => {
    const base = { metric: point.metric, instance: point.instance, oid: point.oid };
    if (point.kind === 'counter') {
      const count = point.read(answers);
      return count === null ? [] : [{ ...base, value: Number(count) }];
    }
    const read = point.read(answers);
    if (read === null) return [];
    const value = read.value === null ? null : Number(read.value.toPrecision(9));
    return [
      {
        ...base,
        value,
        ...(read.text === null ? {} : { text: read.text }),
        ...(read.state === undefined ? {} : { state: read.state }),
      },
    ];
  });
}
