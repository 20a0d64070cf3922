/** What a person answers by SMS: takes the incident, passes it on, or something a person has to read. */

export type SmsReply =
  | { readonly kind: 'acknowledge'; readonly code: string | null; readonly note: string | null }
  | { readonly kind: 'pass-on'; readonly code: string | null; readonly note: string | null }
  | { readonly kind: 'not-understood' };

/** The short name of an incident in a message: letters that no telephone keyboard or reader confuses. */
export const replyCodeAlphabet = '23456789ACDEFHJKMNPRTWXY';
export const replyCodeLength = 4;
const code = new RegExp(`^[${replyCodeAlphabet}]{${replyCodeLength}}$`);

const yes = new Set(['1', 'OK', 'OUI', 'ACK', 'PRIS', 'JE PRENDS', 'YES', 'VU', "D'ACCORD"]);
const no = new Set(['2', 'NON', 'NO', 'PASSE', 'PASSER', 'SUIVANT', 'PASS', 'NEXT']);

/** Nobody reads a longer note in a timeline. */
const noteMax = 200;

/** `OK K4TX en route`, `1`, `k4tx ok`, `Oui !`: accents, case, punctuation and order are free. */
export function parseSmsReply(text: string): SmsReply {
  const spoken = text
    .slice(0, 1_000)
    .replace(/[’‘]/g, "'")
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  const plain = (word: string): string =>
    word
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
      .toUpperCase();
  const words = spoken.split(' ').filter((word) => plain(word) !== '');
  const kindOf = (said: string): 'acknowledge' | 'pass-on' | null =>
    yes.has(said) ? 'acknowledge' : no.has(said) ? 'pass-on' : null;
  let at = 0;
  let found: string | null = null;
  let kind: 'acknowledge' | 'pass-on' | null = null;
  while (at < words.length && (kind === null || found === null)) {
    const one = plain(words[at] ?? '');
    const two = `${one} ${plain(words[at + 1] ?? '')}`;
    if (kind === null && kindOf(two) !== null) {
      kind = kindOf(two);
      at += 2;
    } else if (kind === null && kindOf(one) !== null) {
      kind = kindOf(one);
      at += 1;
    } else if (found === null && code.test(one)) {
      found = one;
      at += 1;
    } else break;
  }
  // A word of command that does not come first is part of a sentence: "ne pas dire OK" takes nothing.
  if (kind === null) return { kind: 'not-understood' };
  const note = words.slice(at).join(' ').slice(0, noteMax);
  return { kind, code: found, note: note === '' ? null : note };
}
