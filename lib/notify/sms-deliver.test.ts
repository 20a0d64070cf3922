/** Guards against a reply that is read as another, cut in two for ever, or that stops the modem with its bytes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembled, type Incoming, parseDeliver } from './sms-deliver.ts';
import { packSeptets } from './sms-pdu.ts';
import { septetsOf } from './sms-text.ts';

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
/** From +2290190000001, 24 November 2026, 14:05:00 +01:00. */
const head = (first: number, dcs: number): string =>
  `00${hex([first])}0D91220991000000F100${hex([dcs])}62114241500040`;
const gsm = (text: string, header: readonly number[] = []): string => {
  const septets = septetsOf(text) ?? [];
  const headerSeptets = Math.ceil((header.length * 8) / 7);
  const data = [...header, ...packSeptets(septets, headerSeptets * 7 - header.length * 8)];
  return `${head(header.length > 0 ? 0x44 : 0x04, 0)}${hex([headerSeptets + septets.length, ...data])}`;
};
const ucs2 = (text: string): string => {
  const data = [...Array(text.length).keys()].flatMap((i) => [
    text.charCodeAt(i) >> 8,
    text.charCodeAt(i) & 255,
  ]);
  return `${head(0x04, 8)}${hex([data.length, ...data])}`;
};

describe('an SMS that came in', () => {
  it('as a real network gave it', () => {
    expect(
      parseDeliver('07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07'),
    ).toEqual({
      from: '+31641600986',
      text: 'How are you?',
      at: Date.UTC(2002, 7, 26, 19, 37, 41),
      part: null,
    });
  });
  it('from a name is no number', () => {
    // Seven letters of seven bits: thirteen half octets are in use.
    const name = packSeptets(septetsOf('MTN Bon') ?? []);
    const pdu = `0004${hex([13, 0xd0, ...name])}000062114241500040${hex([2, ...packSeptets([0x4f, 0x4b])])}`;
    expect(parseDeliver(pdu)).toMatchObject({ from: 'MTN Bon', text: 'OK' });
  });
  it('says what was written, in either alphabet', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'@£éèàÇOK 12{}€[]\\^~|ABCxyzñü\n'), { maxLength: 60 }),
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        (letters, any) => {
          expect(parseDeliver(gsm(letters.join('')))?.text).toBe(letters.join(''));
          if (any.length <= 70) expect(parseDeliver(ucs2(any))?.text).toBe(any.toWellFormed());
        },
      ),
    );
  });
  it('that is bytes, compressed, a report or noise is none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array({ maxLength: 200 }).map((bytes) => hex([...bytes])),
        ),
        (line) => {
          const read = parseDeliver(line);
          expect(read === null || (read.from.length <= 24 && read.text.length <= 512)).toBe(true);
        },
      ),
    );
    expect(parseDeliver(`${head(0x04, 0x04)}02AABB`)).toBeNull();
    expect(parseDeliver('0006290D91229210090000F162114231500040621142315100400000')).toBeNull();
  });
  it('in two parts is one message once both are there, in their order', () => {
    const first = gsm('OK K4TX ', [5, 0, 3, 7, 2, 1]);
    const second = gsm('en route', [5, 0, 3, 7, 2, 2]);
    const at = (index: number, pdu: string) => ({ index, message: parseDeliver(pdu) });
    expect(assembled([at(4, second)], 0)).toEqual({ whole: [], useless: [] });
    expect(assembled([at(4, second), at(5, first), at(6, first)], 0)).toEqual({
      whole: [{ from: '+2290190000001', text: 'OK K4TX en route', indexes: [5, 4] }],
      useless: [6],
    });
  });
  it('of two days ago, or unreadable, only fills the card', () => {
    const old: Incoming = { from: '+2290190000001', text: 'OK', at: 1_000, part: null };
    expect(
      assembled(
        [
          { index: 1, message: old },
          { index: 2, message: null },
          { index: 3, message: { ...old, at: null } },
        ],
        2_000,
      ),
    ).toEqual({ whole: [{ from: '+2290190000001', text: 'OK', indexes: [3] }], useless: [1, 2] });
  });
});
