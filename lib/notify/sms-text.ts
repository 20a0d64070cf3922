/**
 * Text of an SMS: the GSM 03.38 default alphabet (160 characters, 153 in a part) when it holds the text, else UCS-2
 * (70, 67 in a part). Words are brought into the small alphabet where nothing is lost: ’ becomes ', ê becomes e.
 */

/** Position in the string is the code; 0x1B is the escape to the extension table. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};
const codes = new Map([...basic].map((character, code) => [character, code]));
codes.delete('\u001b');

/** Septets of a text, or null when a character is not of the alphabet. */
export function septetsOf(text: string): number[] | null {
  const septets: number[] = [];
  for (const character of text) {
    const code = codes.get(character);
    const shifted = extended[character];
    if (code !== undefined) septets.push(code);
    else if (shifted !== undefined) septets.push(0x1b, shifted);
    else return null;
  }
  return septets;
}

const characters = [...basic];
const shiftedBack = new Map(Object.entries(extended).map(([character, code]) => [code, character]));
/** Text of septets; an escape to what the table does not have is a blank, as the standard wants it. */
export function textOfSeptets(septets: readonly number[]): string {
  let text = '';
  for (let i = 0; i < septets.length; i++) {
    const code = septets[i] ?? 0;
    if (code === 0x1b) text += shiftedBack.get(septets[++i] ?? 0) ?? ' ';
    else text += characters[code] ?? ' ';
  }
  return text;
}

const replaced: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '…': '...',
  '–': '-',
  '—': '-',
  '−': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\t': ' ',
  '·': '-',
  '→': '->',
  œ: 'oe',
  Œ: 'OE',
  '°': 'o',
  '≥': '>=',
  '≤': '<=',
  '•': '*',
};

/** French in the small alphabet: é è à ù stay as they are; other accents go; what cannot be said stays and makes it UCS-2. */
export const plainSms = (text: string): string =>
  [
    ...text
      .normalize('NFC')
      .replace(/« /g, '"')
      .replace(/ »/g, '"')
      .replace(/«[\u00a0\u202f]/g, '"')
      .replace(/[\u00a0\u202f]»/g, '"'),
  ]
    .map((character) => {
      if (codes.has(character) || extended[character] !== undefined) return character;
      const known = replaced[character];
      if (known !== undefined) return known;
      const bare = character.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
      return septetsOf(bare) === null ? character : bare;
    })
    .join('');

/** Longer than this no gateway is asked to carry, and nobody reads it at night. */
export const smsPartsMax = 4;

export interface SmsPart {
  readonly alphabet: 'gsm' | 'ucs2';
  readonly text: string;
}

/** Cut into what one SMS carries; a character (and its escape, or its surrogate pair) is never cut in two. */
export function smsParts(text: string): SmsPart[] {
  const alphabet = septetsOf(text) === null ? 'ucs2' : 'gsm';
  const size = (one: string): number => (alphabet === 'gsm' ? (septetsOf(one)?.length ?? 0) : one.length);
  const [whole, each] = alphabet === 'gsm' ? [160, 153] : [70, 67];
  if (size(text) <= whole) return [{ alphabet, text }];
  const parts: string[] = [''];
  for (const character of text) {
    const last = parts.at(-1) ?? '';
    if (size(last + character) <= each) parts[parts.length - 1] = last + character;
    else parts.push(character);
  }
  return parts.map((part) => ({ alphabet, text: part }));
}
