/** The simulated operator: five sites west to east, or Benin alone doing all the production. */
import type { SiteSpec } from './model/spec.ts';

export type DrillForm = 'per-site' | 'centralised';

const Mbit = 1_000_000;
const common = {
  spans: 4,
  tankLitres: 200,
  idleLitresPerHour: 2,
  fullLitresPerHour: 24,
} as const;

const conakry: SiteSpec = {
  ...common,
  id: 'conakry',
  name: 'Conakry',
  country: 'GN',
  timezone: 'Africa/Conakry',
  offsetMinutes: 0,
  latitude: 9.64,
  longitude: -13.58,
  seed: 1_009,
  contractedBitsPerSecond: 2 * Mbit,
  usualLoadRatio: 0.38,
  agents: 48,
  peakWatts: 46_000,
  fuelLitres: 148,
  generator: 'genmon',
  ups: 'powernet',
  providers: ['Guinée Fibre', 'Atlantique Net'],
};
const abidjan: SiteSpec = {
  ...common,
  id: 'abidjan',
  name: 'Abidjan',
  country: 'CI',
  timezone: 'Africa/Abidjan',
  offsetMinutes: 0,
  latitude: 5.35,
  longitude: -4.01,
  seed: 2_003,
  contractedBitsPerSecond: 2 * Mbit,
  usualLoadRatio: 0.48,
  agents: 74,
  peakWatts: 62_000,
  fuelLitres: 132,
  generator: 'himoinsa',
  ups: 'rfc1628',
  providers: ['Lagune Télécom', 'Ivoire Fibre'],
};
const cotonou: SiteSpec = {
  ...common,
  id: 'cotonou',
  name: 'Cotonou',
  country: 'BJ',
  timezone: 'Africa/Porto-Novo',
  offsetMinutes: 60,
  latitude: 6.37,
  longitude: 2.43,
  seed: 3_001,
  contractedBitsPerSecond: 4 * Mbit,
  usualLoadRatio: 0.45,
  agents: 92,
  peakWatts: 80_000,
  fuelLitres: 76,
  generator: 'himoinsa',
  ups: 'rfc1628',
  providers: ['Bénin Fibre', 'Golfe Net'],
};
const douala: SiteSpec = {
  ...common,
  id: 'douala',
  name: 'Douala',
  country: 'CM',
  timezone: 'Africa/Douala',
  offsetMinutes: 60,
  latitude: 4.05,
  longitude: 9.7,
  seed: 4_001,
  contractedBitsPerSecond: 2 * Mbit,
  usualLoadRatio: 0.43,
  agents: 60,
  peakWatts: 52_000,
  fuelLitres: 164,
  generator: 'himoinsa',
  ups: 'powernet',
  providers: ['Wouri Fibre', 'Littoral Net'],
};
const brazzaville: SiteSpec = {
  ...common,
  id: 'brazzaville',
  name: 'Brazzaville',
  country: 'CG',
  timezone: 'Africa/Brazzaville',
  offsetMinutes: 60,
  latitude: -4.27,
  longitude: 15.28,
  seed: 5_003,
  contractedBitsPerSecond: 2 * Mbit,
  usualLoadRatio: 0.35,
  agents: 40,
  peakWatts: 41_000,
  fuelLitres: 156,
  generator: 'genmon',
  ups: 'rfc1628',
  providers: ['Congo Fibre', 'Pool Net'],
};

export const sitesOf = (form: DrillForm): readonly SiteSpec[] =>
  form === 'centralised' ? [{ ...cotonou, agents: 104 }] : [conakry, abidjan, cotonou, douala, brazzaville];
