/** One incident for tests of whatever stores or shows incidents. */
import { openIncident } from '../alerting/incident.ts';
import type { Transition } from '../alerting/transition.ts';
import type { Instant } from '../time/clock.ts';
import { notYetPaged, type StoredIncident } from './stored-incident.ts';

const both = (text: string) => ({ fr: text, en: text });

export const smallTransition = (device: string, at: Instant, more: Partial<Transition> = {}): Transition => ({
  key: `climate.hot|cotonou/${device}/`,
  rule: 'climate.hot',
  site: 'cotonou',
  device,
  instance: '',
  metric: 'environment.temperature_celsius',
  change: 'raised',
  severity: 'warning',
  at,
  reason: {
    kind: 'true',
    forMs: 120_000,
    value: 41.5,
    text: null,
    side: 'above',
    bound: 30,
    forecast: null,
  },
  ...more,
});

export const smallIncident = (
  id: string,
  device: string,
  at: Instant,
  more: Partial<Transition> = {},
): StoredIncident => {
  const transition = smallTransition(device, at, more);
  return {
    incident: openIncident(id, transition),
    metric: transition.metric,
    words: {
      title: both('Salle chaude'),
      cause: both('Plus de 30 °C'),
      consequence: both('Le matériel vieillit'),
      action: both('Vérifier la climatisation'),
      owner: 'facilities',
      respondMs: 1_800_000,
      immediate: false,
      lifeSafety: false,
    },
    paging: notYetPaged,
    exercise: false,
  };
};
