/** Interfaces as IF-MIB tells them (RFC 2863): facts and counters, for `observe` and the interface list. */
import type { Answers, Oid, Varbind } from '../varbind.ts';
import { indexAnswers } from './answers-index.ts';
import { numberOf, textOf } from './text.ts';

const ifEntry = '1.3.6.1.2.1.2.2.1';
const ifXEntry = '1.3.6.1.2.1.31.1.1.1';

/** name → [64-bit column of ifXTable, 32-bit column, in ifTable unless it stands in ifXTable too]. */
const counterColumns = {
  inOctets: [6, 10, ifEntry],
  outOctets: [10, 16, ifEntry],
  inUcastPkts: [7, 11, ifEntry],
  outUcastPkts: [11, 17, ifEntry],
  inErrors: [0, 14, ifEntry],
  outErrors: [0, 20, ifEntry],
  inDiscards: [0, 13, ifEntry],
  outDiscards: [0, 19, ifEntry],
  inUnknownProtos: [0, 15, ifEntry],
  inMulticastPkts: [8, 2, ifXEntry],
  inBroadcastPkts: [9, 3, ifXEntry],
  outMulticastPkts: [12, 4, ifXEntry],
  outBroadcastPkts: [13, 5, ifXEntry],
} as const satisfies Record<string, readonly [number, number, Oid]>;
export type PortCounter = keyof typeof counterColumns;

export interface Port {
  readonly ifIndex: number;
  readonly ifName: string | null;
  readonly ifDescr: string | null;
  readonly ifAlias: string | null;
  readonly ifType: number | null;
  readonly admin: string | null;
  readonly oper: string | null;
  readonly speedBps: number | null;
  readonly mtu: number | null;
  readonly counters: Readonly<Partial<Record<PortCounter, number>>>;
}

const operWords = ['', 'up', 'down', 'testing', 'unknown', 'dormant', 'notPresent', 'lowerLayerDown'];

/** Columns to walk for `portsOf`, one list a table. */
export const portColumns: readonly (readonly Oid[])[] = [
  [1, 2, 3, 4, 5, 7, 8, 10, 11, 13, 14, 15, 16, 17, 19, 20].map((c) => `${ifEntry}.${c}`),
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 18].map((c) => `${ifXEntry}.${c}`),
];

export function portsOf(answers: Answers): Port[] {
  const index = indexAnswers(answers);
  // Agents leave columns out: an interface exists if any of its identifying columns says so.
  const rows = new Set(
    [1, 2, 3, 7, 8, 10]
      .flatMap((column) => index.rows(`${ifEntry}.${column}`))
      .concat(index.rows(`${ifXEntry}.1`)),
  );
  return [...rows].map((row) => portOf(row, (entry, column) => answers.get(`${entry}.${column}.${row}`)));
}

function portOf(row: string, get: (entry: Oid, column: number) => Varbind | undefined): Port {
  const text = (entry: Oid, column: number): string | null => textOf(get(entry, column)) || null;
  const counters: Partial<Record<PortCounter, number>> = {};
  for (const [name, [wide, narrow, entry]] of Object.entries(counterColumns)) {
    const long = wide === 0 ? null : numberOf(get(ifXEntry, wide));
    const short = numberOf(get(entry, narrow));
    // Some agents fill only one of the two: a wide counter that stands at nought beside a live narrow one is not kept.
    const n = long ? long : (short ?? long);
    if (n !== null && n >= 0) counters[name as PortCounter] = n;
  }
  return {
    ifIndex: Number(row.split('.')[0]),
    ifName: text(ifXEntry, 1),
    ifDescr: text(ifEntry, 2),
    ifAlias: text(ifXEntry, 18),
    ifType: numberOf(get(ifEntry, 3)),
    admin: operWords[numberOf(get(ifEntry, 7)) ?? 0] || null,
    oper: operWords[numberOf(get(ifEntry, 8)) ?? 0] || null,
    speedBps: speedOf(numberOf(get(ifEntry, 5)), numberOf(get(ifXEntry, 15))),
    mtu: numberOf(get(ifEntry, 4)),
    counters,
  };
}

/** ifHighSpeed is in Mbit/s and rounds an E1 to 2: below 20 Mbit/s ifSpeed tells more (RFC 2863, 3.1.6). */
export function speedOf(speed: number | null, megabits: number | null): number | null {
  const exact = speed !== null && speed > 0 && speed < 4_294_967_295 ? speed : null;
  if (megabits !== null && megabits > 0 && (exact === null || exact >= 20_000_000)) return megabits * 1e6;
  return exact ?? (megabits === null ? speed : megabits * 1e6);
}
