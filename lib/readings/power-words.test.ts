import { describe, expect, it } from 'vitest';
import { generatorWord, ofFirstInput } from './power-words.ts';
import { generatorStates } from './states.ts';

describe('the words of generators', () => {
  it.each(Object.keys(generatorStates))('keep the canonical word "%s"', (word) =>
    expect(generatorWord(word)).toBe(word),
  );

  it.each([
    ['stopped, automatic, load on mains', 'ready'],
    ['running, automatic, load on generator', 'on-load'],
    ['running, automatic', 'running-no-load'],
    ['stopped, manual', 'not-in-auto'],
    ['stopped, automatic, blocked', 'shutdown'],
    ['Off - Ready', 'ready'],
    ['Cranking', 'cranking'],
    ['Cooling Down', 'cooldown'],
    ['Failed to Start', 'fail-to-start'],
    ['Start failure', 'fail-to-start'],
    ['Exercising', 'running-no-load'],
  ])('"%s" is %s', (text, word) => expect(generatorWord(text)).toBe(word));

  it('are not guessed', () => {
    expect(generatorWord('transfer pump')).toBeNull();
    expect(generatorWord(null)).toBeNull();
  });
});

describe('the inputs of a transfer switch', () => {
  it('are not taken together: the second is without voltage while the generator stands', () => {
    const of = (...instances: string[]) =>
      ofFirstInput(instances.map((instance) => ({ instance }))).map((one) => one.instance);
    expect(of('Input 1 phase 1', 'Input 2 phase 1')).toEqual(['Input 1 phase 1']);
    expect(of('Source B', 'Source A')).toEqual(['Source A']);
    expect(of('', 'Mains L2-N', 'Mains L3-N')).toEqual(['', 'Mains L2-N', 'Mains L3-N']);
    expect(of('1', '2', '3')).toEqual(['1', '2', '3']);
  });
});
