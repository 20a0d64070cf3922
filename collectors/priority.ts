/** What is given up first when the buffer is full: slow gauges and inventories, then traffic, never states before them. */
import { metricOf } from '../lib/readings/catalogue/index.ts';
import type { Cadence } from '../lib/readings/catalogue/metric.ts';
import type { Priority } from './buffer/frame.ts';

const byCadence: Readonly<Record<Cadence, Priority>> = { labels: 0, rest: 0, traffic: 1, states: 2 };

export const priorityOf = ({ metric }: { readonly metric: string }): Priority =>
  byCadence[metricOf(metric)?.cadence ?? 'rest'];
