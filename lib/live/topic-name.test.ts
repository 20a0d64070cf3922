/** A level chosen by a sender must never become another topic or a wildcard. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOf, topicFilter, topicName } from './topic-name.ts';

const topic = 'vigie/v1/readings/{}';

describe('topic names', () => {
  it('give back any level, and keep it one level', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (level) => {
        fc.pre(level !== '-');
        const name = topicName(topic, level);
        expect(name.split('/')).toHaveLength(4);
        expect(name).not.toMatch(/[+#\0]/);
        expect(levelOf(topic, name)).toBe(level);
      }),
    );
  });
  it('belong to no other topic', () => {
    expect(levelOf('vigie/v1/ledger/{}', topicName(topic, 'cotonou'))).toBeNull();
    expect(levelOf('vigie/v1/book', 'vigie/v1/book/more')).toBeNull();
    expect(levelOf(topic, 'vigie/v1/readings/a/b')).toBeNull();
    expect(topicFilter(topic)).toBe('vigie/v1/readings/+');
  });
});
