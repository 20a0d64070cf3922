/** A small right site book for the tests, and ways to put mistakes into it. */
import { printProblem } from '../config/place.ts';
import type { Inventory } from './inventory.ts';
import { parseBook } from './parse-book.ts';

export const env = {
  DATABASE_URL: 'postgres://vigie:database-word@db.example/vigie',
  SNMP_RO: 'community-word',
  K1: 'authentication-word',
  K2: 'privacy-word',
  ARI_PASSWORD: 'asterisk-word',
  NIGHTLY_KEY: 'nightly-word',
};

/** How a secret is written in a book. */
export const variable = (name: string): string => `$${'{'}${name}}`;

/** A small right book; `replace` puts one mistake into it. */
export const small = `organisation: Essai
sites:
  cotonou:
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    devices:
      fw-1: { kind: firewall, address: 192.0.2.1, snmp: { version: 2c, community: "\${SNMP_RO}" } }
      ups-1: { kind: ups, address: 192.0.2.2, parent: fw-1, ping: {} }
      genset-1: { kind: generator, parent: fw-1, mqtt: { format: genmon, topic: bj/genset } }
    links:
      primary: { device: fw-1, interface: wan1, contracted: 4 Mbit/s, role: primary, overflow_at: 0.7 }
      backup: { device: fw-1, interface: wan2, contracted: 4 Mbit/s, role: backup }
    trunks:
      e1: { kind: e1, endpoint: "PJSIP/{number}@e1", spans: 4, device: fw-1 }
    power: { ups: [ups-1], generator: genset-1, tank: 200 L, consumption: { "0 kW": 2 L/h, "80 kW": 24 L/h } }
`;
export const read = (text: string, name = 'sites.yaml'): Inventory => {
  const book = parseBook([{ name, text }], env);
  if (!book.ok) throw new Error(book.problems.map(printProblem).join('\n'));
  return book.inventory;
};
export const problemsOf = (text: string, more: readonly { name: string; text: string }[] = []): string[] => {
  const book = parseBook([{ name: 'sites.yaml', text }, ...more], env);
  return book.ok ? [] : book.problems.map(printProblem);
};
export const wrong = (from: string, to: string): string[] => {
  if (!small.includes(from)) throw new Error(`the small book has no "${from}"`);
  return problemsOf(small.replace(from, to));
};
