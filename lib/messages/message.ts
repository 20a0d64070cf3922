/** How an area of the product declares its words: French first, English with exactly the same keys. */

export type Locale = 'fr' | 'en';
export const locales: readonly Locale[] = ['fr', 'en'];
export const isLocale = (text: unknown): text is Locale => text === 'fr' || text === 'en';

/** A sentence, or a function of what it speaks of. The English text must take the same arguments. */
type Words = string | ((...args: never[]) => string);
type Same<T extends Record<string, Words>> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };

/** A missing, extra or differently called English message is a type error. */
export const defineMessages = <T extends Record<string, Words>>(both: {
  readonly fr: T;
  readonly en: Same<T>;
}): { readonly fr: T; readonly en: Same<T> } => both;
