/** One incident as screens see it, for tests of whatever shows incidents. */
import type { Instant } from '../time/clock.ts';
import type { IncidentPicture } from './incident-picture.ts';

const both = (text: string) => ({ fr: text, en: text });

export const pictureIncident = (
  id: string,
  openedAt: Instant,
  more: Partial<IncidentPicture> = {},
): IncidentPicture => ({
  id,
  version: 1,
  rule: 'climate.hot',
  site: 'cotonou',
  device: 'room-1',
  instance: '',
  metric: 'environment.temperature_celsius',
  severity: 'warning',
  state: 'open',
  openedAt,
  acknowledgedAt: null,
  resolvedAt: null,
  acknowledgement: null,
  root: null,
  unknown: false,
  standing: 'called',
  lifeSafety: false,
  exercise: false,
  maintenance: null,
  title: both('Salle chaude'),
  cause: both('Plus de 30 °C'),
  consequence: both('Le matériel vieillit'),
  action: both('Vérifier la climatisation'),
  owner: 'facilities',
  respondMs: 1_800_000,
  ...more,
});
