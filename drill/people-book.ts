/** The drill's people and how they are called: the files beside its sites.yaml. Everybody is invented; numbers are those set aside for fiction. */
import type { Yaml } from './book.ts';
import type { SiteSpec } from './model/spec.ts';

/** Ways of the drill: an operator's gateway, and the site's own modem, which takes over when that fails. */
export const drillWays = ['sms', 'secours'] as const;
export type DrillWay = (typeof drillWays)[number];

interface DrillPerson {
  readonly name: string;
  readonly number: string;
  readonly roles: readonly string[];
}
/** +33 6 39 98 xx xx is given to nobody. */
const fiction = (digits: number): string => `+3363998${`${digits}`.padStart(4, '0')}`;

const people: Readonly<Record<string, DrillPerson>> = {
  awa: { name: 'Awa Dossou', number: fiction(1), roles: ['operator', 'on-call'] },
  bio: { name: 'Bio Sanni', number: fiction(2), roles: ['operator', 'on-call'] },
  cyr: { name: 'Cyr Mensah', number: fiction(3), roles: ['operator', 'on-call'] },
  elie: { name: 'Élie Kossou', number: fiction(4), roles: ['on-call'] },
  fifa: { name: 'Fifamè Ahou', number: fiction(5), roles: ['on-call'] },
  directrice: { name: 'Rose Adjovi', number: fiction(6), roles: ['supervisor'] },
};
export const guardNumber = (spec: SiteSpec): string => fiction(spec.seed);

/** Whose telephone this is; null: nobody's of the drill. */
export const ownerOf =
  (sites: readonly SiteSpec[]) =>
  (number: string): string | null => {
    const person = Object.values(people).find((one) => one.number === number);
    if (person !== undefined) return person.name;
    const site = sites.find((spec) => guardNumber(spec) === number);
    return site === undefined ? null : `Gardien, ${site.name}`;
  };

const peopleYaml: Yaml = {
  ...Object.fromEntries(
    Object.entries(people).map(([id, { name, number, roles }]) => [
      id,
      { name, roles, ways: drillWays.map((channel) => ({ channel, address: number })) },
    ]),
  ),
  regard: { name: 'Luc Regard', roles: ['viewer'] },
  'canal-1': { name: 'Claire Client', roles: ['customer'], customer: 'canal' },
};

const everyone = ['contact:guard', 'schedule:noc', 'schedule:energie', 'person:directrice'];
/** Shorter than in a real house, so that whoever looks on sees the ladder being climbed. */
const wait = '2m';
const ladder = (first: string): Yaml => ({
  levels: [
    { notify: [first], wait },
    { notify: ['person:directrice'], wait },
  ],
  rounds: 2,
  life_safety: everyone,
});
const onCallYaml: Yaml = {
  schedules: {
    noc: {
      timezone: 'Africa/Porto-Novo',
      layers: [{ people: ['awa', 'bio', 'cyr'], every: '7d', from: '2026-01-05' }],
    },
    energie: {
      timezone: 'Africa/Porto-Novo',
      layers: [
        { people: ['elie'], every: '7d', from: '2026-01-05', days: 'mon-fri', hours: '08:00-18:00' },
        { people: ['fifa', 'elie'], every: '7d', from: '2026-01-05' },
      ],
    },
  },
  policies: {
    energie: { for: { owner: 'energy' }, ...ladder('schedule:energie') },
    default: ladder('schedule:noc'),
  },
};

/** Due a while after the start, whenever that is: left alone, nothing of the drill is ever late. */
const checksOf = (sites: readonly SiteSpec[], now: number): Yaml => {
  const inDays = (days: number): string => new Date(now + days * 86_400_000).toISOString().slice(0, 10);
  const extinguishers = { fr: 'Extincteurs', en: 'Fire extinguishers' };
  const run = { fr: 'Essai hebdomadaire du groupe', en: 'Weekly generator run' };
  return Object.fromEntries(
    sites.flatMap(({ id: site }): [string, Yaml][] => [
      [
        `${site}.extincteurs`,
        { site, title: extinguishers, every: '365d', from: inDays(45), owner: 'directrice', remind: '30d' },
      ],
      [
        `${site}.groupe`,
        {
          site,
          device: 'genset-1',
          title: run,
          every: '7d',
          from: inDays(2),
          owner: 'energie',
          remind: '3d',
        },
      ],
    ]),
  );
};

/** `urlOf`: where the gateway takes the messages of a way; the secret stands in a file, as any other. */
export const alarmFilesOf = (
  sites: readonly SiteSpec[],
  now: number,
  urlOf: (way: DrillWay) => string,
  secretFile: string,
): Readonly<Record<string, Yaml>> => ({
  'customers.yaml': { canal: { name: 'Canal+', colours: { primary: '#111111', secondary: '#E8E8E8' } } },
  'people.yaml': peopleYaml,
  'on-call.yaml': onCallYaml,
  'channels.yaml': Object.fromEntries(
    drillWays.map((way) => [
      way,
      {
        kind: 'sms',
        url: urlOf(way),
        secret: `file:${secretFile}`,
        from: 'VIGIE',
        reference: 'id',
        receipts: true,
      },
    ]),
  ),
  'checks.yaml': checksOf(sites, now),
});
