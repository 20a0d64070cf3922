/** A key written twice must never be lost in silence; overriding what `<<` brings is what it is for; nothing overflows. */
import { describe, expect, it } from 'vitest';
import { type LoadContext, type Place, printProblem, readYaml } from './place.ts';

/** What a file holds, and what is wrong with it once all of it was read, twice. */
function read(text: string): { held: unknown; problems: string[] } {
  const load: LoadContext = { problems: [], warnings: [], env: {}, secretFile: () => null };
  const held = (at: Place | undefined): unknown =>
    at?.entries
      ? Object.fromEntries([...at.entries].map(([key, place]) => [key, held(place)]))
      : (at?.items?.map(held) ?? at?.written);
  const place = readYaml('sites.yaml', text, load);
  held(place);
  return { held: held(place), problems: load.problems.map(printProblem) };
}

describe('a map', () => {
  it.each([
    ['on two lines', 'a: 1\nb: 2\na: 3', 'sites.yaml:3: "a" is already declared on line 1'],
    ['on one line', '{ a: 1, a: 3 }', 'sites.yaml:1: "a" is already declared on line 1'],
  ])('with a key twice %s is refused, once', (_, text, said) => {
    expect(read(text).problems).toEqual([`${said}: rename or remove one of them`]);
  });
  it('with a key twice is refused once, however many aliases name it', () => {
    expect(read('x: &x { a: 1, a: 2 }\ny: *x\nz: { <<: *x }').problems).toHaveLength(1);
  });
});

describe('what "<<" brings', () => {
  const kept = (text: string) => {
    const { held, problems } = read(text);
    expect(problems).toEqual([]);
    return (held as { z: unknown }).z;
  };
  it('is overridden by an own key, before it or after it', () => {
    expect(kept('u: &u { a: 1, b: 2 }\nz:\n  <<: *u\n  a: 3')).toEqual({ a: '3', b: '2' });
    expect(kept('u: &u { a: 1, b: 2 }\nz:\n  a: 3\n  <<: *u')).toEqual({ a: '3', b: '2' });
  });
  it('may be a list of maps, the first of which wins', () => {
    expect(kept('u: &u { a: 1 }\nv: &v { a: 2, b: 2 }\nz: { <<: [*u, *v] }')).toEqual({ a: '1', b: '2' });
  });
  it('may itself be made with "<<"', () => {
    expect(kept('u: &u { a: 1 }\nv: &v { <<: *u, b: 2 }\nz: { <<: *v }')).toEqual({ a: '1', b: '2' });
  });
  it.each(['z: { <<: 7 }', 'z: { <<: }', 'u: &u 7\nz: { <<: [*u] }', 'z: { <<: *nobody }'])(
    'is a map or refused: %j',
    (text) => expect(read(text).problems).toEqual([expect.stringMatching(/"<<" takes a map/)]),
  );
  it.each(['x: &x { <<: *x, a: 1 }', 'x: &x { <<: [*x] }', 'x: &x { <<: { <<: *x } }'])(
    'is not the map in which it stands: %j',
    (text) => expect(read(text).problems).toEqual([expect.stringMatching(/takes up the map in which it/)]),
  );
});
