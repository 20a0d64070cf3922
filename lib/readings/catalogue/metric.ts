/** What the catalogue says of a metric, and how a family of metrics is declared. */

/** Base units only; screens choose the display unit (a ratio is shown in %). '' for a plain count and for states. */
export type Unit =
  | 'ratio'
  | 'seconds'
  | 'volts'
  | 'amperes'
  | 'watts'
  | 'volt_amperes'
  | 'vars'
  | 'watt_hours'
  | 'ampere_hours'
  | 'hertz'
  | 'celsius'
  | 'rpm'
  | 'dbm'
  | 'db'
  | 'bits_per_second'
  | 'bytes'
  | 'bytes_per_second'
  | 'per_second'
  | 'pascals'
  | 'litres'
  | 'litres_per_hour'
  | 'cubic_metres_per_second'
  | 'metres_per_second'
  | 'metres'
  | 'degrees'
  | 'ohms'
  | 'lux'
  | 'ppm'
  | 'kelvin'
  | '';

/** gauge: a number · state: number and text of an enumeration · contact: a dry contact with its polarity · counter: ever growing. */
export type MetricKind = 'gauge' | 'state' | 'contact' | 'counter';

/** How often a device is asked, unless the site book says otherwise (`every`). */
export type Cadence = 'states' | 'traffic' | 'rest' | 'labels';
export const cadenceMs: Record<Cadence, number> = {
  states: 5_000,
  traffic: 10_000,
  rest: 60_000,
  labels: 600_000,
};

/** Outside `warning` is a warning, outside `critical` is critical; an absent bound is no bound. In base units. */
export interface NormalBand {
  readonly warningBelow?: number;
  readonly warningAbove?: number;
  readonly criticalBelow?: number;
  readonly criticalAbove?: number;
}

export interface Metric {
  readonly unit: Unit;
  readonly kind: MetricKind;
  readonly fr: string;
  readonly en: string;
  readonly cadence: Cadence;
  readonly band?: NormalBand;
}

/** Keeps the literal names, so that a misspelt metric is a type error where metrics are named in code. */
export const defineMetrics = <const T extends Record<string, Metric>>(metrics: T): T => metrics;
