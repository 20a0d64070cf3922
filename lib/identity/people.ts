/** The people of an installation and its customers, once parsed. Made only by `parse-people.ts` and `parse-customers.ts`. */

import type { PersonFacts } from './person.ts';

/** One way to a person: a channel of channels.yaml and the address that it takes. */
export interface Way {
  readonly channel: string;
  readonly address: string;
}
/** A person of people.yaml: who they are to the rights, and how they are reached. */
export interface Person extends PersonFacts {
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
