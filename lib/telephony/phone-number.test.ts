import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destinationOf, trunksFor } from './destination.ts';
import { type Country, countries, plans } from './numbering-plan.ts';
import { type E164, parsePhoneNumber } from './phone-number.ts';

const parse = (text: string, country: Country | null = 'BJ', operator: string | null = null): string => {
  const parsed = parsePhoneNumber(text, { country, operator });
  return parsed.ok ? parsed.number : parsed.problem;
};
const samples: Readonly<Record<Country, readonly string[]>> = {
  BJ: ['0197000000', '0121300000'],
  CM: ['677000000', '222200000'],
  CI: ['0707010203', '2720200000'],
  GN: ['622000000', '30410000'],
  CG: ['066000000', '222810000'],
};

describe('a number of a list', () => {
  it('of the plan that Benin left in 2024 is not lost: 01 goes before it', () => {
    expect(parse('97 00 00 00')).toBe('+2290197000000');
    expect(parse('+229 97000000')).toBe('+2290197000000');
    expect(parsePhoneNumber('97000000', { country: 'BJ' })).toMatchObject({ migratedBy: 'BJ-2024' });
  });
  it('of the plan that Côte d’Ivoire left in 2021 is not guessed: a wrong subscriber would be called', () => {
    expect(parse('07010203', 'CI')).toBe('operator-needed');
    expect(parse('+225 07 01 02 03', null)).toBe('operator-needed');
    expect(parse('07010203', 'CI', 'Orange CI')).toBe('+2250707010203');
    expect(parse('05010203', 'CI', 'MTN')).toBe('+2250505010203');
    expect(parse('01010203', 'CI', 'moov')).toBe('+2250101010203');
    expect(parse('20304050', 'CI', 'orange')).toBe('+2252720304050');
    expect(parse('07010203', 'CI', 'someone else')).toBe('operator-needed');
  });
  it('of Congo keeps its zero', () => {
    expect(parse('06 600 00 00', 'CG')).toBe('+242066000000');
    expect(parse('66000000', 'CG')).toBe('wrong-length');
  });
  it('whose digits begin like its country’s code is not cut', () => {
    // A fixed line of Cameroon: 237 is not its country here.
    expect(parse('237000000', 'CM')).toBe('+237237000000');
    expect(parse('237677000000', 'CM')).toBe('+237677000000');
  });
  it.each([
    ['', 'empty'],
    ['  \ufeff', 'empty'],
    ['=HYPERLINK("x")', 'not-a-number'],
    ['97000000 / 96000000', 'wrong-length'],
    ['2,29E+12', 'spreadsheet-exponent'],
    ['+33 1 23 45 67 89', 'foreign-country'],
    ['9700', 'wrong-length'],
    ['0137000000', 'no-such-range'],
    ['９７000000', 'not-a-number'],
    ['0'.repeat(200), 'not-a-number'],
  ])('%j is refused with its reason: %s', (text, reason) => {
    expect(parse(text)).toBe(reason);
  });
  it.each([
    '+229 01 97 00 00 00',
    '00229 0197000000',
    '(01) 97.00.00.00',
    "'0197000000",
    'tel:+2290197000000',
    '\u202a+2290197000000\u202c',
    '2290197000000',
  ])('%j is the same number', (text) => {
    expect(parse(text)).toBe('+2290197000000');
  });

  it('is understood in each of its ways of being written, in every country', () => {
    for (const country of countries)
      for (const national of samples[country]) {
        const e164 = `+${plans[country].callingCode}${national}`;
        for (const text of [national, e164, e164.replace('+', '00'), e164.slice(1)])
          expect(parse(text, country)).toBe(e164);
      }
  });
  it('parsed again is itself, and belongs to one country', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+ -.'), maxLength: 20 }), (text) => {
        for (const country of countries) {
          const parsed = parsePhoneNumber(text, { country });
          if (!parsed.ok) continue;
          expect(parsePhoneNumber(parsed.number, { country: null })).toMatchObject({
            ok: true,
            number: parsed.number,
            country: parsed.country,
            migratedBy: null,
          });
        }
      }),
    );
  });
  it('never throws, whatever the cell holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parsePhoneNumber(text, { country: 'CI' });
      }),
    );
  });
});

describe('the trunks of a number', () => {
  const trunks = [
    { id: 'voip', order: 2, countries: ['BJ', 'CI-mobile'] },
    { id: 'e1', order: 1, countries: ['BJ'] },
    { id: 'idle', order: 0, countries: [] },
  ];
  const ids = (number: string) => trunksFor(trunks, number as E164).map(({ id }) => id);
  it('leave out the one that was never told it may dial that country', () => {
    expect(ids('+2290197000000')).toEqual(['e1', 'voip']);
    expect(ids('+2250707010203')).toEqual(['voip']);
    expect(ids('+2252720200000')).toEqual([]);
    expect(ids('+33123456789')).toEqual([]);
    expect(destinationOf('+2252720200000' as E164)).toBe('CI-fixed');
  });
});
