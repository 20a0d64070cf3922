/** A telephone number as a list writes it → E.164, or the reason why it is none. */
import { type Country, countries, type LineKind, type NumberingPlan, plans } from './numbering-plan.ts';

/** `+2290197000000`. Made only here. */
export type E164 = string & { readonly e164: true };

export type NumberProblem =
  | 'empty'
  /** Letters, formulas, several numbers in one cell. */
  | 'not-a-number'
  /** The exponent that a spreadsheet leaves has eaten digits. */
  | 'spreadsheet-exponent'
  | 'foreign-country'
  | 'wrong-length'
  | 'no-such-range'
  /** Old plan, and only the operator of then can tell the new number. */
  | 'operator-needed';

export interface PhoneNumber {
  readonly number: E164;
  readonly country: Country;
  readonly kind: LineKind;
  /** Numbering change that was applied: `BJ-2024`; null: none was. */
  readonly migratedBy: string | null;
}
export type ParsedNumber =
  | ({ readonly ok: true } & PhoneNumber)
  | { readonly ok: false; readonly problem: NumberProblem };

export interface NumberContext {
  /** Of the list; null: only numbers with their country's code are understood. */
  readonly country: Country | null;
  /** Operator named by the list, for the changes that need it. */
  readonly operator?: string | null;
}

/** ITU-T E.164: at most 15 digits; a cell much longer than that with its separators is no number. */
const maxCellLength = 40;
/** Marks, invisible in a spreadsheet, that set the direction of text; the byte-order mark. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;
const separators = /[\s\u00a0\u202f().\-–/]/g;
const problem = (what: NumberProblem): ParsedNumber => ({ ok: false, problem: what });

export function parsePhoneNumber(text: string, { country, operator = null }: NumberContext): ParsedNumber {
  const cell = text.replace(invisible, '').trim();
  if (cell === '') return problem('empty');
  if (/^\+?\d+([.,]\d+)?e\+?\d+$/i.test(cell)) return problem('spreadsheet-exponent');
  // A spreadsheet keeps a number as text behind an apostrophe.
  const bare = cell.replace(/^'/, '').replace(/^tel:/i, '').replace(separators, '');
  if (cell.length > maxCellLength || !/^\+?\d+$/.test(bare)) return problem('not-a-number');
  const digits = bare.replace(/^\+/, '').replace(/^00/, '');
  const international = bare.startsWith('+') || bare.startsWith('00');
  if (international) return ofCode(digits, operator) ?? problem('foreign-country');
  if (country === null) return ofCode(digits, operator) ?? problem('foreign-country');
  const national = inPlan(digits, country, operator);
  if (national.ok || national.problem === 'operator-needed') return national;
  // The country's code without its plus; tried second, for a national number may begin with the same digits.
  const { callingCode } = plans[country];
  const rest = digits.startsWith(callingCode)
    ? inPlan(digits.slice(callingCode.length), country, operator)
    : national;
  return rest.ok || rest.problem === 'operator-needed' ? rest : national;
}

function ofCode(digits: string, operator: string | null): ParsedNumber | null {
  const country = countries.find((one) => digits.startsWith(plans[one].callingCode));
  return country ? inPlan(digits.slice(plans[country].callingCode.length), country, operator) : null;
}

const whole = (
  country: Country,
  national: string,
  kind: LineKind,
  migratedBy: string | null,
): ParsedNumber => ({
  ok: true,
  number: `+${plans[country].callingCode}${national}` as E164,
  country,
  kind,
  migratedBy,
});

const kindOf = (plan: NumberingPlan, national: string): LineKind | null =>
  plan.mobile.test(national) ? 'mobile' : plan.fixed.test(national) ? 'fixed' : null;

function inPlan(national: string, country: Country, operator: string | null): ParsedNumber {
  const plan = plans[country];
  const kind = kindOf(plan, national);
  if (kind) return whole(country, national, kind, null);
  if (plan.before?.pattern.test(national)) return migrate(national, country, operator);
  return problem(hasLengthOf(country, national) ? 'no-such-range' : 'wrong-length');
}

function migrate(national: string, country: Country, operator: string | null): ParsedNumber {
  const change = plans[country].before?.change;
  if (!change) return problem('wrong-length');
  let prefix: string | undefined;
  if (change.kind === 'prefix') prefix = change.prefix;
  else {
    const found = Object.entries(change.prefixes).find(
      ([name]) => name === operator?.trim().toLowerCase().split(' ')[0],
    )?.[1];
    prefix = change.fixedBefore.test(national) ? found?.fixed : found?.mobile;
  }
  if (prefix === undefined) return problem('operator-needed');
  const kind = kindOf(plans[country], prefix + national);
  return kind ? whole(country, prefix + national, kind, change.id) : problem('no-such-range');
}

/** Digits of a whole national number, by country: fixed lines of Guinea are one shorter than its mobiles. */
const lengths: Readonly<Record<Country, readonly number[]>> = {
  BJ: [10],
  CI: [10],
  CM: [9],
  GN: [8, 9],
  CG: [9],
};
const hasLengthOf = (country: Country, national: string): boolean => {
  const old = plans[country].before ? [8] : [];
  return [...lengths[country], ...old].includes(national.length);
};
