/** The metric catalogue: every metric that Vigie knows, with its unit, kind, labels and normal band. */
import { climateMetrics } from './climate.ts';
import type { Metric } from './metric.ts';
import { networkMetrics } from './network.ts';
import { powerMetrics } from './power.ts';
import { sensorMetrics } from './sensor.ts';
import { serversMetrics } from './servers.ts';
import { telephonyMetrics } from './telephony.ts';
import { vigieMetrics } from './vigie.ts';

export const catalogue = {
  ...networkMetrics,
  ...powerMetrics,
  ...climateMetrics,
  ...serversMetrics,
  ...telephonyMetrics,
  ...sensorMetrics,
  ...vigieMetrics,
};
export type MetricName = keyof typeof catalogue;

/** Undefined for a name that is not in the catalogue: profiles and site books are refused at load for it. */
export const metricOf = (name: string): Metric | undefined =>
  // Own names only: a device's word such as "constructor" is no metric.
  Object.hasOwn(catalogue, name) ? (catalogue as Record<string, Metric>)[name] : undefined;
