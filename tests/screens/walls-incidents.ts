/** The incidents of the moment of the pictures, as the alerting role would have opened them. */
import type { IncidentPicture } from '../../lib/readings/incident-picture.ts';
import { pictureIncident } from '../../lib/readings/small-incident-picture.ts';
import { minute, moment } from './walls-site.ts';

const at = (minutes: number): number => moment - minutes * minute;
const taken = (who: string, minutes: number, until: number): Partial<IncidentPicture> => ({
  state: 'acknowledged',
  acknowledgedAt: at(minutes),
  acknowledgement: { who, note: '', at: at(minutes), until: moment + until * minute },
});

export const mainsIncident = pictureIncident('mains', at(6), {
  rule: 'power.mains-lost',
  site: 'cotonou',
  device: 'genset-1',
  metric: 'power.source',
  severity: 'critical',
  title: { fr: 'Secteur coupé', en: 'Mains lost' },
  consequence: { fr: 'Le site vit sur ses réserves', en: 'The site lives on its reserves' },
  action: { fr: 'Vérifier que le groupe a démarré', en: 'Check that the generator has started' },
  owner: 'energy',
});
export const spanIncident = pictureIncident('span', at(21), {
  rule: 'telephony.e1-alarm',
  site: 'conakry',
  device: 'gw-1',
  instance: '2',
  metric: 'e1.line_state',
  title: { fr: 'E1 en alarme', en: 'E1 in alarm' },
  owner: 'telephony',
  ...taken('M. Diallo', 19, 60),
});
export const diskIncident = pictureIncident('disk', at(55), {
  rule: 'servers.disk-forecast',
  site: 'douala',
  device: 'srv-1',
  instance: '/srv',
  metric: 'storage.use_ratio',
  severity: 'critical',
  title: { fr: 'Disque bientôt plein', en: 'Disk soon full' },
  consequence: { fr: 'Les enregistrements s’arrêtent', en: 'Recordings stop' },
  action: { fr: 'Faire de la place', en: 'Make room' },
  owner: 'servers',
  ...taken('Rachelle Tossou-Dossou', 50, 200),
});
export const plannedIncident = pictureIncident('planned', at(12), {
  rule: 'device.silent',
  site: 'brazzaville',
  device: 'sw-1',
  metric: null,
  severity: 'critical',
  standing: 'silenced',
  maintenance: 'Remplacement du commutateur',
  title: { fr: 'Équipement muet', en: 'Device silent' },
  owner: 'network',
});
const overIncident = pictureIncident('over', at(300), {
  site: 'abidjan',
  device: 'room-1',
  state: 'resolved',
  acknowledgedAt: at(296),
  resolvedAt: at(240),
});
const childOf = (root: string, device: string) =>
  pictureIncident(`${root}-${device}`, at(5), {
    site: 'cotonou',
    device,
    root,
    standing: 'child',
    metric: null,
  });

export const incidentsOfMoment: readonly IncidentPicture[] = [
  mainsIncident,
  spanIncident,
  plannedIncident,
  overIncident,
  childOf('mains', 'ups-1'),
  childOf('mains', 'hvac-1'),
];
export const manyIncidents: readonly IncidentPicture[] = [
  ...incidentsOfMoment,
  diskIncident,
  ...Array.from({ length: 12 }, (_, i) =>
    pictureIncident(`n${i}`, at(70 + i), {
      site: 'douala',
      device: 'srv-1',
      instance: `disque ${i}`,
      metric: 'disk.state',
      title: { fr: 'Disque en panne', en: 'Failed disk' },
    }),
  ),
];
export const overOnly: readonly IncidentPicture[] = [overIncident];
