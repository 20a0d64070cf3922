/** The numbering plans of the countries that are called: what a whole number looks like, and how old ones became it. */

export const countries = ['BJ', 'CM', 'CI', 'GN', 'CG'] as const;
export type Country = (typeof countries)[number];

export const lineKinds = ['mobile', 'fixed'] as const;
export type LineKind = (typeof lineKinds)[number];

export interface NumberingPlan {
  readonly callingCode: string;
  readonly timezone: string;
  /** National numbers in full; no country here has a trunk prefix that falls away (Congo's 0 stays). */
  readonly mobile: RegExp;
  readonly fixed: RegExp;
  /** A national number of the plan before; null: it never changed within memory of a list. */
  readonly before: { readonly pattern: RegExp; readonly change: NumberingChange } | null;
}

export type NumberingChange =
  /** Every number took the same two digits: nothing to ask. */
  | { readonly kind: 'prefix'; readonly id: string; readonly prefix: string }
  /** The digits taken depend on the operator of then, which the number alone does not prove. */
  | {
      readonly kind: 'operator';
      readonly id: string;
      readonly fixedBefore: RegExp;
      readonly prefixes: Readonly<Record<string, { readonly mobile: string; readonly fixed: string }>>;
    };

export const plans: Readonly<Record<Country, NumberingPlan>> = {
  // 8 → 10 digits on 2024-11-30, with a month of transition: 01 before every number (ARCEP Bénin).
  BJ: {
    callingCode: '229',
    timezone: 'Africa/Porto-Novo',
    mobile: /^01[4-69]\d{7}$/,
    fixed: /^012\d{7}$/,
    before: { pattern: /^[24-69]\d{7}$/, change: { kind: 'prefix', id: 'BJ-2024', prefix: '01' } },
  },
  CM: {
    callingCode: '237',
    timezone: 'Africa/Douala',
    mobile: /^6\d{8}$/,
    fixed: /^2[2-4]\d{7}$/,
    before: null,
  },
  // 8 → 10 digits on 2021-01-31: the two digits name the operator of then (ARTCI).
  CI: {
    callingCode: '225',
    timezone: 'Africa/Abidjan',
    mobile: /^0[157]\d{8}$/,
    fixed: /^2[157]\d{8}$/,
    before: {
      pattern: /^[02-9]\d{7}$/,
      change: {
        kind: 'operator',
        id: 'CI-2021',
        fixedBefore: /^[23]/,
        prefixes: {
          orange: { mobile: '07', fixed: '27' },
          mtn: { mobile: '05', fixed: '25' },
          moov: { mobile: '01', fixed: '21' },
        },
      },
    },
  },
  GN: {
    callingCode: '224',
    timezone: 'Africa/Conakry',
    mobile: /^6\d{8}$/,
    fixed: /^3\d{7}$/,
    before: null,
  },
  CG: {
    callingCode: '242',
    timezone: 'Africa/Brazzaville',
    mobile: /^0[124-6]\d{7}$/,
    fixed: /^222\d{6}$/,
    before: null,
  },
};
