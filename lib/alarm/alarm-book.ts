/**
 * The files beside `sites.yaml` that say how an alarm gets out: rules, people, schedules, channels, customers and periodic
 * checks. Texts in, an `AlarmBook` out, or every problem at once with its file, line and remedy. All of them are optional.
 */
import { type KnownPlaces, parseRules } from '../alerting/parse-rules.ts';
import type { Rule } from '../alerting/rule.ts';
import type { LoadContext, Problem, YamlFile } from '../config/place.ts';
import { inOrder } from '../config/place.ts';
import { parseCustomers } from '../identity/parse-customers.ts';
import { type KnownToPeople, parsePeople } from '../identity/parse-people.ts';
import type { Customer, Person } from '../identity/people.ts';
import type { PeriodicCheck } from '../inventory/checks.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { parseChecks } from '../inventory/parse-checks.ts';
import type { Channel } from '../notify/channels/index.ts';
import { parseChannels } from '../notify/parse-channels.ts';
import { type OnCall, parseOnCall } from '../oncall/parse-on-call.ts';
import type { Instant } from '../time/clock.ts';
import { alarmBookWarnings } from './alarm-book-warnings.ts';

export interface AlarmBook {
  /** The built-in ones, without those switched off or replaced, and the house's own. */
  readonly rules: readonly Rule[];
  /** Ids of those that the house wrote itself. */
  readonly ownRules: ReadonlySet<string>;
  readonly onCall: OnCall;
  readonly people: readonly Person[];
  readonly customers: readonly Customer[];
  readonly channels: ReadonlyMap<string, Channel>;
  readonly checks: readonly PeriodicCheck[];
}
export type ParsedAlarmBook =
  | { readonly ok: true; readonly alarmBook: AlarmBook; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

export interface AlarmBookGiven {
  /** Those of the folder; the ones of other parts are passed over. */
  readonly files: readonly YamlFile[];
  /** Null: the site book is wrong itself, nothing is compared with it. */
  readonly inventory: Inventory | null;
  readonly builtIn: readonly Rule[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secretFile: (path: string) => string | null;
  readonly now: Instant;
}

const nobody: OnCall = { schedules: [], overrides: [], policies: [] };
const idsOf = (things: readonly { readonly id: string }[]): ReadonlySet<string> =>
  new Set(things.map(({ id }) => id));

/** What a rule may name of the site book. */
export const knownPlaces = (inventory: Inventory): KnownPlaces => ({
  sites: idsOf(inventory.sites),
  devices: new Map(
    inventory.sites.flatMap((site) => site.devices.map((one) => [`${site.id}/${one.id}`, one.kind] as const)),
  ),
});

/** Null when something is wrong. */
function rulesOf(given: AlarmBookGiven, text: string | null, load: LoadContext) {
  const { builtIn, inventory } = given;
  if (text === null) return { rules: builtIn, ownRules: new Set<string>() };
  const names = builtIn.map(({ id }) => id);
  const parsed = parseRules([{ name: 'rules.yaml', text }], inventory && knownPlaces(inventory), names);
  if (!parsed.ok) {
    load.problems.push(...parsed.problems);
    return null;
  }
  const ownRules = idsOf(parsed.rules);
  const left = builtIn.filter(({ id }) => !ownRules.has(id) && !parsed.off.includes(id));
  return { rules: [...left, ...parsed.rules], ownRules };
}

function onCallOf(text: string | null, people: ReadonlySet<string> | null, load: LoadContext): OnCall | null {
  if (text === null) return nobody;
  const parsed = parseOnCall('on-call.yaml', text, people);
  if (parsed.ok) return parsed.onCall;
  load.problems.push(...parsed.problems);
  return null;
}

export function parseAlarmBook(given: AlarmBookGiven): ParsedAlarmBook {
  const { files, inventory, env, secretFile } = given;
  const load: LoadContext = { problems: [], warnings: [], env, secretFile };
  const text = (name: string): string | null => files.find((file) => file.name === name)?.text ?? null;
  /** An absent file holds nothing; a wrong one gives null, and nothing is compared with it. */
  const read = <T>(name: string, empty: T, parse: (text: string) => T | null | undefined): T | null => {
    const found = text(name);
    return found === null ? empty : (parse(found) ?? null);
  };
  const customers = read<readonly Customer[]>('customers.yaml', [], (yaml) =>
    parseCustomers('customers.yaml', yaml, load),
  );
  const channels = read<ReadonlyMap<string, Channel>>('channels.yaml', new Map(), (yaml) =>
    parseChannels('channels.yaml', yaml, load),
  );
  const known = knownToPeople(inventory, customers, channels);
  const people = read<readonly Person[]>('people.yaml', [], (yaml) =>
    parsePeople('people.yaml', yaml, known, load),
  );
  const rules = rulesOf(given, text('rules.yaml'), load);
  // Without a people.yaml nobody is looked up: that nobody can be reached is said once, as a warning.
  const everybody = text('people.yaml') === null ? null : people && idsOf(people);
  const onCall = onCallOf(text('on-call.yaml'), everybody, load);
  const checks = read<readonly PeriodicCheck[]>('checks.yaml', [], (yaml) => {
    const sites = inventory && new Map(inventory.sites.map(({ id, devices }) => [id, idsOf(devices)]));
    const owners =
      everybody === null || onCall === null ? null : new Set([...everybody, ...idsOf(onCall.schedules)]);
    return parseChecks('checks.yaml', yaml, { sites, owners }, load);
  });
  const { problems, warnings } = load;
  if (problems.length > 0 || !rules || !onCall || !people || !customers || !channels || !checks)
    return { ok: false, problems: inOrder(problems), warnings: inOrder(warnings) };
  const alarmBook: AlarmBook = { ...rules, onCall, people, customers, channels, checks };
  if (inventory !== null) warnings.push(...alarmBookWarnings(alarmBook, inventory, given.now));
  return { ok: true, alarmBook, warnings: inOrder(warnings) };
}

const knownToPeople = (
  inventory: Inventory | null,
  customers: readonly Customer[] | null,
  channels: ReadonlyMap<string, Channel> | null,
): KnownToPeople => ({
  sites: inventory && idsOf(inventory.sites),
  customers: customers && idsOf(customers),
  channels:
    channels &&
    new Map([...channels].map(([id, { address }]) => [id, (written: string) => address(written) !== null])),
  locale: inventory?.locale ?? 'fr',
});
