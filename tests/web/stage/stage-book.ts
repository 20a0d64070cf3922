/** A site book of five sites for the tests of the web role: what the stage's simulated readings speak of. */

interface StageSite {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly zone: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly contracted: number;
}
export const stageSites: readonly StageSite[] = [
  {
    id: 'conakry',
    name: 'Conakry',
    country: 'GN',
    zone: 'Africa/Conakry',
    latitude: 9.54,
    longitude: -13.68,
    contracted: 2,
  },
  {
    id: 'abidjan',
    name: 'Abidjan',
    country: 'CI',
    zone: 'Africa/Abidjan',
    latitude: 5.34,
    longitude: -4.03,
    contracted: 2,
  },
  {
    id: 'cotonou',
    name: 'Cotonou',
    country: 'BJ',
    zone: 'Africa/Porto-Novo',
    latitude: 6.37,
    longitude: 2.43,
    contracted: 4,
  },
  {
    id: 'douala',
    name: 'Douala',
    country: 'CM',
    zone: 'Africa/Douala',
    latitude: 4.05,
    longitude: 9.7,
    contracted: 2,
  },
  {
    id: 'brazzaville',
    name: 'Brazzaville',
    country: 'CG',
    zone: 'Africa/Brazzaville',
    latitude: -4.26,
    longitude: 15.28,
    contracted: 2,
  },
];

const siteText = (site: StageSite): string => `  ${site.id}:
    name: ${site.name}
    country: ${site.country}
    timezone: ${site.zone}
    position: { latitude: ${site.latitude}, longitude: ${site.longitude} }
    service: { mon-sun: "07:00-23:00" }
    contacts: { guard: "+22900000001", fire_brigade: "118", fuel: "+22900000002" }
    devices:
      fw-1:     { kind: firewall, name: Pare-feu principal, address: 192.0.2.1, snmp: { version: 2c, community: "\${STAGE_SNMP}" }, ping: {} }
      sw-1:     { kind: switch, name: Commutateur salle, address: 192.0.2.2, parent: fw-1, snmp: { version: 2c, community: "\${STAGE_SNMP}" } }
      ups-1:    { kind: ups, name: Onduleur, address: 192.0.2.3, parent: sw-1, snmp: { version: 1, community: "\${STAGE_SNMP}" } }
      ats-1:    { kind: ats, name: Inverseur, address: 192.0.2.4, parent: sw-1, snmp: { version: 1, community: "\${STAGE_SNMP}" } }
      genset-1: { kind: generator, name: Groupe électrogène, parent: sw-1, mqtt: { format: genmon, topic: ${site.id}/genset } }
      hvac-1:   { kind: hvac, name: Climatiseur nº 1, address: 192.0.2.6, parent: sw-1, snmp: { version: 2c, community: "\${STAGE_SNMP}" } }
      hvac-2:   { kind: hvac, name: Climatiseur nº 2, address: 192.0.2.7, parent: sw-1, snmp: { version: 2c, community: "\${STAGE_SNMP}" } }
      room-1:   { kind: environment, name: Salle serveurs, mqtt: { format: tasmota, topic: ${site.id}/room } }
      nvr-1:    { kind: recorder, name: Enregistreur vidéo, address: 192.0.2.9, parent: sw-1, snmp: { version: 2c, community: "\${STAGE_SNMP}" } }
      srv-1:    { kind: server, name: Serveur fichiers, address: 192.0.2.10, parent: sw-1, snmp: { version: 2c, community: "\${STAGE_SNMP}" } }
      backup-1: { kind: backup, name: Sauvegardes, heartbeats: [{ name: nightly, kind: backup, every: 24h, grace: 2h, minimum: 1 GB, key: "\${STAGE_KEY}" }] }
      gw-1:     { kind: gateway, name: Passerelle E1, address: 192.0.2.12, parent: sw-1, snmp: { version: 2c, community: "\${STAGE_SNMP}" } }
    links:
      primary: { device: fw-1, interface: wan1, contracted: ${site.contracted} Mbit/s, role: primary, overflow_at: 0.7, provider: { name: FAI 1, circuit: ${site.country}-F-0012, phone: "+22921000000", repair: 4h } }
      backup:  { device: fw-1, interface: wan2, contracted: ${site.contracted} Mbit/s, role: backup }
    vpn:
      canal: { device: fw-1, tunnel: canal-plus, applications: ["https://192.0.2.80/"] }
    trunks:
      e1: { kind: e1, endpoint: "PJSIP/{number}@e1", spans: 4, order: 1, device: gw-1, countries: [${site.country}] }
    power: { mains: ats-1, ups: [ups-1], generator: genset-1, tank: 200 L, consumption: { "0 kW": 2 L/h, "80 kW": 24 L/h }, delivery: 2h, margin: 30m }
`;

export const stageBook = `organisation: Media Contact
locale: fr
sites:
${stageSites.map(siteText).join('')}`;
