/** What is constant of one simulated site, and what a scenario may break in it. */

export interface SiteSpec {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly timezone: string;
  readonly offsetMinutes: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly seed: number;
  /** Of each of the two links, each direction. */
  readonly contractedBitsPerSecond: number;
  /** Busiest direction of the primary at full activity, as a share of its contract. */
  readonly usualLoadRatio: number;
  readonly spans: number;
  readonly agents: number;
  readonly peakWatts: number;
  readonly tankLitres: number;
  readonly fuelLitres: number;
  /** Litres an hour at 0 kW and at 80 kW. */
  readonly idleLitresPerHour: number;
  readonly fullLitresPerHour: number;
  readonly generator: 'himoinsa' | 'genmon';
  readonly ups: 'rfc1628' | 'powernet';
  readonly providers: readonly [primary: string, backup: string];
}

/** Each true while its scenario lasts. */
export interface Faults {
  readonly mainsLost: boolean;
  readonly primaryCut: boolean;
  readonly saturated: boolean;
  readonly hvacFailed: boolean;
  readonly fire: boolean;
  /** Number of the E1 span that lost its signal; 0: none. */
  readonly e1Span: number;
}

export const noFaults: Faults = {
  mainsLost: false,
  primaryCut: false,
  saturated: false,
  hvacFailed: false,
  fire: false,
  e1Span: 0,
};
