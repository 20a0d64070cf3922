/** Cooling, temperature and humidity, and the dry contacts of safety. */
import { defineMetrics } from './metric.ts';

export const climateMetrics = defineMetrics({
  'hvac.state': {
    unit: '',
    kind: 'state',
    cadence: 'states',
    fr: 'État de la climatisation',
    en: 'Air-conditioning state',
  },
  'hvac.supply_air_celsius': {
    unit: 'celsius',
    kind: 'gauge',
    cadence: 'rest',
    fr: 'Air soufflé',
    en: 'Supply air',
  },
  'hvac.return_air_celsius': {
    unit: 'celsius',
    kind: 'gauge',
    cadence: 'rest',
    fr: 'Air repris',
    en: 'Return air',
    band: { warningAbove: 32, criticalAbove: 38 },
  },
  'hvac.cooling_ratio': {
    unit: 'ratio',
    kind: 'gauge',
    cadence: 'rest',
    fr: 'Puissance froid',
    en: 'Cooling output',
  },
  'environment.temperature_celsius': {
    unit: 'celsius',
    kind: 'gauge',
    cadence: 'rest',
    fr: 'Température',
    en: 'Temperature',
    band: { warningBelow: 5, warningAbove: 30, criticalAbove: 35 },
  },
  'environment.humidity_ratio': {
    unit: 'ratio',
    kind: 'gauge',
    cadence: 'rest',
    fr: 'Humidité',
    en: 'Humidity',
    band: { warningBelow: 0.2, warningAbove: 0.75, criticalAbove: 0.9 },
  },
  'contact.fire': {
    unit: '',
    kind: 'contact',
    cadence: 'states',
    fr: 'Détection d’incendie',
    en: 'Fire detection',
  },
  'contact.smoke': { unit: '', kind: 'contact', cadence: 'states', fr: 'Fumée', en: 'Smoke' },
  'contact.door': { unit: '', kind: 'contact', cadence: 'states', fr: 'Porte', en: 'Door' },
  'contact.water': { unit: '', kind: 'contact', cadence: 'states', fr: 'Fuite d’eau', en: 'Water leak' },
  'contact.motion': { unit: '', kind: 'contact', cadence: 'states', fr: 'Mouvement', en: 'Motion' },
  'contact.intrusion': { unit: '', kind: 'contact', cadence: 'states', fr: 'Intrusion', en: 'Intrusion' },
  'contact.input': { unit: '', kind: 'contact', cadence: 'states', fr: 'Entrée', en: 'Input' },
});
