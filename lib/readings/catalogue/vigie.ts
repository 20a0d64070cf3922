/** What Vigie measures of itself. */
import { defineMetrics } from './metric.ts';

export const vigieMetrics = defineMetrics({
  'vigie.backlog_count': {
    unit: '',
    kind: 'gauge',
    cadence: 'traffic',
    fr: 'Relevés en attente',
    en: 'Readings waiting',
  },
  'vigie.acknowledged_per_second': {
    unit: 'per_second',
    kind: 'gauge',
    cadence: 'traffic',
    fr: 'Relevés acquis',
    en: 'Readings acknowledged',
  },
  'vigie.lag_seconds': {
    unit: 'seconds',
    kind: 'gauge',
    cadence: 'traffic',
    fr: 'Retard de stockage',
    en: 'Storage lag',
    band: { warningAbove: 10, criticalAbove: 60 },
  },
  'vigie.polls_late_ratio': {
    unit: 'ratio',
    kind: 'gauge',
    cadence: 'traffic',
    fr: 'Relevés en retard',
    en: 'Late polls',
    band: { warningAbove: 0.05 },
  },
});
