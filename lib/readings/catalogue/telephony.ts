/** E1 trunks and voice gateways. */
import { defineMetrics } from './metric.ts';

export const telephonyMetrics = defineMetrics({
  'e1.line_state': { unit: '', kind: 'state', cadence: 'states', fr: 'Ligne E1', en: 'E1 line' },
  'e1.channels_count': { unit: '', kind: 'gauge', cadence: 'labels', fr: 'Canaux', en: 'Channels' },
  'e1.channels_used_count': {
    unit: '',
    kind: 'gauge',
    cadence: 'states',
    fr: 'Canaux occupés',
    en: 'Channels in use',
  },
  'e1.errored_seconds_count': {
    unit: '',
    kind: 'gauge',
    cadence: 'rest',
    fr: 'Secondes erronées (quart d’heure)',
    en: 'Errored seconds (quarter hour)',
    band: { warningAbove: 10 },
  },
  'e1.severely_errored_seconds_count': {
    unit: '',
    kind: 'gauge',
    cadence: 'rest',
    fr: 'Secondes gravement erronées',
    en: 'Severely errored seconds',
    band: { warningAbove: 3 },
  },
  'e1.unavailable_seconds_count': {
    unit: '',
    kind: 'gauge',
    cadence: 'rest',
    fr: 'Secondes d’indisponibilité',
    en: 'Unavailable seconds',
    band: { warningAbove: 0 },
  },
  'voice.calls_count': {
    unit: '',
    kind: 'gauge',
    cadence: 'states',
    fr: 'Appels en cours',
    en: 'Calls in progress',
  },
});
