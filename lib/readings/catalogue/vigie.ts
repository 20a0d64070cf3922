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
  'vigie.dropped_count': {
    unit: '',
    kind: 'counter',
    cadence: 'traffic',
    fr: 'Relevés abandonnés',
    en: 'Readings dropped',
  },
  'vigie.restarts_count': {
    unit: '',
    kind: 'counter',
    cadence: 'traffic',
    fr: 'Redémarrages du rôle',
    en: 'Restarts of the role',
  },
  'vigie.store_state': {
    unit: '',
    kind: 'state',
    cadence: 'states',
    fr: 'Base des mesures',
    en: 'Reading store',
  },
  'vigie.buffer_state': {
    unit: '',
    kind: 'state',
    cadence: 'states',
    fr: 'Tampon sur disque',
    en: 'Buffer on disk',
  },
  'vigie.book_state': {
    unit: '',
    kind: 'state',
    cadence: 'states',
    fr: 'Fichiers de configuration',
    en: 'Configuration files',
  },
  'vigie.channel_state': {
    unit: '',
    kind: 'state',
    cadence: 'states',
    fr: 'Voie d’alerte',
    en: 'Alert channel',
  },
  'vigie.heartbeat_state': {
    unit: '',
    kind: 'state',
    cadence: 'states',
    fr: 'Battement vers l’extérieur',
    en: 'Outgoing heartbeat',
  },
});
