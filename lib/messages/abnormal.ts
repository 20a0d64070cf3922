/** Abnormal states in words: what, consequence, first action, and the word of a matrix cell. */

import { abnormalEnglish } from './abnormal-english.ts';
import type { AbnormalKind, AbnormalWords, Said, Told } from './abnormal-facts.ts';
import { abnormalFrench } from './abnormal-french.ts';
import type { Locale } from './message.ts';

export const abnormalMessages = { fr: abnormalFrench, en: abnormalEnglish } as const;

/** The sentence for each kind takes that kind's facts: the union keeps the two together. */
const tellWith = <K extends AbnormalKind>(words: AbnormalWords, said: Extract<Said, { kind: K }>): Told =>
  (words[said.kind] as (facts: Said['facts']) => Told)(said.facts);

export const tellAbnormal = (said: Said, locale: Locale): Told => tellWith(abnormalMessages[locale], said);
