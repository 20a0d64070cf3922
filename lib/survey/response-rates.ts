/** Response, cooperation, refusal and contact rates of the AAPOR Standard Definitions, by their numbers. */
import { ratio } from '../telephony/ratio.ts';

export interface FinalDispositions {
  /** I: complete interviews. */
  readonly complete: number;
  /** P: partial interviews. */
  readonly partial: number;
  /** R: refusals and break-offs. */
  readonly refusal: number;
  /** NC: eligible, never reached. */
  readonly nonContact: number;
  /** O: reached and not able: language, absent for the whole period. */
  readonly other: number;
  /** UH: nobody knows whether it is a household. */
  readonly unknownHousehold: number;
  /** UO: unknown, other. A list of named subscribers has its unresolved contacts here. */
  readonly unknownOther: number;
}

export interface ResponseRates {
  readonly rr1: number | null;
  readonly rr2: number | null;
  readonly rr3: number | null;
  readonly rr4: number | null;
  readonly rr5: number | null;
  readonly rr6: number | null;
  readonly coop1: number | null;
  readonly coop2: number | null;
  readonly coop3: number | null;
  readonly coop4: number | null;
  readonly ref1: number | null;
  readonly ref2: number | null;
  readonly ref3: number | null;
  readonly con1: number | null;
  readonly con2: number | null;
  readonly con3: number | null;
}

/** e by proportional allocation: of what was resolved, the part that was eligible. Nothing resolved: all are. */
export const eligibleShare = (eligible: number, ineligible: number): number =>
  ratio(eligible, eligible + ineligible) ?? 1;

/** `e`: estimated eligible share of the unknown. */
export function responseRates(counts: FinalDispositions, e: number): ResponseRates {
  const { complete: i, partial: p, refusal: r, nonContact, other: o } = counts;
  const interviewed = i + p;
  const known = interviewed + r + nonContact + o;
  const unknown = counts.unknownHousehold + counts.unknownOther;
  const all = known + unknown;
  const likely = known + e * unknown;
  const reached = interviewed + r + o;
  return {
    rr1: ratio(i, all),
    rr2: ratio(interviewed, all),
    rr3: ratio(i, likely),
    rr4: ratio(interviewed, likely),
    rr5: ratio(i, known),
    rr6: ratio(interviewed, known),
    coop1: ratio(i, reached),
    coop2: ratio(interviewed, reached),
    coop3: ratio(i, interviewed + r),
    coop4: ratio(interviewed, interviewed + r),
    ref1: ratio(r, all),
    ref2: ratio(r, likely),
    ref3: ratio(r, known),
    con1: ratio(reached, all),
    con2: ratio(reached, likely),
    con3: ratio(reached, known),
  };
}
