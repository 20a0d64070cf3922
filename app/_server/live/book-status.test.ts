/** Guards against a refused people.yaml that is hidden because the collectors find the sites right. */
import { expect, it } from 'vitest';
import { bothBooks } from './book-status.ts';

const right = { at: 1, ok: true, problems: [], warnings: ['sites.yaml:3: in clear'] };

it('a refusal by one of the two is a refusal, and what both say is said once', () => {
  const refused = {
    at: 2,
    ok: false,
    problems: ['people.yaml:3: x'],
    warnings: ['sites.yaml:3: in clear', 'on-call.yaml:2: gap'],
  };
  expect(bothBooks(right, refused)).toEqual({
    at: 2,
    ok: false,
    problems: ['people.yaml:3: x'],
    warnings: ['sites.yaml:3: in clear', 'on-call.yaml:2: gap'],
  });
});
it('without the alerting role the sites speak alone, and nobody is nobody', () => {
  expect(bothBooks(right, null)).toBe(right);
  expect(bothBooks(null, right)).toBe(right);
  expect(bothBooks(null, null)).toBeNull();
});
