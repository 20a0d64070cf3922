import { expect, it } from 'vitest';
import { readSources } from './sources.ts';

it('every page asks who it is: a layout does not guard the pages under it', () => {
  const open = readSources().filter(
    ({ path, code }) =>
      path.endsWith('/page.tsx') && !/await (requireRight|askForWall|askForLink)\(/.test(code),
  );
  expect(open.map(({ path }) => path)).toEqual(['app/sign-in/page.tsx']);
});
