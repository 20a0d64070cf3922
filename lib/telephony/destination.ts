/** Where a number leads, as trunks, limits and network figures tell it: country and kind of line, never a finer secret. */
import type { Country, LineKind } from './numbering-plan.ts';
import { type E164, parsePhoneNumber } from './phone-number.ts';

/** `BJ-mobile`. */
export type Destination = `${Country}-${LineKind}`;

export function destinationOf(number: E164): Destination | null {
  const parsed = parsePhoneNumber(number, { country: null });
  return parsed.ok ? `${parsed.country}-${parsed.kind}` : null;
}

export interface DialableTrunk {
  readonly id: string;
  readonly order: number;
  /** `BJ` for the whole country, `BJ-mobile` for a part of it. Empty: it may dial nothing. */
  readonly countries: readonly string[];
}

const serves = (trunk: DialableTrunk, destination: Destination): boolean =>
  trunk.countries.some((one) => one === destination || destination.startsWith(`${one}-`));

/** Trunks that may dial a number, the preferred one first. None: the number is refused at import and at dial. */
export function trunksFor<T extends DialableTrunk>(trunks: readonly T[], number: E164): readonly T[] {
  const destination = destinationOf(number);
  if (destination === null) return [];
  return trunks
    .filter((trunk) => serves(trunk, destination))
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}
