/** Under which of the seven systems a reading is told: by what it measures, else by the device that measures it. */
import type { System } from '../inventory/inventory.ts';

const byFamily: Readonly<Record<string, System>> = {
  environment: 'climate',
  hvac: 'climate',
  contact: 'safety',
  mains: 'power',
  ats: 'power',
  generator: 'power',
  power: 'power',
  outlet: 'power',
  e1: 'telephony',
  voice: 'telephony',
  link: 'internet',
  vpn: 'internet',
};

export const systemOf = (metric: string, device: System): System =>
  byFamily[metric.split('.')[0] ?? ''] ?? device;
