/** The files beside the small site book, right and small, and ways to put mistakes into them: for tests. */
import { builtInRules } from '../alerting/file-rules.ts';
import { printProblem } from '../config/place.ts';
import { read, small } from '../inventory/small-book.ts';
import type { Instant } from '../time/clock.ts';
import { type AlarmBook, type ParsedAlarmBook, parseAlarmBook } from './alarm-book.ts';

export const smallFiles = {
  'channels.yaml': `sms: { kind: sms, url: "https://gw.example.org/send", secret: "\${GW_KEY}", reference: id }
mail: { kind: email, host: smtp.example.org, from: noc@example.org, user: noc, password: "\${GW_KEY}" }
`,
  'customers.yaml': `canal: { name: Canal+, colours: { primary: "#0057b8", secondary: "#FFB700" } }
`,
  'people.yaml': `awa:
  name: Awa Exemple
  roles: [operator, on-call]
  ways: [{ channel: sms, address: "+33123456701" }, { channel: mail, address: awa@example.org }]
bio: { name: Bio Exemple, roles: on-call, ways: [{ channel: sms, address: "+33123456702" }] }
dossou: { name: Dossou Exemple, roles: supervisor, sites: [cotonou], ways: [{ channel: sms, address: "+33123456703" }] }
claire: { name: Claire Exemple, roles: customer, customer: canal }
`,
  'on-call.yaml': `schedules:
  noc:
    timezone: Africa/Porto-Novo
    layers: [{ people: [awa, bio], every: 7d, from: 2026-01-05 }]
policies:
  default:
    levels: [{ notify: [schedule:noc], wait: 10m }, { notify: [person:dossou] }]
    life_safety: [schedule:noc, person:dossou]
`,
  'rules.yaml': `rules:
  room.hot:
    when: { metric: environment.temperature_celsius, above: 30, clear: 28 }
    severity: warning
    title: { fr: Salle chaude, en: Room hot }
    cause: { fr: C, en: C }
    consequence: { fr: C, en: C }
    action: { fr: A, en: A }
    owner: facilities
    respond: 5m
`,
  'checks.yaml': `generator.weekly:
  { site: cotonou, device: genset-1, title: { fr: Essai, en: Run }, every: 7d, from: 2026-01-05, owner: noc, remind: 1d }
`,
} as const;
export type SmallFile = keyof typeof smallFiles;

/** When the small book is read: a Monday. */
export const readAt: Instant = Date.parse('2026-01-12T09:00:00Z');
const env = { GW_KEY: 'gateway-word' };

/** With other texts for some files; null: the file is not there. */
export const parseSmall = (
  changed: Readonly<Partial<Record<SmallFile, string | null>>> = {},
  sites: string | null = small,
): ParsedAlarmBook =>
  parseAlarmBook({
    files: Object.entries({ ...smallFiles, ...changed }).flatMap(([name, text]) =>
      text === null ? [] : [{ name, text }],
    ),
    inventory: sites === null ? null : read(sites),
    builtIn: builtInRules(),
    env,
    secretFile: () => null,
    now: readAt,
  });
export const smallAlarmBook = (changed: Parameters<typeof parseSmall>[0] = {}): AlarmBook => {
  const parsed = parseSmall(changed);
  if (!parsed.ok) throw new Error(parsed.problems.map(printProblem).join('\n'));
  return parsed.alarmBook;
};
/** One mistake in one file. */
export const wrongly = (name: SmallFile, from: string, to: string): Partial<Record<SmallFile, string>> => {
  if (!smallFiles[name].includes(from)) throw new Error(`the small ${name} has no "${from}"`);
  return { [name]: smallFiles[name].replace(from, to) };
};
export const problemsOf = (parsed: ParsedAlarmBook): readonly string[] =>
  parsed.ok ? [] : parsed.problems.map(printProblem);
export const warningsOf = (parsed: ParsedAlarmBook): readonly string[] => parsed.warnings.map(printProblem);
