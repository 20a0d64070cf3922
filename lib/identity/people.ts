/** The people of an installation and its customers, once parsed. Made only by `parse-people.ts` and `parse-customers.ts`. */

import type { Role } from './rights.ts';

/** One way to a person: a channel of channels.yaml and the address that it takes. */
export interface Way {
  readonly channel: string;
  readonly address: string;
}
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Never empty. */
  readonly roles: readonly Role[];
  /** Sites that they may see; null: every one. */
  readonly sites: readonly string[] | null;
  /** The customer whose data are theirs; null: the house's own people. */
  readonly customer: string | null;
  /** In which they are written to. */
  readonly locale: 'fr' | 'en';
  /** That they interview in (agents), as two letters or more. */
  readonly languages: readonly string[];
  /** Telephone extension of an agent. */
  readonly extension: string | null;
  /** In the order in which they are tried. */
  readonly ways: readonly Way[];
  /** `people.yaml:3`. */
  readonly file: string;
  readonly line: number;
}

export interface Customer {
  readonly id: string;
  readonly name: string;
  /** Of the portal: `#RRGGBB`. */
  readonly colours: { readonly primary: string; readonly secondary: string } | null;
}
