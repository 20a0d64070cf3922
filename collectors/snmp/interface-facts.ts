/** What the rate rule must know of each interface: how fast it can be, and since when its counters hold. Pure. */
import type { Answers, Oid, Varbind } from './varbind.ts';

const ifTable = '1.3.6.1.2.1.2.2.1';
const ifXTable = '1.3.6.1.2.1.31.1.1.1';
const ifType = `${ifTable}.3`;
const ifSpeed = `${ifTable}.5`;
const ifHighSpeed = `${ifXTable}.15`;
const discontinuity = `${ifXTable}.19`;

export const sysUpTime = '1.3.6.1.2.1.1.3.0';
/** Moves when an interface comes or goes: then the numbers of the rows may have moved, too. */
export const ifTableLastChange = '1.3.6.1.2.1.31.1.5.0';
export const factColumns: readonly Oid[] = [ifType, ifSpeed, ifHighSpeed, discontinuity];

/**
 * Tunnels and other software interfaces announce a speed that has nothing to do with what they carry (RFC 2863
 * section 3.1.6 leaves it to them): ifType propVirtual, softwareLoopback, tunnel, l2vlan.
 */
const speedMeansNothing = new Set([53, 24, 131, 135]);

/** The interface's row, if this object is a counter of IF-MIB; else null. */
export function interfaceOf(oid: Oid): string | null {
  const table = oid.startsWith(`${ifXTable}.`) ? ifXTable : oid.startsWith(`${ifTable}.`) ? ifTable : null;
  return table === null ? null : (oid.slice(table.length + 1).split('.')[1] ?? null);
}

export const discontinuityOid = (index: string): Oid => `${discontinuity}.${index}`;
export const discontinuityColumn = discontinuity;

export interface InterfaceFacts {
  /** Bits per second; null: not known or meaningless. */
  readonly bitsPerSecond: number | null;
  readonly saysDiscontinuity: boolean;
}

export function factsOf(index: string, answers: Answers): InterfaceFacts {
  const saysDiscontinuity = numeric(answers.get(discontinuityOid(index))) !== null;
  if (speedMeansNothing.has(numeric(answers.get(`${ifType}.${index}`)) ?? 0))
    return { bitsPerSecond: null, saysDiscontinuity };
  const high = numeric(answers.get(`${ifHighSpeed}.${index}`)) ?? 0;
  const low = numeric(answers.get(`${ifSpeed}.${index}`)) ?? 0;
  // ifHighSpeed is rounded to whole Mbit/s: the finer one counts where it is not at its ceiling.
  const exact = low > 0 && low < 0xffff_ffff ? low : 0;
  return { bitsPerSecond: Math.max(high * 1e6, exact) || null, saysDiscontinuity };
}

const numeric = (varbind: Varbind | undefined): number | null =>
  typeof varbind?.value === 'number' ? varbind.value : null;
