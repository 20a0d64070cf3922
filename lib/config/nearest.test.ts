import { describe, expect, it } from 'vitest';
import { nearest, remedy } from './nearest.ts';

describe('did you mean', () => {
  it('finds a swapped, missing or doubled letter', () => {
    expect(nearest('comunity', ['community', 'context'])).toBe('community');
    expect(nearest('adress', ['address', 'access'])).toBe('address');
    expect(nearest('prot', ['port', 'path'])).toBe('port');
  });
  it('says nothing rather than something far away', () => {
    expect(nearest('zebra', ['community', 'context'])).toBeUndefined();
    expect(remedy('zebra', ['a1', 'b2'])).toBe('known: a1, b2');
    expect(remedy('zebra', [])).toBe('none is declared here');
  });
});
