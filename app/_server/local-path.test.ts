import fc from 'fast-check';
import { expect, it } from 'vitest';
import { localPath } from './local-path.ts';

it.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/a/..//evil.example/x',
  '/%2e//evil.example',
  '/sign-in/..//evil.example',
  'javascript:alert(1)',
  '',
  null,
  '/api/v1/status',
  '/sign-in?next=/',
])('a sign-in never leads to %j', (next) => {
  expect(localPath(next)).toBe('/');
});
it('a sign-in leads to a page of this server, with its query', () => {
  expect(localPath('/sites/abidjan?range=24h')).toBe('/sites/abidjan?range=24h');
});
it('whatever is asked, a browser stays on this host', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '//',
    'evil.example',
    'http:',
    '@',
    '\t',
    '?',
    '#',
    '.',
    '..',
    '%2e',
    ':',
    'a',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const path = localPath(pieces.join(''));
      expect(new URL(path, 'http://127.0.0.1:3000').host).toBe('127.0.0.1:3000');
    }),
    { numRuns: 300 },
  );
});
