import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldsLine, nameBack, readingLine, seriesHead } from './line-protocol.ts';
import type { Reading } from './reading.ts';

const reading = (over: Partial<Reading> = {}): Reading => ({
  site: 'cotonou',
  device: 'ups-1',
  metric: 'ups.load_ratio',
  instance: '',
  value: 0.5,
  text: null,
  state: 'good',
  since: 1,
  at: 1_795_000_000_000,
  everyMs: 5_000,
  ...over,
});

test('a reading is one line, tags in order, state as a code', () => {
  const one = reading({ instance: 'Phase 1', text: 'on "battery"', state: 'critical' });
  expect(readingLine(seriesHead(one) ?? '', one)).toBe(
    'ups.load_ratio,device=ups-1,instance=Phase\\ 1,site=cotonou v=0.5,t="on \\"battery\\"",s=2i,c=1i,e=5000i 1795000000000',
  );
});

test('a name with a line break cannot smuggle in a second line: it is refused', () => {
  for (const evil of ['a\nups.load_ratio,site=x v=1', 'a\r', 'a\u0000', 'a\u2028b']) {
    expect(seriesHead(reading({ instance: evil }))).toBeNull();
    expect(seriesHead(reading({ device: evil }))).toBeNull();
  }
});

test('a number that is not finite is never written', () => {
  for (const value of [Number.NaN, Infinity, -Infinity]) {
    expect(readingLine('head', reading({ value }))).toBeNull();
    expect(fieldsLine('head', { min: value }, 1)).toBeNull();
  }
});

test('"not available" has no value, and still a state', () => {
  expect(readingLine('head', reading({ value: null, state: 'unknown' }))).toBe(
    'head s=3i,c=1i,e=5000i 1795000000000',
  );
});

test('whatever a name holds, no separator of the protocol is left bare in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (instance) => {
      const head = seriesHead(reading({ instance }));
      if (head === null) return;
      expect(head.split('\n')).toHaveLength(1);
      // Escaped separators taken out, exactly the four of the head itself remain.
      const bare = head.replaceAll(/\\[,= ]/g, '');
      expect(bare.match(/[,=]/g)).toHaveLength(6);
      expect(bare).not.toMatch(/ /);
      const written = /instance=(.*),site=cotonou$/s.exec(head)?.[1] ?? '';
      expect(nameBack(written.replaceAll(/\\([,= ])/g, '$1'))).toBe(instance);
    }),
  );
});
