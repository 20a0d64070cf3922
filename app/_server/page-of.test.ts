import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageOf } from './page-of.ts';
import { ProblemError } from './problem.ts';

const self = (text: string) => text;

it('pages together are the list, each item once, whatever the limit', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ maxLength: 8 })),
      fc.integer({ min: 1, max: 7 }),
      (names, limit) => {
        const sorted = names.toSorted((a, b) => (a < b ? -1 : 1));
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let pages = 0; pages <= sorted.length + 1; pages += 1) {
          const page = pageOf(sorted, self, { limit, cursor });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items);
          if (page.next === null) break;
          cursor = page.next;
        }
        expect(seen).toEqual(sorted);
      },
    ),
  );
});
it('an item that goes between two pages hides no other', () => {
  const first = pageOf(['a', 'b', 'c', 'd'], self, { limit: 2 });
  expect(pageOf(['a', 'c', 'd'], self, { limit: 2, cursor: first.next ?? '' }).items).toEqual(['c', 'd']);
});
it('a cursor that this list never gave is refused', () => {
  expect(() => pageOf(['a'], self, { limit: 1, cursor: '!!' })).toThrow(ProblemError);
});
