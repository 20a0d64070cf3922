/** What devices of many makers say of power, brought to the canonical words; and which of their inputs is the mains. */
import type { generatorStates } from './states.ts';

export type GeneratorState = keyof typeof generatorStates;

/** First that fits. Controllers that give a sum of bits say several at once: "running, automatic, load on generator". */
const generatorWords: readonly (readonly [RegExp, GeneratorState])[] = [
  [/fail(ed|ure)?[ -]*to[ -]*(start|crank)|start(ing)?[ -]*fail|overcrank/, 'fail-to-start'],
  [/shut ?down|emergency|lock ?out|blocked|\balarm/, 'shutdown'],
  [/not[ -]in[ -]auto|\bmanual|\bstop mode|auto(matic)?[ -]*(off|disabled)|switched off/, 'not-in-auto'],
  [/cool/, 'cooldown'],
  [/crank|starting|pre-?heat/, 'cranking'],
  [/(load|supply) (is )?on (the )?(generator|genset)|\bon[ -]?load|loaded|supplying/, 'on-load'],
  [/running|exercis|\btest/, 'running-no-load'],
  [/ready|stopped|stand ?by|automatic|\bauto\b|\boff\b|idle/, 'ready'],
];

/** Null for a word that says nothing of the kind. */
export function generatorWord(text: string | null): GeneratorState | null {
  if (text === null) return null;
  const plain = text.toLowerCase();
  return generatorWords.find(([form]) => form.test(plain))?.[1] ?? null;
}

/** "Input 2 phase 1", "Source B L1": which input; null where the instances tell no inputs apart. */
const inputOf = (instance: string): string | null =>
  /(?:input|source|feed)\s*([a-z0-9]+)/i.exec(instance)?.[1]?.toUpperCase() ?? null;

/** Of a transfer switch that measures both its inputs, the first is the mains: the second is 0 V while a generator stands. */
export function ofFirstInput<T extends { readonly instance: string }>(all: readonly T[]): readonly T[] {
  const inputs = all.flatMap((one) => inputOf(one.instance) ?? []).sort();
  const first = inputs[0];
  return first === undefined ? all : all.filter((one) => (inputOf(one.instance) ?? first) === first);
}
