/**
 * Abandoned calls by the two published rules. They do not agree and are never mixed: the FTC leaves machines out of what it
 * divides by, Ofcom divides by calls passed to agents and corrects for machines that nobody detected.
 */
import { dayMs } from '../time/zone.ts';
import { ratio } from './ratio.ts';

/** FTC safe harbour: an agent is there within two seconds of the completed greeting. */
export const connectWithinMs = 2_000;

/** `answeredLive`: every call answered by a living person, the abandoned ones too. */
export const ftcAbandonRatio = (abandoned: number, answeredLive: number): number | null =>
  ratio(abandoned, answeredLive);

export interface OfcomCounts {
  readonly abandoned: number;
  /** Living people passed to an agent. */
  readonly live: number;
  /** Calls that agents coded as a machine, without automatic detection. */
  readonly machines: number;
}
/** Of the abandoned calls, as many were machines as agents found among those they took. */
export function ofcomAbandoned({ abandoned, live, machines }: OfcomCounts): number {
  const share = ratio(machines, machines + live);
  return share === null ? abandoned : abandoned * (1 - share);
}
export function ofcomAbandonRatio(counts: OfcomCounts): number | null {
  const abandoned = ofcomAbandoned(counts);
  return ratio(abandoned, abandoned + counts.live);
}

/** The window of the FTC: the campaign, or successive periods of 30 days where it is longer. */
export const ftcWindowStart = (campaignStartAt: number, at: number): number =>
  campaignStartAt + Math.floor(Math.max(0, at - campaignStartAt) / (30 * dayMs)) * 30 * dayMs;
